/// One asset of a futures account as `account` and `balance` tell it.
struct FuturesAssetSummary {
  let asset: String
  let wallet: Amount
  /// What isolated positions hold of the wallet.
  var isolatedWallet = Amount.zero
  var unrealized = Amount.zero
  var crossUnrealized = Amount.zero
  /// Initial margin of all positions, and of those in cross margin.
  var positionInitialMargin = Amount.zero
  var crossPositionMargin = Amount.zero
  var openOrderInitialMargin = Amount.zero
  /// Maintenance margin of all positions, and of those in cross margin.
  var maintenanceMargin = Amount.zero
  var crossMaintenanceMargin = Amount.zero

  init(asset: String, wallet: Amount) {
    self.asset = asset
    self.wallet = wallet
  }

  /// The wallet without isolated positions.
  var crossWallet: Amount { wallet - isolatedWallet }
  var marginBalance: Amount { wallet + unrealized }
  /// What `account` tells: all positions and open orders.
  var totalInitialMargin: Amount { positionInitialMargin + openOrderInitialMargin }
  /// What the cross wallet must cover.
  var initialMargin: Amount { crossPositionMargin + openOrderInitialMargin }
  /// What is left of the cross balance, negative where it is not enough.
  var spare: Amount { crossWallet + crossUnrealized - initialMargin }
  /// What a new order may use.
  var available: Amount { max(.zero, spare) }
  /// What may be taken out: never more than the wallet has.
  var withdrawable: Amount { max(.zero, min(crossWallet, spare)) }
}

/// An account in US dollars, as the multi-assets mode sees it.
struct FuturesJointTotals {
  var wallet = Amount.zero
  var crossWallet = Amount.zero
  var unrealized = Amount.zero
  var crossUnrealized = Amount.zero
  /// What counts as margin, after the haircuts.
  var marginBalance = Amount.zero
  var positionInitialMargin = Amount.zero
  var openOrderInitialMargin = Amount.zero
  var crossInitialMargin = Amount.zero
  var maintenanceMargin = Amount.zero

  var initialMargin: Amount { crossInitialMargin }
  var available: Amount { max(.zero, marginBalance - crossInitialMargin) }
}

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
