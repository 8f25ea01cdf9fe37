public import TradingModel

/// Statistics of a symbol's last 24 hours. What the venue leaves out is absent.
///
/// See <https://developers.binance.com/docs/binance-spot-api-docs/rest-api/market-data-endpoints>.
public struct BinanceTickerStatistics: Hashable, Sendable {
  public let symbol: String
  public let priceChange: WideDecimal?
  public let priceChangePercent: WideDecimal?
  public let weightedAveragePrice: WideDecimal?
  public let previousClosePrice: WideDecimal?
  public let lastPrice: WideDecimal?
  public let lastQuantity: WideDecimal?
  public let bidPrice: WideDecimal?
  public let bidQuantity: WideDecimal?
  public let askPrice: WideDecimal?
  public let askQuantity: WideDecimal?
  public let openPrice: WideDecimal?
  public let highPrice: WideDecimal?
  public let lowPrice: WideDecimal?
  public let volume: WideDecimal?
  /// In the quote currency.
  public let quoteVolume: WideDecimal?
  /// In the base currency (COIN-M, whose volume is in contracts).
  public let baseVolume: WideDecimal?
  public let openTime: UnixNanos?
  public let closeTime: UnixNanos?
  public let firstTradeId: Int64?
  public let lastTradeId: Int64?
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
