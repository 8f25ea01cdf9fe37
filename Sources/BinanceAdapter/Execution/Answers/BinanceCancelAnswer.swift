import TradingModel

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
    if let code = json["code"]?.text, code != "200" { throw BinanceDecodingError(field: "code") }
    orderId = json["algoId"]?.int64 ?? 0
    clientOrderId = json["clientAlgoId"]?.text ?? ""
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

  /// Reads an answer that may be about one order, or about all orders of its list: canceling one cancels them all.
  static func list(_ json: JSONValue) throws -> [BinanceCancelAnswer] {
    if let elements = json.elements { return try elements.flatMap(list) }
    guard let legs = json["orderReports"]?.elements else { return [try BinanceCancelAnswer(json)] }
    return try legs.map { try BinanceCancelAnswer($0) }
  }
}
