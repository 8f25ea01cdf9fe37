public import TradingModel

/// A trade of the account.
///
/// See <https://developers.binance.com/docs/binance-spot-api-docs/rest-api/account-endpoints>.
public struct BinanceAccountTrade: Hashable, Sendable {
  public let symbol: String
  public let id: Int64
  public let orderId: Int64
  public let price: WideDecimal
  public let quantity: WideDecimal
  public let commission: WideDecimal
  public let commissionAsset: String
  public let isBuyer: Bool
  public let isMaker: Bool
  /// Futures: `BOTH`, `LONG` or `SHORT`.
  public let positionSide: String?
  public let realizedPnl: WideDecimal?
  public let time: UnixNanos
  /// Whether it is an allocation of smart order routing, whose identifiers are numbered apart from those of trades.
  public let isAllocation: Bool

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
