import TradingModel

/// One event of the account's stream (spot and margin), read.
///
/// <https://developers.binance.com/docs/binance-spot-api-docs/user-data-stream>
enum BinanceUserEvent {
  case execution(BinanceExecutionReport)
  case balances(BinanceBalances)
  /// A deposit, withdrawal, transfer or lock: by how much one balance changed.
  case balanceUpdate
  case listStatus(BinanceListStatus)
  /// An event that is not known, by its name.
  case other(String)

  init(_ json: JSONValue) throws {
    switch try json.text("e") {
    case "executionReport": self = .execution(try BinanceExecutionReport(json))
    case "outboundAccountPosition": self = .balances(try BinanceBalances(json))
    case "balanceUpdate", "externalLockUpdate": self = .balanceUpdate
    case "listStatus": self = .listStatus(try BinanceListStatus(json))
    case let name: self = .other(name)
    }
  }
}

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

/// The balances that an event touched.
struct BinanceBalances {
  struct Item {
    let asset: String
    let free: WideDecimal
    let locked: WideDecimal
  }

  let eventTime: UnixNanos
  let updateTime: UnixNanos
  let items: [Item]

  init(_ json: JSONValue) throws {
    eventTime = try json.time("E")
    updateTime = json["u"]?.milliseconds ?? eventTime
    items = try (json["B"]?.elements ?? []).map { item in
      Item(asset: try item.text("a"), free: try item.decimal("f"), locked: try item.decimal("l"))
    }
  }
}

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
