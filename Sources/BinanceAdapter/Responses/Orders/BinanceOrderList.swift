public import TradingModel

// <https://developers.binance.com/docs/binance-spot-api-docs/rest-api/account-endpoints>

/// A list of orders that depend on one another, as the venue tells it; words are kept raw.
public struct BinanceOrderList: Hashable, Sendable {
  /// The venue's number of the list.
  public let orderListId: Int64
  /// `OCO`, `OTO`.
  public let contingencyType: String
  /// `EXEC_STARTED`, `ALL_DONE`, and others.
  public let statusType: String
  /// `EXECUTING`, `ALL_DONE`, `REJECT`.
  public let orderStatus: String
  /// The client's name of the list.
  public let listClientOrderId: String
  /// The symbol of all its orders.
  public let symbol: String
  /// Whether an isolated pair's account has it; nil where the venue does not say it, as on spot.
  public let isIsolated: Bool?
  /// The venue's time of the list; nil where it leaves it out.
  public let transactionTime: UnixNanos?
  /// The orders of the list, in the venue's order; elements that cannot be read are left out.
  public let orders: [Member]

  /// One order of a list.
  public struct Member: Hashable, Sendable {
    /// The symbol that the order trades.
    public let symbol: String
    /// The venue's number of the order; nil while it waits for the working order, where the venue then tells none
    /// (``BinanceRequest/openWorkingLists(symbol:)``).
    public let orderId: Int64?
    /// The client's name of the order.
    public let clientOrderId: String

    init(_ json: JSONValue) throws {
      symbol = try json.text("symbol")
      orderId = json["orderId"]?.int64
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
