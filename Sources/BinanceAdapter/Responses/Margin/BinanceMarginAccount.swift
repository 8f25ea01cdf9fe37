public import TradingModel

// <https://developers.binance.com/docs/margin_trading/account>

/// The cross margin account.
public struct BinanceMarginAccount: Hashable, Sendable {
  /// Assets divided by debts; 999 without debts.
  public let marginLevel: WideDecimal
  public let totalAssetOfBtc: WideDecimal
  public let totalLiabilityOfBtc: WideDecimal
  public let totalNetAssetOfBtc: WideDecimal
  public let borrowEnabled: Bool
  public let tradeEnabled: Bool
  public let transferInEnabled: Bool
  public let transferOutEnabled: Bool
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
