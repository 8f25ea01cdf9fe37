public import TradingModel

/// Mark price, index price and funding of a contract.
///
/// See <https://developers.binance.com/docs/derivatives/usds-margined-futures/market-data/rest-api/Mark-Price>.
public struct BinancePremiumIndex: Hashable, Sendable {
  /// The contract that the prices and rates are of.
  public let symbol: String
  /// The price by which the venue values positions and liquidates them.
  public let markPrice: WideDecimal
  /// The price of what underlies the contract; nil where the venue leaves it out.
  public let indexPrice: WideDecimal?
  /// What the settlement price would be now; useful in the last hour before settlement only.
  public let estimatedSettlePrice: WideDecimal?
  /// Absent for dated contracts.
  public let lastFundingRate: WideDecimal?
  /// The interest that is a part of the funding rate, as a fraction; nil for dated contracts.
  public let interestRate: WideDecimal?
  /// When funding is paid next; nil for dated contracts, for which the venue sends zero.
  public let nextFundingTime: UnixNanos?
  /// When the venue made these figures.
  public let time: UnixNanos

  init(_ json: JSONValue) throws {
    symbol = try json.text("symbol")
    markPrice = try json.decimal("markPrice")
    indexPrice = json["indexPrice"]?.decimal
    estimatedSettlePrice = json["estimatedSettlePrice"]?.decimal
    lastFundingRate = json["lastFundingRate"]?.decimal
    interestRate = json["interestRate"]?.decimal
    let funding = json["nextFundingTime"]?.milliseconds
    nextFundingTime = funding == .zero ? nil : funding
    time = try json.time("time")
  }
}
