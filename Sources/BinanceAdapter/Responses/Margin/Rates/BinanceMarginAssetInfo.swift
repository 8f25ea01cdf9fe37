public import TradingModel

// <https://developers.binance.com/docs/margin_trading/market-data>

/// An asset of margin trading.
public struct BinanceMarginAssetInfo: Hashable, Sendable {
  /// The asset, such as `USDC` (`assetName`).
  public let name: String
  /// Whether the venue lends it; false where it does not say it.
  public let isBorrowable: Bool
  /// Whether it counts as collateral; false where the venue does not say it.
  public let isMortgageable: Bool
  /// The least that may be borrowed at once, in units of the asset; zero where the venue tells none.
  public let minimumBorrow: WideDecimal
  /// The least that may be repaid at once, in units of the asset; zero where the venue tells none.
  public let minimumRepay: WideDecimal

  init(_ json: JSONValue) throws {
    name = try json.text("assetName")
    isBorrowable = json["isBorrowable"]?.bool ?? false
    isMortgageable = json["isMortgageable"]?.bool ?? false
    minimumBorrow = json["userMinBorrow"]?.decimal ?? .zero
    minimumRepay = json["userMinRepay"]?.decimal ?? .zero
  }
}
