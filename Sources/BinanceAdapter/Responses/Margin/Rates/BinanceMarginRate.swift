public import TradingModel

// <https://developers.binance.com/docs/margin_trading/market-data>

/// The rate at which an asset is lent: of a day in the past, or of the next hour.
public struct BinanceMarginRate: Hashable, Sendable {
  /// The asset that is lent.
  public let asset: String
  /// What a loan costs as a fraction of it: of the past by the day, of what comes by the hour.
  public let rate: WideDecimal
  /// When it began to apply; nil for the next hour's.
  public let time: UnixNanos?

  init(_ json: JSONValue, of name: String) throws {
    asset = try json.text("asset")
    rate = try json.decimal(name)
    time = json["timestamp"]?.milliseconds
  }
}
