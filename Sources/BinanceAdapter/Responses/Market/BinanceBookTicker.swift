public import TradingModel

/// The best bid and ask of a symbol.
///
/// See <https://developers.binance.com/docs/binance-spot-api-docs/rest-api/market-data-endpoints>.
public struct BinanceBookTicker: Hashable, Sendable {
  /// The symbol whose book it is the top of.
  public let symbol: String
  /// The highest price at which somebody buys.
  public let bidPrice: WideDecimal
  /// What is bid at ``bidPrice``: in base currency, or in contracts on COIN-M.
  public let bidQuantity: WideDecimal
  /// The lowest price at which somebody sells.
  public let askPrice: WideDecimal
  /// What is offered at ``askPrice``: in base currency, or in contracts on COIN-M.
  public let askQuantity: WideDecimal
  /// The venue's time of these prices (futures); nil on spot.
  public let time: UnixNanos?

  init(_ json: JSONValue) throws {
    symbol = try json.text("symbol")
    bidPrice = try json.decimal("bidPrice")
    bidQuantity = try json.decimal("bidQty")
    askPrice = try json.decimal("askPrice")
    askQuantity = try json.decimal("askQty")
    time = json["time"]?.milliseconds
  }
}
