public import TradingModel

/// How many contracts are open.
///
/// See <https://developers.binance.com/docs/derivatives/usds-margined-futures/market-data/rest-api/Open-Interest>.
public struct BinanceOpenInterest: Hashable, Sendable {
  /// The contract that was asked for.
  public let symbol: String
  /// The size of all open positions of one side: in base currency, or in contracts on COIN-M.
  public let openInterest: WideDecimal
  /// When the venue counted.
  public let time: UnixNanos

  init(_ json: JSONValue) throws {
    symbol = try json.text("symbol")
    openInterest = try json.decimal("openInterest")
    time = try json.time("time")
  }
}
