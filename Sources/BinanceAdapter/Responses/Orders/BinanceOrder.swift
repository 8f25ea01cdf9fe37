public import TradingModel

/// An order as the venue tells it; words are kept raw, and absent fields are `nil`.
///
/// See <https://developers.binance.com/docs/binance-spot-api-docs/rest-api/account-endpoints#query-order-user_data>.
public struct BinanceOrder: Hashable, Sendable {
  /// The symbol that the order trades.
  public let symbol: String
  /// The venue's number of the order.
  public let orderId: Int64
  /// The venue's number of the list that it is in; -1 where it is in none, nil on futures.
  public let orderListId: Int64?
  /// The client's name of the order, made up by the venue where the client gave none; empty where it is left out.
  public let clientOrderId: String
  /// Which way it trades, `BUY` or `SELL`.
  public let side: String
  /// What it is in the venue's word, such as `LIMIT` or `STOP_LOSS_LIMIT`.
  public let type: String
  /// The type as submitted, for triggered futures orders.
  public let origType: String?
  /// How long it stays open: `GTC`, `IOC`, `FOK`, and on futures also `GTX`, `GTD`, `RPI`.
  public let timeInForce: String?
  /// What has become of it: `NEW`, `PENDING_NEW`, `PARTIALLY_FILLED`, `FILLED`, `CANCELED`, `REJECTED`, `EXPIRED`,
  /// `EXPIRED_IN_MATCH`, and others.
  public let status: String
  /// The limit price; zero where the order has none.
  public let price: WideDecimal
  /// What was ordered: in base currency, or in contracts on COIN-M; may be zero where the order names no quantity.
  public let origQty: WideDecimal
  /// What was filled so far, in the unit of ``origQty``; zero where the venue leaves it out.
  public let executedQty: WideDecimal
  /// What was paid or received so far: quote currency, base currency on COIN-M. Negative when the venue does not know.
  public let cumulativeQuoteQty: WideDecimal?
  /// The average price of what was filled (futures); zero before the first fill.
  public let avgPrice: WideDecimal?
  /// The price that triggers the order; zero where it has none, and of no meaning for trailing stops of futures.
  public let stopPrice: WideDecimal?
  /// The part of the quantity that the book shows at once (spot); zero where it shows all.
  public let icebergQty: WideDecimal?
  /// The price from which on a trailing stop follows the market (futures).
  public let activatePrice: WideDecimal?
  /// The callback rate of a trailing stop in percent (futures).
  public let priceRate: WideDecimal?
  /// The trailing delta in basis points (spot).
  public let trailingDelta: Int64?
  /// The position that it trades, `BOTH`, `LONG` or `SHORT` (futures).
  public let positionSide: String?
  /// Whether it may only make a position smaller (futures); false where the venue does not say it.
  public let reduceOnly: Bool
  /// Whether it closes all of a position once it is triggered (futures); false where the venue does not say it.
  public let closePosition: Bool
  /// The price that triggers it, `MARK_PRICE` or `CONTRACT_PRICE` (futures).
  public let workingType: String?
  /// How its price follows from the book, such as `OPPONENT` or `QUEUE_5`; `NONE` where it has its own (futures).
  public let priceMatch: String?
  /// What happens where it would trade with an order of the same owner: `NONE` (they trade), `EXPIRE_TAKER`,
  /// `EXPIRE_MAKER`, `EXPIRE_BOTH`, and on spot also `DECREMENT`, `TRANSFER`.
  public let selfTradePreventionMode: String?
  /// Why it expired, such as `INSUFFICIENT_LIQUIDITY`; `NONE` is no reason.
  public let expiryReason: String?
  /// When a `GTD` order ends (futures); nil where it has no such time.
  public let goodTillDate: UnixNanos?
  /// Whether an isolated pair's account has it (margin).
  public let isIsolated: Bool?
  /// Whether smart order routing filled it.
  public let usedSor: Bool
  /// When the order was placed (`time`, or `transactTime` where there is none).
  public let time: UnixNanos?
  /// When the order last changed (`updateTime`, or `transactTime` where there is none).
  public let updateTime: UnixNanos?

  /// Reads an order of the venue's answers about one order, open orders or all orders.
  ///
  /// - Throws: ``BinanceDecodingError`` where a member that every order has is missing or of an unexpected type.
  public init(_ json: JSONValue) throws {
    symbol = try json.text("symbol")
    orderId = try json.int64("orderId")
    orderListId = json["orderListId"]?.int64
    clientOrderId = json["clientOrderId"]?.text ?? json["origClientOrderId"]?.text ?? ""
    side = try json.text("side")
    type = try json.text("type")
    origType = json["origType"]?.text
    timeInForce = json["timeInForce"]?.text
    status = try json.text("status")
    price = json["price"]?.decimal ?? .zero
    origQty = try json.decimal("origQty")
    executedQty = json["executedQty"]?.decimal ?? .zero
    cumulativeQuoteQty =
      json["cummulativeQuoteQty"]?.decimal ?? json["cumQuote"]?.decimal ?? json["cumBase"]?.decimal
    avgPrice = json["avgPrice"]?.decimal
    stopPrice = json["stopPrice"]?.decimal
    icebergQty = json["icebergQty"]?.decimal
    activatePrice = json["activatePrice"]?.decimal
    priceRate = json["priceRate"]?.decimal
    trailingDelta = json["trailingDelta"]?.int64
    positionSide = json["positionSide"]?.text
    reduceOnly = json["reduceOnly"]?.bool ?? false
    closePosition = json["closePosition"]?.bool ?? false
    workingType = json["workingType"]?.text
    priceMatch = json["priceMatch"]?.text
    selfTradePreventionMode = json["selfTradePreventionMode"]?.text
    expiryReason = json["expiryReason"]?.text
    goodTillDate = json["goodTillDate"]?.int64.flatMap { $0 > 0 ? UnixNanos(milliseconds: $0) : nil }
    isIsolated = json["isIsolated"]?.bool
    usedSor = json["usedSor"]?.bool ?? false
    time = json["time"]?.milliseconds ?? json["transactTime"]?.milliseconds
    updateTime = json["updateTime"]?.milliseconds ?? json["transactTime"]?.milliseconds
  }
}
