import TradingModel

/// The answer to a new list of orders.
struct BinanceOrderListAnswer: Sendable {
  let orderListId: Int64
  let transactionTime: UnixNanos?
  /// The orders, each with as much as the answer tells of it.
  let orders: [BinanceOrderAnswer]

  init(_ json: JSONValue) throws {
    orderListId = try json.int64("orderListId")
    transactionTime = json["transactionTime"]?.milliseconds
    let reports = try (json["orderReports"]?.elements ?? []).map { try BinanceOrderAnswer($0) }
    let told = Set(reports.map(\.orderId))
    let others = try (json["orders"]?.elements ?? []).map { try BinanceOrderAnswer($0) }.filter {
      !told.contains($0.orderId)
    }
    orders = reports + others
  }
}
