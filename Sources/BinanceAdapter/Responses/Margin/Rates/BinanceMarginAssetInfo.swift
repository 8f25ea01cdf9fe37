public import TradingModel

// <https://developers.binance.com/docs/margin_trading/market-data>

/// An asset of margin trading.
public struct BinanceMarginAssetInfo: Hashable, Sendable {
  public let name: String
  public let isBorrowable: Bool
  public let isMortgageable: Bool
  public let minimumBorrow: WideDecimal
  public let minimumRepay: WideDecimal

  init(_ json: JSONValue) throws {
    name = try json.text("assetName")
    isBorrowable = json["isBorrowable"]?.bool ?? false
    isMortgageable = json["isMortgageable"]?.bool ?? false
    minimumBorrow = json["userMinBorrow"]?.decimal ?? .zero
    minimumRepay = json["userMinRepay"]?.decimal ?? .zero
  }
}
