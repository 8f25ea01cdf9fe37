public import TradingModel

// <https://developers.binance.com/docs/margin_trading/market-data>

/// The rate at which an asset is lent: of a day in the past, or of the next hour.
public struct BinanceMarginRate: Hashable, Sendable {
  public let asset: String
  public let rate: WideDecimal
  /// When it began to apply; nil for the next hour's.
  public let time: UnixNanos?

  init(_ json: JSONValue, of name: String) throws {
    asset = try json.text("asset")
    rate = try json.decimal(name)
    time = json["timestamp"]?.milliseconds
  }
}
