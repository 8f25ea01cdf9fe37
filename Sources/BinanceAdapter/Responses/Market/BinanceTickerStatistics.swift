public import TradingModel

/// Statistics of a symbol's last 24 hours. What the venue leaves out is absent.
///
/// See <https://developers.binance.com/docs/binance-spot-api-docs/rest-api/market-data-endpoints>.
public struct BinanceTickerStatistics: Hashable, Sendable {
  /// The symbol that the statistics are of.
  public let symbol: String
  /// The last price less the price 24 hours ago.
  public let priceChange: WideDecimal?
  /// The change in percent of the price 24 hours ago.
  public let priceChangePercent: WideDecimal?
  /// The average price, weighted by volume.
  public let weightedAveragePrice: WideDecimal?
  /// The last price before the window began (spot).
  public let previousClosePrice: WideDecimal?
  /// The price of the last trade.
  public let lastPrice: WideDecimal?
  /// What the last trade was of, in the unit of ``volume``.
  public let lastQuantity: WideDecimal?
  /// The highest price at which somebody buys now (spot).
  public let bidPrice: WideDecimal?
  /// What is bid at ``bidPrice`` (spot).
  public let bidQuantity: WideDecimal?
  /// The lowest price at which somebody sells now (spot).
  public let askPrice: WideDecimal?
  /// What is offered at ``askPrice`` (spot).
  public let askQuantity: WideDecimal?
  /// The price of the window's first trade.
  public let openPrice: WideDecimal?
  /// The highest price of the window.
  public let highPrice: WideDecimal?
  /// The lowest price of the window.
  public let lowPrice: WideDecimal?
  /// What was traded in the window: in base currency, or in contracts on COIN-M.
  public let volume: WideDecimal?
  /// In the quote currency.
  public let quoteVolume: WideDecimal?
  /// In the base currency (COIN-M, whose volume is in contracts).
  public let baseVolume: WideDecimal?
  /// When the window began.
  public let openTime: UnixNanos?
  /// When the window ended.
  public let closeTime: UnixNanos?
  /// The first trade of the window; -1 where there was none.
  public let firstTradeId: Int64?
  /// The last trade of the window; -1 where there was none.
  public let lastTradeId: Int64?
  /// How many trades there were.
  public let count: Int64?

  init(_ json: JSONValue) throws {
    symbol = try json.text("symbol")
    priceChange = json["priceChange"]?.decimal
    priceChangePercent = json["priceChangePercent"]?.decimal
    weightedAveragePrice = json["weightedAvgPrice"]?.decimal
    previousClosePrice = json["prevClosePrice"]?.decimal
    lastPrice = json["lastPrice"]?.decimal
    lastQuantity = json["lastQty"]?.decimal
    bidPrice = json["bidPrice"]?.decimal
    bidQuantity = json["bidQty"]?.decimal
    askPrice = json["askPrice"]?.decimal
    askQuantity = json["askQty"]?.decimal
    openPrice = json["openPrice"]?.decimal
    highPrice = json["highPrice"]?.decimal
    lowPrice = json["lowPrice"]?.decimal
    volume = json["volume"]?.decimal
    quoteVolume = json["quoteVolume"]?.decimal
    baseVolume = json["baseVolume"]?.decimal
    openTime = json["openTime"]?.milliseconds
    closeTime = json["closeTime"]?.milliseconds
    firstTradeId = json["firstId"]?.int64
    lastTradeId = json["lastId"]?.int64
    count = json["count"]?.int64
  }
}
