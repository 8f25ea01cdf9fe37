import TradingModel

/// The answer to a new order, in any of the venue's three lengths.
struct BinanceOrderAnswer: Sendable {
  /// A trade that the order made at once.
  struct Fill: Sendable {
    let price: String
    let quantity: String
    let commission: WideDecimal?
    let commissionAsset: String?
    let tradeId: TradeId?
  }

  let orderId: Int64
  let orderListId: Int64
  let clientOrderId: String
  let transactionTime: UnixNanos?
  /// Absent in the shortest form.
  let status: String?
  let quantity: String?
  let price: String?
  let stopPrice: String?
  let executedQuantity: WideDecimal?
  let expiryReason: String?
  /// The price that a pegged order got.
  let peggedPrice: String?
  let fills: [Fill]

  init(_ json: JSONValue) throws {
    orderId = try json.int64("orderId")
    orderListId = json["orderListId"]?.int64 ?? -1
    clientOrderId = json["clientOrderId"]?.text ?? ""
    transactionTime = json["transactTime"]?.milliseconds ?? json["updateTime"]?.milliseconds
    status = json["status"]?.text
    quantity = json["origQty"]?.text
    price = json["price"]?.text
    stopPrice = json["stopPrice"]?.text
    executedQuantity = json["executedQty"]?.decimal
    expiryReason = json["expiryReason"]?.text
    peggedPrice = json["peggedPrice"]?.text
    fills = try (json["fills"]?.elements ?? []).map { fill in
      Fill(
        price: try fill.text("price"), quantity: try fill.text("qty"), commission: fill["commission"]?.decimal,
        commissionAsset: fill["commissionAsset"]?.text,
        tradeId: BinanceReportMapper.tradeId(fill["tradeId"]?.int64, allocation: fill["allocId"]?.int64))
    }
  }
}

/// The answer to a cancellation.
struct BinanceCancelAnswer: Sendable {
  let orderId: Int64
  /// The order's own identifier.
  let clientOrderId: String
  let status: String
  let executedQuantity: WideDecimal
  let transactionTime: UnixNanos?

  init(_ json: JSONValue) throws {
    orderId = try json.int64("orderId")
    clientOrderId = json["origClientOrderId"]?.text ?? json["clientOrderId"]?.text ?? ""
    status = try json.text("status")
    executedQuantity = json["executedQty"]?.decimal ?? .zero
    transactionTime = json["transactTime"]?.milliseconds ?? json["updateTime"]?.milliseconds
  }

  /// Reads an answer that may be about one order, or about all orders of its list: canceling one cancels them all.
  static func list(_ json: JSONValue) throws -> [BinanceCancelAnswer] {
    if let elements = json.elements { return try elements.flatMap(list) }
    guard let legs = json["orderReports"]?.elements else { return [try BinanceCancelAnswer(json)] }
    return try legs.map(BinanceCancelAnswer.init)
  }
}

/// The answer to a new list of orders.
struct BinanceOrderListAnswer: Sendable {
  let orderListId: Int64
  let transactionTime: UnixNanos?
  /// The orders, each with as much as the answer tells of it.
  let orders: [BinanceOrderAnswer]

  init(_ json: JSONValue) throws {
    orderListId = try json.int64("orderListId")
    transactionTime = json["transactionTime"]?.milliseconds
    let reports = try (json["orderReports"]?.elements ?? []).map(BinanceOrderAnswer.init)
    let told = Set(reports.map(\.orderId))
    let others = try (json["orders"]?.elements ?? []).map(BinanceOrderAnswer.init).filter { !told.contains($0.orderId) }
    orders = reports + others
  }
}

/// The answer to a reduction of an order's quantity.
struct BinanceAmendAnswer: Sendable {
  let orderId: Int64
  let quantity: String
  let executedQuantity: WideDecimal?
  let status: String?
  let transactionTime: UnixNanos?

  init(_ json: JSONValue) throws {
    let order = json["amendedOrder"] ?? json
    orderId = try order.int64("orderId")
    quantity = try order["qty"]?.text ?? order.text("origQty")
    executedQuantity = order["executedQty"]?.decimal
    status = order["status"]?.text
    transactionTime = json["transactTime"]?.milliseconds
  }
}
