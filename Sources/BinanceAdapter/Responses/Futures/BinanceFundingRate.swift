public import TradingModel

/// A funding payment of the past.
///
/// See <https://developers.binance.com/docs/derivatives/usds-margined-futures/market-data/rest-api>.
public struct BinanceFundingRate: Hashable, Sendable {
  public let symbol: String
  public let fundingRate: WideDecimal
  public let fundingTime: UnixNanos
  public let markPrice: WideDecimal?
  /// `Regular` or another kind; kept raw.
  public let rateType: String?

  init(_ json: JSONValue) throws {
    symbol = try json.text("symbol")
    fundingRate = try json.decimal("fundingRate")
    fundingTime = try json.time("fundingTime")
    markPrice = json["markPrice"]?.decimal
    rateType = json["rateType"]?.text
  }
}
