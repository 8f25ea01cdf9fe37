/// What assets are worth in US dollars when several back one account.
struct AssetIndex {
  /// Rates in units of 10^-8.
  struct Rates {
    let index: Int64
    let bid: Int64
    let ask: Int64
    /// At what the venue sells and buys the asset when it exchanges by itself.
    var exchangeBid: Int64 { (index + bid) / 2 }
    var exchangeAsk: Int64 { (index + ask) / 2 }
  }

  /// Assets that the multi-assets mode takes, with their buffers in units of 10^-4.
  static let buffers: [(asset: String, buffer: Int64)] = [
    ("USDT", 0), ("USDC", 10), ("BTC", 500), ("ETH", 500), ("BNB", 1_000), ("BNFCR", 0),
  ]

  /// The rates of an asset by the index prices of the moment.
  static func rates(of asset: String, in exchange: VenueExchange) -> Rates {
    let index = price(of: asset, in: exchange)
    let buffer = buffers.first { $0.asset == asset }?.buffer ?? 10_000
    return Rates(
      index: index, bid: index / 10_000 * (10_000 - buffer), ask: index / 10_000 * (10_000 + buffer))
  }

  private static func price(of asset: String, in exchange: VenueExchange) -> Int64 {
    if ["USDT", "USDC", "BNFCR"].contains(asset) { return 100_000_000 }
    if let market = exchange.market(asset + "USDT"), market.mark.index > 0 {
      return Int64(
        clamping: Int128(market.mark.index) &* FixedText.power(8) / FixedText.power(market.rules.priceDecimals))
    }
    return asset == "BNB" ? 58_000_000_000 : 0
  }
}
