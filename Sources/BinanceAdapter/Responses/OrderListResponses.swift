public import TradingModel

// <https://developers.binance.com/docs/binance-spot-api-docs/rest-api/account-endpoints>

/// A list of orders that depend on one another, as the venue tells it; words are kept raw.
public struct BinanceOrderList: Hashable, Sendable {
  public let orderListId: Int64
  /// `OCO`, `OTO`.
  public let contingencyType: String
  /// `EXEC_STARTED`, `ALL_DONE`, and others.
  public let statusType: String
  /// `EXECUTING`, `ALL_DONE`, `REJECT`.
  public let orderStatus: String
  public let listClientOrderId: String
  public let symbol: String
  public let isIsolated: Bool?
  public let transactionTime: UnixNanos?
  public let orders: [Member]

  /// One order of a list.
  public struct Member: Hashable, Sendable {
    public let symbol: String
    public let orderId: Int64
    public let clientOrderId: String

    init(_ json: JSONValue) throws {
      symbol = try json.text("symbol")
      orderId = try json.int64("orderId")
      clientOrderId = try json.text("clientOrderId")
    }
  }

  init(_ json: JSONValue, _ notes: BinanceDecoding) throws {
    orderListId = try json.int64("orderListId")
    contingencyType = try json.text("contingencyType")
    statusType = try json.text("listStatusType")
    orderStatus = try json.text("listOrderStatus")
    listClientOrderId = try json.text("listClientOrderId")
    symbol = try json.text("symbol")
    isIsolated = json["isIsolated"]?.bool
    transactionTime = json["transactionTime"]?.milliseconds
    orders = try notes.list(json["orders"], of: "orderList", Member.init)
  }
}
