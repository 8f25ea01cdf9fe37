public import TradingModel

// <https://developers.binance.com/docs/margin_trading/account>

/// The cross margin account.
public struct BinanceMarginAccount: Hashable, Sendable {
  /// Assets divided by debts; 999 without debts.
  public let marginLevel: WideDecimal
  /// What the account holds of all assets, valued in BTC.
  public let totalAssetOfBtc: WideDecimal
  /// What the account owes of all assets, valued in BTC.
  public let totalLiabilityOfBtc: WideDecimal
  /// What the account holds less what it owes, valued in BTC.
  public let totalNetAssetOfBtc: WideDecimal
  /// Whether the account may borrow; true where the venue does not say it.
  public let borrowEnabled: Bool
  /// Whether the account may trade; true where the venue does not say it.
  public let tradeEnabled: Bool
  /// Whether money may be moved into the account; true where the venue does not say it.
  public let transferInEnabled: Bool
  /// Whether money may be moved out of the account; true where the venue does not say it.
  public let transferOutEnabled: Bool
  /// What the account has and owes of each asset, in the venue's order; elements that cannot be read are left out.
  public let assets: [BinanceMarginAsset]

  init(_ json: JSONValue, _ notes: BinanceDecoding) throws {
    marginLevel = try json.decimal("marginLevel")
    totalAssetOfBtc = try json.decimal("totalAssetOfBtc")
    totalLiabilityOfBtc = try json.decimal("totalLiabilityOfBtc")
    totalNetAssetOfBtc = try json.decimal("totalNetAssetOfBtc")
    borrowEnabled = json["borrowEnabled"]?.bool ?? true
    tradeEnabled = json["tradeEnabled"]?.bool ?? true
    transferInEnabled = json["transferInEnabled"]?.bool ?? true
    transferOutEnabled = json["transferOutEnabled"]?.bool ?? true
    assets = try notes.list(json["userAssets"], of: "userAssets", BinanceMarginAsset.init)
  }
}
