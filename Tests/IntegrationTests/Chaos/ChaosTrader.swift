import TradingEngine
import TradingModel

/// Trades at random from a seed: every order type, lists, changes and cancellations, so that each fault meets some of all.
final class ChaosTrader: Strategy {
  private let instrument: InstrumentId
  private let random: RandomSource
  private let interval: Duration
  private var quote: QuoteTick?
  /// Whether new orders and changes are given; when it ends, only events are taken.
  var isActive = true

  init(instrument: InstrumentId, random: RandomSource, interval: Duration = .milliseconds(250)) {
    self.instrument = instrument
    self.random = random
    self.interval = interval
    super.init()
  }

  override func onStart() {
    subscribeQuotes(instrument)
    subscribeBook(instrument)
    clock.setTimer(name: "act", interval: interval)
  }

  override func onQuote(_ quote: QuoteTick) { self.quote = quote }

  override func onTimer(_ event: TimeEvent) {
    guard isActive, let quote else { return }
    let open = activeOrders(instrument)
    let choice = random.integer(in: 0...19)
    switch choice {
    case 0...2 where !open.isEmpty: cancel(open[random.integer(in: 0...(open.count - 1))])
    case 3...4 where !open.isEmpty: change(open[random.integer(in: 0...(open.count - 1))])
    case 5: submitPair(quote)
    default: if open.count < 12 { submit(order(quote)) }
    }
  }

  /// A price so many ticks away from the middle of the market.
  private func price(_ quote: QuoteTick, _ ticks: Int) -> Price {
    Price(raw: quote.bidPrice.raw + Int64(ticks), precision: quote.bidPrice.precision)
  }

  private func size() -> Quantity { Quantity(raw: Int64(random.integer(in: 20...90)) * 10, precision: 5) }

  /// How far from the market, in ticks: sometimes near enough to trade soon.
  private func distance() -> Int {
    random.chance(0.4) ? random.integer(in: 1...400) : random.integer(in: 2_000...90_000)
  }

  private func order(_ quote: QuoteTick) -> Order {
    let side: OrderSide = random.chance(0.5) ? .buy : .sell
    let away = distance()
    let passive = price(quote, side == .buy ? -away : away)
    let against = price(quote, side == .buy ? away + 300 : -away - 300)
    let quantity = size()
    switch random.integer(in: 0...9) {
    case 0...1: return orderFactory.market(instrument, side, quantity)
    case 2: return orderFactory.limit(instrument, side, quantity, price: passive, isPostOnly: true)
    case 3: return orderFactory.limit(instrument, side, quantity, price: passive, timeInForce: .ioc)
    case 4: return orderFactory.stopMarket(instrument, side, quantity, triggerPrice: against)
    case 5: return orderFactory.stopLimit(instrument, side, quantity, price: against, triggerPrice: against)
    case 6: return orderFactory.marketIfTouched(instrument, side, quantity, triggerPrice: passive)
    default: return orderFactory.limit(instrument, side, quantity, price: passive)
    }
  }

  private func change(_ order: Order) {
    guard order.type == .limit, order.hasKnownQuantity, let price = order.price else { return }
    if random.chance(0.5) {
      let less = Quantity(raw: order.quantity.raw - 50, precision: order.quantity.precision)
      guard less > order.filledQuantity, less.raw >= 100 else { return }
      modify(order, quantity: less)
    } else {
      modify(order, price: Price(raw: price.raw + (order.side == .buy ? -100 : 100), precision: price.precision))
    }
  }

  private func submitPair(_ quote: QuoteTick) {
    let quantity = size()
    let (above, below) = (distance() + 500, distance() + 500)
    switch random.integer(in: 0...2) {
    case 0:
      submitList(
        orderFactory.list(
          [
            orderFactory.limit(instrument, .sell, quantity, price: price(quote, above), isPostOnly: true),
            orderFactory.stopMarket(instrument, .sell, quantity, triggerPrice: price(quote, -below)),
          ], contingency: .oco))
    case 1:
      submitList(
        orderFactory.list(
          [
            orderFactory.limit(instrument, .buy, quantity, price: price(quote, -distance())),
            orderFactory.limit(instrument, .sell, quantity, price: price(quote, above)),
          ], contingency: .oto))
    default:
      submitList(
        orderFactory.bracket(
          instrument, .buy, quantity, entryPrice: price(quote, -distance()), stopLossTrigger: price(quote, -200_000),
          takeProfitPrice: price(quote, above), isReduceOnly: false))
    }
  }
}
