import TradingModel

/// What happened to an order, as the account's stream tells it.
struct BinanceExecutionReport {
  let eventTime: UnixNanos
  let symbol: String
  /// The identifier of the request that caused the event; of the order itself unless it was a cancellation.
  let clientOrderId: String
  /// The order's own identifier when ``clientOrderId`` is that of another request.
  let originalClientOrderId: String
  let side: OrderSide
  let type: String
  let timeInForce: String
  let quantity: String
  let price: String
  let stopPrice: String?
  let icebergQuantity: String?
  let orderListId: Int64
  /// `NEW`, `CANCELED`, `REPLACED`, `REJECTED`, `TRADE`, `EXPIRED`, `TRADE_PREVENTION`.
  let executionType: String
  let status: String
  let rejectReason: String
  let orderId: Int64
  let lastQuantity: String
  let cumulativeQuantity: WideDecimal
  let lastPrice: String
  let commission: WideDecimal?
  let commissionAsset: String?
  let transactionTime: UnixNanos
  /// The trade, or the allocation of smart order routing.
  let tradeId: TradeId?
  let isMaker: Bool
  /// Whether the order is on the book; false while a conditional order waits for its trigger.
  let isWorking: Bool
  let creationTime: UnixNanos?
  let cumulativeQuote: WideDecimal?
  let trailingDelta: Int64?
  let expiryReason: String?
  /// The price that a pegged order got.
  let peggedPrice: String?

  // What only futures tell.

  /// `BOTH`, `LONG`, `SHORT`.
  var positionSide: String?
  /// The type as it was submitted.
  var originalType: String?
  var averagePrice: WideDecimal?
  var isReduceOnly = false
  var isClosePosition = false
  var workingType: String?
  var activationPrice: String?
  var goodTillDate: UnixNanos?
  var realizedProfit: WideDecimal?
  /// Why the venue made the order itself; nil for orders of users.
  var cause: BinanceVenueOrder?

  init(_ json: JSONValue) throws {
    eventTime = try json.time("E")
    symbol = try json.text("s")
    clientOrderId = json["c"]?.text ?? ""
    originalClientOrderId = json["C"]?.text ?? ""
    guard let side = BinanceOrderWords.side(try json.text("S")) else { throw BinanceDecodingError(field: "S") }
    self.side = side
    type = try json.text("o")
    timeInForce = json["f"]?.text ?? "GTC"
    quantity = try json.text("q")
    price = json["p"]?.text ?? "0"
    stopPrice = json["P"]?.text
    icebergQuantity = json["F"]?.text
    orderListId = json["g"]?.int64 ?? -1
    executionType = try json.text("x")
    status = try json.text("X")
    rejectReason = json["r"]?.text ?? "NONE"
    orderId = try json.int64("i")
    lastQuantity = json["l"]?.text ?? "0"
    cumulativeQuantity = try json.decimal("z")
    lastPrice = json["L"]?.text ?? "0"
    commission = json["n"]?.decimal
    commissionAsset = json["N"]?.text
    transactionTime = json["T"]?.milliseconds ?? eventTime
    tradeId = BinanceReportMapper.tradeId(json["t"]?.int64, allocation: json["a"]?.int64)
    isMaker = json["m"]?.bool ?? false
    isWorking = json["w"]?.bool ?? true
    creationTime = json["O"]?.milliseconds
    cumulativeQuote = json["Z"]?.decimal
    trailingDelta = json["d"]?.int64
    expiryReason = json["eR"]?.text
    peggedPrice = json["gp"]?.text
  }

  /// The order's own identifier: a cancellation carries its own as `c` and the order's as `C`.
  var ownClientOrderId: String { originalClientOrderId.isEmpty ? clientOrderId : originalClientOrderId }

  /// Whether a trade is told.
  var isTrade: Bool { executionType == "TRADE" && tradeId != nil }
}
