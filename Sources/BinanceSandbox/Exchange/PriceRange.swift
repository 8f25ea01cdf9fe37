import TradingModel

/// How far from the reference price a taker may trade, as multipliers in units of 10^-4; `nil` is no bound.
///
/// <https://developers.binance.com/docs/binance-spot-api-docs/faqs/price_range_execution_rule>
public struct PriceRange: Sendable {
  /// For buying takers.
  public var bidUp: Int64?
  public var bidDown: Int64?
  /// For selling takers.
  public var askUp: Int64?
  public var askDown: Int64?

  public init() {}

  static var fields: [(name: String, path: WritableKeyPath<PriceRange, Int64?>)] {
    [
      ("bidLimitMultUp", \.bidUp), ("bidLimitMultDown", \.bidDown), ("askLimitMultUp", \.askUp),
      ("askLimitMultDown", \.askDown),
    ]
  }

  /// The prices at which a taker of the side may trade while the reference is what it is.
  func bounds(for taker: OrderSide, reference: Int64) -> ClosedRange<Int64> {
    let (up, down) = taker == .buy ? (bidUp, bidDown) : (askUp, askDown)
    let highest = up.map { Int64(clamping: Int128(reference) &* Int128($0) / 10_000) } ?? .max
    let lowest = down.map { Int64(clamping: (Int128(reference) &* Int128($0) + 9_999) / 10_000) } ?? 0
    return min(lowest, highest)...highest
  }
}

/// How a symbol's reference price comes about.
struct ReferenceCalculation: Sendable {
  /// The mean of the trades of so many buckets of so many milliseconds.
  var bucketCount = 10
  var bucketWidth: Int64 = 1_000
}

extension VenueExchange {
  /// Gives one default symbol a reference price with a range, and another two a common route.
  func setUpReferences() {
    if let market = market("BNBUSDT"), calendar.has(.priceRangeRule) {
      market.hasReferencePrice = true
      market.referenceCalculation = ReferenceCalculation()
      market.referencePrice = market.lastPrice
      market.referenceAt = clock.now
      var range = PriceRange()
      (range.bidUp, range.bidDown, range.askUp, range.askDown) = (20_000, 5_000, 20_000, 5_000)
      market.rules.filters.priceRange = range
    }
    if market("BTCUSDT") != nil, market("BTCUSDC") != nil {
      routes = [SmartOrderRoute(baseAsset: "BTC", symbols: ["BTCUSDT", "BTCUSDC"])]
    }
  }

  /// Brings the reference price of a symbol that has one up to date, as the engine does each second.
  func updateReference(_ market: SymbolMarket) {
    guard let calculation = market.referenceCalculation, calendar.has(.priceRangeRule) else { return }
    let start = clock.now.milliseconds - Int64(calculation.bucketCount) * calculation.bucketWidth
    let trades = market.history.recentTrades(limit: 1_000).filter { $0.time.milliseconds >= start }
    market.referenceAt = clock.now
    guard !trades.isEmpty else { return }
    let sum = trades.reduce(Int128(0)) { $0 + Int128($1.price) }
    market.referencePrice = Int64(clamping: sum / Int128(trades.count))
  }

  /// The prices at which a taker may trade, fixed when it begins; `nil` where nothing binds it.
  func priceBounds(_ side: OrderSide, in market: SymbolMarket) -> ClosedRange<Int64>? {
    guard product == .spot, calendar.has(.priceRangeRule), let rule = market.rules.filters.priceRange,
      let reference = market.referencePrice
    else { return nil }
    return rule.bounds(for: side, reference: reference)
  }
}
