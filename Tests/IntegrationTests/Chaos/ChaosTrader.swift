import TradingEngine
import TradingModel

/// Trades at random from a seed: every order type, lists, changes and cancellations, so that each fault meets some of all.
final class ChaosTrader: Strategy {
  private let instrument: InstrumentId
  private let habits: ChaosHabits
  private let random: RandomSource
  private let interval: Duration
  private var quote: QuoteTick?
  /// Whether new orders and changes are given; when it ends, only events are taken.
  var isActive = true

  init(
    instrument: InstrumentId, habits: ChaosHabits, random: RandomSource, interval: Duration = .milliseconds(250),
    strategyId: StrategyId? = nil
  ) {
    self.instrument = instrument
    self.habits = habits
    self.random = random
    self.interval = interval
    super.init(config: StrategyConfig(strategyId: strategyId))
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
    default:
      guard open.count < 12 else { return }
      let order = order(quote)
      submit(order, positionId: position(of: order))
    }
  }

  /// A price so many cents away from the best bid, on the tick.
  private func price(_ quote: QuoteTick, _ cents: Int) -> Price { price(near: quote.bidPrice, cents) }

  private func price(near price: Price, _ cents: Int) -> Price {
    let step = max(1, cache.instrument(instrument)?.priceIncrement.raw ?? 1)
    let raw = price.raw + Int64(price.precision < 2 ? cents / 10 : cents)
    return Price(raw: raw - raw % step, precision: price.precision)
  }

  private func size() -> Quantity {
    Quantity(raw: Int64(random.integer(in: habits.sizes)) * habits.sizeStep, precision: sizePrecision)
  }

  private var sizePrecision: UInt8 { cache.instrument(instrument)?.sizePrecision ?? 0 }

  /// How far from the market, in cents: sometimes near enough to trade soon.
  private func distance() -> Int {
    random.chance(0.4) ? random.integer(in: 1...400) : random.integer(in: 2_000...90_000)
  }

  private func order(_ quote: QuoteTick) -> Order {
    let side: OrderSide = random.chance(0.5) ? .buy : .sell
    let away = distance()
    let passive = price(quote, side == .buy ? -away : away)
    let against = price(quote, side == .buy ? away + 300 : -away - 300)
    let quantity = size()
    switch habits.orders[random.integer(in: 0...(habits.orders.count - 1))] {
    case .market: return orderFactory.market(instrument, side, quantity)
    case .limit: return orderFactory.limit(instrument, side, quantity, price: passive)
    case .postOnly: return orderFactory.limit(instrument, side, quantity, price: passive, isPostOnly: true)
    case .ioc: return orderFactory.limit(instrument, side, quantity, price: passive, timeInForce: .ioc)
    case .stopMarket: return orderFactory.stopMarket(instrument, side, quantity, triggerPrice: against)
    case .stopLimit: return orderFactory.stopLimit(instrument, side, quantity, price: against, triggerPrice: against)
    case .marketIfTouched: return orderFactory.marketIfTouched(instrument, side, quantity, triggerPrice: passive)
    case .limitIfTouched:
      return orderFactory.limitIfTouched(instrument, side, quantity, price: passive, triggerPrice: passive)
    case .trailingStop:
      let offset = WideDecimal(Int64(random.integer(in: 1...30)) * 10)
      return orderFactory.trailingStopMarket(instrument, side, quantity, offset: offset)
    case .reducingMarket: return orderFactory.market(instrument, side, quantity, isReduceOnly: true)
    case .reducingLimit: return orderFactory.limit(instrument, side, quantity, price: passive, isReduceOnly: true)
    case .reducingStop:
      return orderFactory.stopMarket(instrument, side, quantity, triggerPrice: against, isReduceOnly: true)
    case .closingStop:
      let nothing = Quantity(raw: 0, precision: quantity.precision)
      return orderFactory.stopMarket(
        instrument, side, nothing, triggerPrice: against, params: ["closePosition": "true"])
    }
  }

  /// The position that an order names: of an order that may open one sometimes the other side's, which it closes.
  private func position(of order: Order) -> PositionId? {
    guard habits.namesPositions else { return nil }
    let closes = order.terms.isReduceOnly || order.terms.params["closePosition"] != nil
    let opened = order.side == .buy ? "LONG" : "SHORT"
    let closed = order.side == .buy ? "SHORT" : "LONG"
    if closes { return random.chance(0.5) ? PositionId("\(instrument)-\(closed)") : nil }
    return random.chance(0.3) ? PositionId("\(instrument)-\(random.chance(0.5) ? closed : opened)") : nil
  }

  private func change(_ order: Order) {
    guard order.type == .limit, order.hasKnownQuantity, let price = order.price else { return }
    if random.chance(0.5) {
      let less = Quantity(raw: order.quantity.raw - habits.decrement, precision: order.quantity.precision)
      guard less > order.filledQuantity, less.raw >= habits.leastSize else { return }
      modify(order, quantity: less)
    } else {
      modify(order, price: self.price(near: price, order.side == .buy ? -100 : 100))
    }
  }

  private func submitPair(_ quote: QuoteTick) {
    let quantity = size()
    let (above, below) = (distance() + 500, distance() + 500)
    switch habits.lists[random.integer(in: 0...(habits.lists.count - 1))] {
    case .oco:
      submitList(
        orderFactory.list(
          [
            orderFactory.limit(instrument, .sell, quantity, price: price(quote, above), isPostOnly: true),
            orderFactory.stopMarket(instrument, .sell, quantity, triggerPrice: price(quote, -below)),
          ], contingency: .oco))
    case .oto:
      submitList(
        orderFactory.list(
          [
            orderFactory.limit(instrument, .buy, quantity, price: price(quote, -distance())),
            orderFactory.limit(instrument, .sell, quantity, price: price(quote, above)),
          ], contingency: .oto))
    case .bracket:
      submitList(
        orderFactory.bracket(
          instrument, .buy, quantity, entryPrice: price(quote, -distance()), stopLossTrigger: price(quote, -200_000),
          takeProfitPrice: price(quote, above), isReduceOnly: false))
    case .batch:
      let count = random.integer(in: 2...7)
      submitList(orderFactory.list((0..<count).map { _ in order(quote) }, contingency: .none))
    }
  }
}
