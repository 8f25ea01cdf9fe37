import TradingModel

/// A conditional order of futures as the venue's algo service tells it, in answers and in lists.
///
/// <https://developers.binance.com/docs/derivatives/usds-margined-futures/trade/rest-api/Query-Algo-Order>
struct BinanceAlgoOrder: Hashable, Sendable {
  let symbol: String
  let algoId: Int64
  let clientAlgoId: String
  let side: String
  /// `STOP`, `STOP_MARKET`, `TAKE_PROFIT`, `TAKE_PROFIT_MARKET`, `TRAILING_STOP_MARKET`.
  let type: String
  let timeInForce: String?
  /// `NEW`, `TRIGGERING`, `TRIGGERED`, `FINISHED`, `CANCELED`, `REJECTED`, `EXPIRED`.
  let status: String
  /// Zero with ``closePosition``.
  let quantity: WideDecimal
  /// The order that it became.
  let actualOrderId: Int64?
  let executedQuantity: WideDecimal?
  let triggerPrice: WideDecimal?
  let price: WideDecimal?
  let activatePrice: WideDecimal?
  /// In percent.
  let callbackRate: WideDecimal?
  let positionSide: String?
  let workingType: String?
  let reduceOnly: Bool
  let closePosition: Bool
  let rejectReason: String?
  let goodTillDate: UnixNanos?
  let createTime: UnixNanos?
  let updateTime: UnixNanos?
  let triggerTime: UnixNanos?

  init(_ json: JSONValue) throws {
    symbol = try json.text("symbol")
    algoId = try json.int64("algoId")
    clientAlgoId = json["clientAlgoId"]?.text ?? ""
    side = try json.text("side")
    type = try (json["orderType"] ?? json["type"])?.text ?? json.text("orderType")
    timeInForce = json["timeInForce"]?.text
    status = try json.text("algoStatus")
    quantity = json["quantity"]?.decimal ?? .zero
    // An empty text stands for none.
    actualOrderId = json["actualOrderId"]?.int64.flatMap { $0 > 0 ? $0 : nil }
    executedQuantity = json["actualQty"]?.decimal ?? json["executedQty"]?.decimal
    triggerPrice = json["triggerPrice"]?.decimal
    price = json["price"]?.decimal
    activatePrice = json["activatePrice"]?.decimal
    callbackRate = json["callbackRate"]?.decimal
    positionSide = json["positionSide"]?.text
    workingType = json["workingType"]?.text
    reduceOnly = json["reduceOnly"]?.bool ?? false
    closePosition = json["closePosition"]?.bool ?? false
    rejectReason = (json["rejectReason"] ?? json["failReason"])?.text.flatMap { $0.isEmpty ? nil : $0 }
    func moment(_ key: String) -> UnixNanos? {
      json[key]?.int64.flatMap { $0 > 0 ? UnixNanos(milliseconds: $0) : nil }
    }
    goodTillDate = moment("goodTillDate")
    createTime = moment("createTime")
    updateTime = moment("updateTime")
    triggerTime = moment("triggerTime")
  }
}
