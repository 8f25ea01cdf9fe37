public import TradingModel

/// A funding payment of the past.
///
/// See <https://developers.binance.com/docs/derivatives/usds-margined-futures/market-data/rest-api>.
public struct BinanceFundingRate: Hashable, Sendable {
  /// The contract whose positions paid.
  public let symbol: String
  /// What longs paid to shorts, as a fraction of a position's notional; negative where shorts paid.
  public let fundingRate: WideDecimal
  /// When it was paid.
  public let fundingTime: UnixNanos
  /// The mark price by which positions were valued for it; nil where the venue leaves it out, as on COIN-M.
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
