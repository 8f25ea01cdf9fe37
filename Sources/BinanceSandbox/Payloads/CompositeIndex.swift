/// Indices of several assets, which need not be traded themselves.
struct CompositeIndex {
  /// How much of an asset is in the index, in units of 10^-8.
  struct Part {
    let asset: String
    let weight: Int64
  }

  let symbol: String
  let parts: [Part]

  /// Those that USDⓈ-M has.
  static let all = [
    CompositeIndex(
      symbol: "ALLUSDT",
      parts: [Part(asset: "BTC", weight: 1_204_884), Part(asset: "ETH", weight: 11_930_120)])
  ]

  /// What a part costs, in units of 10^-8; zero while it has no price.
  func price(of part: Part, in exchange: VenueExchange) -> Int64 {
    guard let market = exchange.market(part.asset + "USDT") else { return 0 }
    return Int64(
      clamping: Int128(market.mark.index) &* FixedText.power(8) / FixedText.power(market.rules.priceDecimals))
  }

  /// What is in the index of each part, and its sum, in units of 10^-8.
  func worth(in exchange: VenueExchange) -> (parts: [Int64], sum: Int64) {
    let parts = parts.map { part in
      Int64(clamping: Int128(part.weight) &* Int128(price(of: part, in: exchange)) / FixedText.power(8))
    }
    return (parts, parts.reduce(0, &+))
  }
}
