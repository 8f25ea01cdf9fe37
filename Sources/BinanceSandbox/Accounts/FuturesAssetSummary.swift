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
