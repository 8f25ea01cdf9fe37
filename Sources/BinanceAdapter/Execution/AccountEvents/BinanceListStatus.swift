import TradingModel

/// What happened to a list of orders.
struct BinanceListStatus {
  /// One of the orders.
  struct Leg {
    let symbol: String
    let orderId: Int64
    let clientOrderId: String
  }

  let eventTime: UnixNanos
  let transactionTime: UnixNanos
  let orderListId: Int64
  /// `EXECUTING`, `ALL_DONE`, `REJECT`.
  let orderStatus: String
  let rejectReason: String
  let legs: [Leg]

  init(_ json: JSONValue) throws {
    eventTime = try json.time("E")
    transactionTime = json["T"]?.milliseconds ?? eventTime
    orderListId = try json.int64("g")
    orderStatus = try json.text("L")
    rejectReason = json["r"]?.text ?? "NONE"
    let symbol = try json.text("s")
    legs = try (json["O"]?.elements ?? []).map { leg in
      Leg(
        symbol: leg["s"]?.text ?? symbol, orderId: try leg.int64("i"), clientOrderId: leg["c"]?.text ?? "")
    }
  }
}
