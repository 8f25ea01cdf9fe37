import TradingModel

/// Balances (and positions) that changed by one cause.
struct AccountUpdate {
  struct AssetChange {
    let asset: String
    let free: Amount
    let locked: Amount
    /// Futures: change other than by trade and commission.
    var change = Amount.zero
    /// Futures: wallet balance without isolated positions.
    var crossWallet = Amount.zero
  }

  let account: SandboxAccount
  let time: UnixNanos
  let assets: [AssetChange]
  /// Futures: `ORDER`, `FUNDING_FEE`, `DEPOSIT`, …
  var reason = "ORDER"
  var positions: [PositionSnapshot] = []
  var fundingSymbol: String?
}
