public import TradingModel

/// What a symbol's leverage is after a change.
///
/// <https://developers.binance.com/docs/derivatives/usds-margined-futures/trade/rest-api/Change-Initial-Leverage>
public struct BinanceLeverageChange: Hashable, Sendable {
  /// The symbol whose leverage was changed.
  public let symbol: String
  /// The leverage in force now, as the venue confirms it.
  public let leverage: Int
  /// The largest position at this leverage: in quote currency, or in base currency on COIN-M; nil where the venue names
  /// none.
  public let maxNotional: WideDecimal?

  init(_ json: JSONValue) throws {
    symbol = try json.text("symbol")
    guard let leverage = json["leverage"]?.int else { throw BinanceDecodingError(field: "leverage") }
    self.leverage = leverage
    maxNotional = (json["maxNotionalValue"] ?? json["maxQty"])?.decimal
  }
}
