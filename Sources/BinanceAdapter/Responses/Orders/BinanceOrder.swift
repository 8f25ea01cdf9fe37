public import TradingModel

/// An order as the venue tells it; words are kept raw, and absent fields are `nil`.
///
/// See <https://developers.binance.com/docs/binance-spot-api-docs/rest-api/account-endpoints#query-order-user_data>.
public struct BinanceOrder: Hashable, Sendable {
  public let symbol: String
  public let orderId: Int64
  public let orderListId: Int64?
  public let clientOrderId: String
  public let side: String
  public let type: String
  /// The type as submitted, for triggered futures orders.
  public let origType: String?
  public let timeInForce: String?
  public let status: String
  public let price: WideDecimal
  public let origQty: WideDecimal
  public let executedQty: WideDecimal
  /// What was paid or received so far: quote currency, base currency on COIN-M. Negative when the venue does not know.
  public let cumulativeQuoteQty: WideDecimal?
  public let avgPrice: WideDecimal?
  public let stopPrice: WideDecimal?
  public let icebergQty: WideDecimal?
  public let activatePrice: WideDecimal?
  /// The callback rate of a trailing stop in percent (futures).
  public let priceRate: WideDecimal?
  /// The trailing delta in basis points (spot).
  public let trailingDelta: Int64?
  public let positionSide: String?
  public let reduceOnly: Bool
  public let closePosition: Bool
  public let workingType: String?
  public let priceMatch: String?
  public let selfTradePreventionMode: String?
  public let expiryReason: String?
  public let goodTillDate: UnixNanos?
  public let isIsolated: Bool?
  /// Whether smart order routing filled it.
  public let usedSor: Bool
  public let time: UnixNanos?
  public let updateTime: UnixNanos?

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
