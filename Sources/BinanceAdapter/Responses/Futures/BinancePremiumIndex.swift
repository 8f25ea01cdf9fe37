public import TradingModel

/// Mark price, index price and funding of a contract.
///
/// See <https://developers.binance.com/docs/derivatives/usds-margined-futures/market-data/rest-api/Mark-Price>.
public struct BinancePremiumIndex: Hashable, Sendable {
  public let symbol: String
  public let markPrice: WideDecimal
  public let indexPrice: WideDecimal?
  public let estimatedSettlePrice: WideDecimal?
  /// Absent for dated contracts.
  public let lastFundingRate: WideDecimal?
  public let interestRate: WideDecimal?
  public let nextFundingTime: UnixNanos?
  public let time: UnixNanos

  init(_ json: JSONValue) throws {
    symbol = try json.text("symbol")
    markPrice = try json.decimal("markPrice")
    indexPrice = json["indexPrice"]?.decimal
    estimatedSettlePrice = json["estimatedSettlePrice"]?.decimal
    lastFundingRate = json["lastFundingRate"]?.decimal
    interestRate = json["interestRate"]?.decimal
    nextFundingTime = json["nextFundingTime"]?.milliseconds
    time = try json.time("time")
  }
}
