public import TradingEngine
public import TradingModel

/// Keeps one post-only order on each side of the market, at a fixed distance from the middle.
///
/// An order whose price is no longer the wanted one is cancelled and, once that is confirmed, placed anew. A side on
/// which the inventory is at its limit stays empty. All orders are cancelled on stop. An example, not a way to earn
/// money.
public final class SimpleMarketMaker: Strategy {
  private let settings: SimpleMarketMakerConfig
  private var lastPlaced: [OrderSide: UnixNanos] = [:]

  /// Makes the strategy; its first orders follow the first quote.
  public init(_ settings: SimpleMarketMakerConfig) {
    self.settings = settings
    super.init(config: settings.strategy)
  }

  /// Subscribes to the instrument's quotes.
  public override func onStart() {
    subscribeQuotes(settings.instrument)
  }

  /// Brings the order of each side to the price that the new middle asks for.
  public override func onQuote(_ quote: QuoteTick) {
    guard let instrument = cache.instrument(settings.instrument) else { return }
    for side in [OrderSide.buy, .sell] {
      guard let wanted = try? price(side, quote, instrument) else { continue }
      keep(side, at: wanted, instrument)
    }
  }

  /// Cancels the strategy's orders, and closes its position where the configuration says so.
  public override func onStop() {
    cancelAll(settings.instrument)
    if settings.closesOnStop { closeAllPositions(settings.instrument) }
  }

  /// Forgets when orders were placed, so that the next may be placed at once.
  public override func onReset() { lastPlaced = [:] }

  /// The wanted price: the middle less or plus half the spread, rounded away from the middle.
  private func price(
    _ side: OrderSide, _ quote: QuoteTick, _ instrument: Instrument
  ) throws(DecimalError) -> Price {
    let half = WideDecimal(mantissa: 5, scale: 1)
    let middle = try quote.bidPrice.wide.adding(quote.askPrice.wide).multiplied(by: half)
    let distance: WideDecimal
    switch settings.halfSpread {
    case .ticks(let count): distance = try instrument.priceIncrement.wide.multiplied(by: WideDecimal(count))
    case .basisPoints(let points):
      distance = try middle.multiplied(by: points).multiplied(by: WideDecimal(mantissa: 1, scale: 4))
    }
    let exact = side == .buy ? try middle.subtracting(distance) : try middle.adding(distance)
    return try instrument.price(rounding: exact, side == .buy ? .down : .up)
  }

  private func keep(_ side: OrderSide, at wanted: Price, _ instrument: Instrument) {
    guard let order = activeOrders(settings.instrument, side: side).first else {
      if wanted.raw > 0, hasRoom(side), canAfford(side, wanted, instrument), mayPlace(side) { place(side, at: wanted) }
      return
    }
    guard order.status.isOpen, order.status != .pendingCancel, let price = order.terms.price else { return }
    if !hasRoom(side) || (isFar(price, from: wanted, instrument) && mayPlace(side)) { cancel(order) }
  }

  private func place(_ side: OrderSide, at price: Price) {
    lastPlaced[side] = clock.now
    submit(
      orderFactory.limit(settings.instrument, side, settings.tradeSize, price: price, isPostOnly: true),
      client: settings.client)
  }

  private func mayPlace(_ side: OrderSide) -> Bool {
    guard let last = lastPlaced[side] else { return true }
    return clock.now - last >= settings.requoteInterval
  }

  private func isFar(_ price: Price, from wanted: Price, _ instrument: Instrument) -> Bool {
    guard let distance = try? price.wide.subtracting(wanted.wide).magnitude,
      let threshold = try? instrument.priceIncrement.wide.multiplied(by: WideDecimal(max(1, settings.requoteTicks)))
    else { return true }
    return distance >= threshold
  }

  /// Whether an order on this side keeps the inventory within its limit.
  private func hasRoom(_ side: OrderSide) -> Bool {
    let net = netPosition(settings.instrument)
    guard let after = try? (side == .buy ? net : -net).adding(settings.tradeSize.wide) else { return false }
    return after <= settings.maxPosition.wide
  }

  /// Whether a cash account has what the order takes; what is not known is left to the venue.
  private func canAfford(_ side: OrderSide, _ price: Price, _ instrument: Instrument) -> Bool {
    guard let account = account(settings.instrument, client: settings.client), account.type == .cash else {
      return true
    }
    if side == .sell { return account.free(instrument.base).amount >= settings.tradeSize.wide }
    guard let cost = try? instrument.notional(quantity: settings.tradeSize, price: price) else { return true }
    return account.free(cost.currency).amount >= cost.amount
  }
}
