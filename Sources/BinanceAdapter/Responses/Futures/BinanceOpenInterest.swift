public import TradingModel

/// How many contracts are open.
///
/// See <https://developers.binance.com/docs/derivatives/usds-margined-futures/market-data/rest-api/Open-Interest>.
public struct BinanceOpenInterest: Hashable, Sendable {
  public let symbol: String
  public let openInterest: WideDecimal
  public let time: UnixNanos

  init(_ json: JSONValue) throws {
    symbol = try json.text("symbol")
    openInterest = try json.decimal("openInterest")
    time = try json.time("time")
  }
}
