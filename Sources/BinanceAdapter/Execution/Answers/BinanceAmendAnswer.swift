import TradingModel

/// The answer to a reduction of an order's quantity.
struct BinanceAmendAnswer: Sendable {
  let orderId: Int64
  let quantity: String
  /// Told on futures, where the price may change too.
  let price: String?
  let executedQuantity: WideDecimal?
  let status: String?
  let transactionTime: UnixNanos?

  init(_ json: JSONValue) throws {
    let order = json["amendedOrder"] ?? json
    orderId = try order.int64("orderId")
    quantity = try order["qty"]?.text ?? order.text("origQty")
    executedQuantity = order["executedQty"]?.decimal
    status = order["status"]?.text
    price = order["price"]?.text
    transactionTime = json["transactTime"]?.milliseconds ?? order["updateTime"]?.milliseconds
  }
}
