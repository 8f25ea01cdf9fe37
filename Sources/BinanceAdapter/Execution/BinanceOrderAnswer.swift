import TradingModel

/// The answer to a new order, in any of the venue's three lengths.
struct BinanceOrderAnswer: Sendable {
  /// A trade that the order made at once.
  struct Fill: Sendable {
    let price: String
    let quantity: String
    let commission: WideDecimal?
    let commissionAsset: String?
    let tradeId: Int64
  }

  /// The identifier in the family to which the order was sent.
  let orderId: Int64
  let clientOrderId: String
  let transactionTime: UnixNanos?
  /// Absent in the shortest form.
  let status: String?
  let quantity: String?
  let executedQuantity: WideDecimal?
  let expiryReason: String?
  let fills: [Fill]
  /// The service that has the order.
  let family: BinanceOrderFamily
  /// The limit price that the venue determined.
  let price: String?

  /// The algo service's answer.
  init(algo json: JSONValue) throws {
    orderId = try json.int64("algoId")
    clientOrderId = json["clientAlgoId"]?.text ?? ""
    transactionTime = json["createTime"]?.milliseconds ?? json["updateTime"]?.milliseconds
    status = json["algoStatus"]?.text
    quantity = nil
    executedQuantity = nil
    expiryReason = nil
    fills = []
    family = .algo
    price = nil
  }

  init(_ json: JSONValue) throws {
    orderId = try json.int64("orderId")
    clientOrderId = json["clientOrderId"]?.text ?? ""
    transactionTime = json["transactTime"]?.milliseconds ?? json["updateTime"]?.milliseconds
    status = json["status"]?.text
    quantity = json["origQty"]?.text
    executedQuantity = json["executedQty"]?.decimal
    expiryReason = json["expiryReason"]?.text
    family = .regular
    price = json["price"]?.text
    fills = try (json["fills"]?.elements ?? []).map { fill in
      Fill(
        price: try fill.text("price"), quantity: try fill.text("qty"), commission: fill["commission"]?.decimal,
        commissionAsset: fill["commissionAsset"]?.text, tradeId: fill["tradeId"]?.int64 ?? -1)
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
  /// The service that had the order.
  let family: BinanceOrderFamily

  /// The algo service's answer, which says no more than that the order is canceled.
  init(algo json: JSONValue) throws {
    orderId = json["algoId"]?.int64 ?? 0
    clientOrderId = json["clientAlgoId"]?.text ?? ""
    if let code = json["code"]?.text, code != "200" { throw BinanceDecodingError(field: "code") }
    status = "CANCELED"
    executedQuantity = .zero
    transactionTime = nil
    family = .algo
  }

  init(_ json: JSONValue) throws {
    family = .regular
    orderId = try json.int64("orderId")
    clientOrderId = json["origClientOrderId"]?.text ?? json["clientOrderId"]?.text ?? ""
    status = try json.text("status")
    executedQuantity = json["executedQty"]?.decimal ?? .zero
    transactionTime = json["transactTime"]?.milliseconds ?? json["updateTime"]?.milliseconds
  }
}
