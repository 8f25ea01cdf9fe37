public import TradingModel

// <https://developers.binance.com/docs/margin_trading/borrow-and-repay>

/// A small debt that was exchanged into another.
public struct BinanceSmallLiabilityExchange: BinanceMarginRow {
  static let endpoint = "/exchange-small-liability-history"
  static let takesAsset = false

  public let asset: String
  public let amount: WideDecimal
  public let targetAsset: String
  public let targetAmount: WideDecimal
  public let time: UnixNanos

  init(_ json: JSONValue) throws {
    asset = try json.text("asset")
    amount = try json.decimal("amount")
    targetAsset = try json.text("targetAsset")
    targetAmount = try json.decimal("targetAmount")
    time = try json.time("timestamp")
  }
}
