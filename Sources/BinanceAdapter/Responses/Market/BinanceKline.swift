public import TradingModel

/// A candlestick.
///
/// See <https://developers.binance.com/docs/binance-spot-api-docs/rest-api/market-data-endpoints>.
public struct BinanceKline: Hashable, Sendable {
  /// The first millisecond of the interval.
  public let openTime: UnixNanos
  /// The price of the interval's first trade.
  public let open: WideDecimal
  /// The highest price of the interval.
  public let high: WideDecimal
  /// The lowest price of the interval.
  public let low: WideDecimal
  /// The price of the interval's last trade; the last one so far while the interval lasts.
  public let close: WideDecimal
  /// In the base currency; in contracts on COIN-M.
  public let volume: WideDecimal
  /// The last millisecond of the interval.
  public let closeTime: UnixNanos
  /// In the quote currency; in the base currency on COIN-M.
  public let quoteVolume: WideDecimal
  /// How many trades there were; 0 where the venue leaves it out.
  public let count: Int64
  /// The part of ``volume`` that takers bought; zero where the venue leaves it out.
  public let takerBuyVolume: WideDecimal
  /// The part of ``quoteVolume`` that takers bought; zero where the venue leaves it out.
  public let takerBuyQuoteVolume: WideDecimal

  init(_ json: JSONValue) throws {
    openTime = try json.time(0)
    open = try json.decimal(1)
    high = try json.decimal(2)
    low = try json.decimal(3)
    close = try json.decimal(4)
    volume = try json.decimal(5)
    closeTime = try json.time(6)
    quoteVolume = try json.decimal(7)
    count = json[8]?.int64 ?? 0
    takerBuyVolume = json[9]?.decimal ?? .zero
    takerBuyQuoteVolume = json[10]?.decimal ?? .zero
  }
}
