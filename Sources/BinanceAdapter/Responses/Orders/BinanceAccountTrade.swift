public import TradingModel

/// A trade of the account.
///
/// See <https://developers.binance.com/docs/binance-spot-api-docs/rest-api/account-endpoints>.
public struct BinanceAccountTrade: Hashable, Sendable {
  /// The symbol that was traded.
  public let symbol: String
  /// The trade's number in its symbol; that of the allocation where ``isAllocation`` is true.
  public let id: Int64
  /// The account's order that was filled, by the venue's number.
  public let orderId: Int64
  /// The price at which was traded.
  public let price: WideDecimal
  /// What was traded: in base currency, or in contracts on COIN-M.
  public let quantity: WideDecimal
  /// What the trade cost, in units of ``commissionAsset``.
  public let commission: WideDecimal
  /// The asset in which the commission was taken, such as `BNB`.
  public let commissionAsset: String
  /// Whether the account bought.
  public let isBuyer: Bool
  /// Whether the account's order was in the book, so that the other side took.
  public let isMaker: Bool
  /// Futures: `BOTH`, `LONG` or `SHORT`.
  public let positionSide: String?
  /// The profit that the trade realized, negative for a loss, in quote currency, or in base currency on COIN-M; nil on
  /// spot.
  public let realizedPnl: WideDecimal?
  /// When it was traded.
  public let time: UnixNanos
  /// Whether it is an allocation of smart order routing, whose identifiers are numbered apart from those of trades.
  public let isAllocation: Bool

  /// Reads a trade of `myTrades` or `userTrades`, or an allocation of `myAllocations`.
  ///
  /// - Throws: ``BinanceDecodingError`` where a member that every trade has is missing or of an unexpected type.
  public init(_ json: JSONValue) throws {
    symbol = try json.text("symbol")
    isAllocation = json["allocationId"] != nil
    id = try json["allocationId"]?.int64 ?? json.int64("id")
    orderId = try json.int64("orderId")
    price = try json.decimal("price")
    quantity = try json.decimal("qty")
    commission = try json.decimal("commission")
    commissionAsset = try json.text("commissionAsset")
    guard let isBuyer = json["isBuyer"]?.bool ?? json["buyer"]?.bool ?? json["side"]?.text.map({ $0 == "BUY" }) else {
      throw BinanceDecodingError(field: "isBuyer")
    }
    self.isBuyer = isBuyer
    guard let isMaker = json["isMaker"]?.bool ?? json["maker"]?.bool else {
      throw BinanceDecodingError(field: "isMaker")
    }
    self.isMaker = isMaker
    positionSide = json["positionSide"]?.text
    realizedPnl = json["realizedPnl"]?.decimal
    time = try json.time("time")
  }
}
