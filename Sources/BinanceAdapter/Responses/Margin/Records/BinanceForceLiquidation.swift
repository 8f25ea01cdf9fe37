public import TradingModel

// <https://developers.binance.com/docs/margin_trading/borrow-and-repay>

/// An order by which the venue liquidated.
public struct BinanceForceLiquidation: BinanceMarginRow {
  static let endpoint = "/forceLiquidationRec"
  static let takesAsset = false

  public let orderId: Int64
  public let symbol: String
  public let side: String
  public let averagePrice: WideDecimal
  public let quantity: WideDecimal
  public let executedQuantity: WideDecimal
  public let isIsolated: Bool
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
