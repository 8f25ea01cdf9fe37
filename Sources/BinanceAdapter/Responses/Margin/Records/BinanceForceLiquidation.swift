public import TradingModel

// <https://developers.binance.com/docs/margin_trading/borrow-and-repay>

/// An order by which the venue liquidated.
public struct BinanceForceLiquidation: BinanceMarginRow {
  static let endpoint = "/forceLiquidationRec"
  static let takesAsset = false

  /// The venue's number of the order.
  public let orderId: Int64
  /// The pair in which the venue traded.
  public let symbol: String
  /// Which way the venue traded for the account, `BUY` or `SELL`.
  public let side: String
  /// The average price of what was filled, in the quote asset; zero where the venue leaves it out.
  public let averagePrice: WideDecimal
  /// What the order was for, in the base asset.
  public let quantity: WideDecimal
  /// What was filled, in the base asset.
  public let executedQuantity: WideDecimal
  /// Whether an isolated pair's account was liquidated; false for cross margin, or where the venue does not say it.
  public let isIsolated: Bool
  /// When the order last changed (`updatedTime`).
  public let time: UnixNanos

  init(_ json: JSONValue) throws {
    orderId = try json.int64("orderId")
    symbol = try json.text("symbol")
    side = try json.text("side")
    averagePrice = json["avgPrice"]?.decimal ?? .zero
    quantity = try json.decimal("qty")
    executedQuantity = try json.decimal("executedQty")
    isIsolated = json["isIsolated"]?.bool ?? false
    time = try json.time("updatedTime")
  }
}
