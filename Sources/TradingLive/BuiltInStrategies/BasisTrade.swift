public import TradingEngine
public import TradingModel

/// Buys spot and sells a contract on the same asset against it while the contract is dear, and closes both when it is not.
///
/// Both sides are market orders that are given together. When one of them cannot be traded the other is closed again, and
/// the strategy stays out for a while, so that it is never long or short for longer than an order takes. An example, not a
/// way to earn money.
public final class BasisTrade: Strategy {
  private let settings: BasisTradeConfig
  /// Whether the strategy wants to hold the pair.
  private var wantsPair = false
  private var pausedUntil = UnixNanos.zero

  /// Makes the strategy; nothing is traded before both sides have a quote.
  public init(_ settings: BasisTradeConfig) {
    self.settings = settings
    super.init(config: settings.strategy)
  }

  /// Subscribes to the quotes of both sides.
  public override func onStart() {
    subscribeQuotes(settings.spot)
    subscribeQuotes(settings.contract)
  }

  /// Opens the pair once the basis has reached the entry; closes it once that is at the exit or an order failed.
  public override func onQuote(_ quote: QuoteTick) {
    guard let spot = cache.quote(settings.spot), let contract = cache.quote(settings.contract) else { return }
    if wantsPair {
      if isWithin(settings.exitBasisPoints, dear: contract.askPrice, cheap: spot.bidPrice) { wantsPair = false }
    } else if clock.now >= pausedUntil, isAtRest,
      reaches(settings.entryBasisPoints, dear: contract.bidPrice, cheap: spot.askPrice)
    {
      wantsPair = true
      open(at: contract.bidPrice)
    }
    if !wantsPair { close() }
  }

  /// An order that this side refused: the pair is left with the next quote.
  public override func onOrderDenied(_ event: OrderDenied) { retreat() }
  /// An order that the venue refused: the pair is left with the next quote.
  public override func onOrderRejected(_ event: OrderRejected) { retreat() }
  /// A market order that the book could not fill.
  public override func onOrderExpired(_ event: OrderExpired) { retreat() }

  /// Gives the pair up, and closes both sides where the configuration says so.
  public override func onStop() {
    wantsPair = false
    if settings.closesOnStop { close() }
  }

  /// Forgets that the pair was wanted, and any pause.
  public override func onReset() {
    wantsPair = false
    pausedUntil = .zero
  }

  // MARK: Trading

  private var sides: [InstrumentId] { [settings.spot, settings.contract] }

  /// Whether nothing is held and nothing is under way.
  private var isAtRest: Bool { sides.allSatisfy { isFlat($0) && activeOrders($0).isEmpty } }

  private func open(at price: Price) {
    guard let hedge = hedge(at: price) else { return }
    submit(orderFactory.market(settings.contract, .sell, hedge), client: settings.contractClient)
    submit(orderFactory.market(settings.spot, .buy, settings.tradeSize), client: settings.spotClient)
  }

  /// Closes what is held, one order at a time on each side.
  private func close() {
    for id in sides where !isFlat(id) && activeOrders(id).isEmpty { closeAllPositions(id) }
  }

  /// One side alone is no basis trade: leave it.
  private func retreat() {
    wantsPair = false
    pausedUntil = clock.now + settings.pause
  }

  /// The contract's quantity that is worth the trade size: the size itself, or for inverse contracts their number.
  private func hedge(at price: Price) -> Quantity? {
    guard let contract = cache.instrument(settings.contract) else { return nil }
    var size = settings.tradeSize.wide
    if contract.isInverse {
      guard let worth = try? size.multiplied(by: price.wide),
        let number = try? worth.divided(by: contract.multiplier, scale: Int(contract.sizePrecision))
      else { return nil }
      size = number
    }
    guard let quantity = try? contract.quantity(rounding: size), quantity.isPositive else { return nil }
    return quantity
  }

  // MARK: The basis

  /// Whether `dear` is at least so many basis points above `cheap`.
  private func reaches(_ points: WideDecimal, dear: Price, cheap: Price) -> Bool {
    guard let (gap, bound) = gap(points, dear, cheap) else { return false }
    return gap >= bound
  }

  /// Whether `dear` is at most so many basis points above `cheap`.
  private func isWithin(_ points: WideDecimal, dear: Price, cheap: Price) -> Bool {
    guard let (gap, bound) = gap(points, dear, cheap) else { return false }
    return gap <= bound
  }

  /// The difference of the prices, and what it is compared with, both times ten thousand.
  private func gap(_ points: WideDecimal, _ dear: Price, _ cheap: Price) -> (gap: WideDecimal, bound: WideDecimal)? {
    guard cheap.raw > 0, dear.raw > 0,
      let gap = try? dear.wide.subtracting(cheap.wide).multiplied(by: WideDecimal(10_000)),
      let bound = try? cheap.wide.multiplied(by: points)
    else { return nil }
    return (gap, bound)
  }
}
