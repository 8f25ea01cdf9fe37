import TradingModel

/// What happened to a conditional order, as the account's stream tells it (`ALGO_UPDATE`).
///
/// <https://developers.binance.com/docs/derivatives/usds-margined-futures/user-data-streams/Event-Algo-Order-Update>
struct BinanceAlgoUpdate {
  let eventTime: UnixNanos
  let transactionTime: UnixNanos
  let symbol: String
  let algoId: Int64
  let clientAlgoId: String
  let side: OrderSide
  let type: String
  let timeInForce: String
  let status: String
  let quantity: String
  /// The order that it became; nil while it waits.
  let actualOrderId: Int64?
  /// What the order that it became has executed.
  let executedQuantity: WideDecimal
  let triggerPrice: String?
  let price: String?
  let activatePrice: String?
  let callbackRate: WideDecimal?
  let positionSide: String?
  let workingType: String?
  let isReduceOnly: Bool
  let isClosePosition: Bool
  /// Whether a trailing stop follows the market; nil for other orders.
  let isActivated: Bool?
  let triggerTime: UnixNanos?
  let goodTillDate: UnixNanos?
  /// Why it was rejected or ended; empty when the venue says nothing.
  let reason: String

  init(_ json: JSONValue) throws {
    eventTime = try json.time("E")
    transactionTime = json["T"]?.milliseconds ?? eventTime
    guard let order = json["o"] else { throw BinanceDecodingError(field: "o") }
    symbol = try order.text("s")
    algoId = try order.int64("aid")
    clientAlgoId = order["caid"]?.text ?? ""
    guard let side = BinanceOrderWords.side(try order.text("S")) else { throw BinanceDecodingError(field: "S") }
    self.side = side
    type = try order.text("o")
    timeInForce = order["f"]?.text ?? "GTC"
    status = try order.text("X")
    quantity = order["q"]?.text ?? "0"
    actualOrderId = order["ai"]?.int64.flatMap { $0 > 0 ? $0 : nil }
    executedQuantity = order["aq"]?.decimal ?? .zero
    triggerPrice = order["tp"]?.text
    price = order["p"]?.text
    activatePrice = (order["AP"] ?? order["acp"])?.text
    callbackRate = order["cr"]?.decimal
    positionSide = order["ps"]?.text
    workingType = order["wt"]?.text
    isReduceOnly = order["R"]?.bool ?? false
    isClosePosition = order["cp"]?.bool ?? false
    isActivated = order["ia"]?.bool
    triggerTime = order["tt"]?.int64.flatMap { $0 > 0 ? UnixNanos(milliseconds: $0) : nil }
    goodTillDate = order["gtd"]?.int64.flatMap { $0 > 0 ? UnixNanos(milliseconds: $0) : nil }
    reason = order["rm"]?.text ?? ""
  }
}
