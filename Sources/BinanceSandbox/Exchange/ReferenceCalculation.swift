import TradingModel

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
