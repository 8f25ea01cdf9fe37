public import TradingModel
import TradingNetwork

// <https://developers.binance.com/docs/binance-spot-api-docs/rest-api/market-data-endpoints>
// <https://developers.binance.com/docs/derivatives/usds-margined-futures/market-data/rest-api>

extension BinanceRequest where Response == BinanceDepth {
  /// Asks for a depth snapshot.
  public static func depth(_ product: BinanceProduct, symbol: String, limit: Int? = nil) -> BinanceRequest {
    BinanceRequest(.get, product.restPath + "/depth", ["symbol": symbol, "limit": limit]) { json, _ in
      try BinanceDepth(json)
    }
  }
}

extension BinanceRequest where Response == [BinancePublicTrade] {
  /// Asks for the newest trades.
  public static func trades(_ product: BinanceProduct, symbol: String, limit: Int? = nil) -> BinanceRequest {
    BinanceRequest(.get, product.restPath + "/trades", ["symbol": symbol, "limit": limit]) { json, notes in
      try notes.list(json, of: "trades", BinancePublicTrade.init)
    }
  }

  /// Asks for older trades, from a trade id on; futures need a key for it.
  public static func historicalTrades(
    _ product: BinanceProduct, symbol: String, fromId: UInt64? = nil, limit: Int? = nil
  ) -> BinanceRequest {
    BinanceRequest(
      .get, product.restPath + "/historicalTrades", ["symbol": symbol, "limit": limit, "fromId": fromId],
      security: product.accountType.isFutures ? .apiKey : .none
    ) { json, notes in
      try notes.list(json, of: "historicalTrades", BinancePublicTrade.init)
    }
  }
}

extension BinanceRequest where Response == [BinanceAggregateTrade] {
  /// Asks for aggregated trades, from an id on or between two times.
  public static func aggTrades(
    _ product: BinanceProduct, symbol: String, fromId: UInt64? = nil, start: UnixNanos? = nil, end: UnixNanos? = nil,
    limit: Int? = nil
  ) -> BinanceRequest {
    let parameters: BinanceParameters = [
      "symbol": symbol, "fromId": fromId, "startTime": start, "endTime": end, "limit": limit,
    ]
    return BinanceRequest(.get, product.restPath + "/aggTrades", parameters) { json, notes in
      try notes.list(json, of: "aggTrades", BinanceAggregateTrade.init)
    }
  }
}

extension BinanceRequest where Response == [BinanceKline] {
  /// Asks for candlesticks; `interval` is the venue's word, `1m`, `1h`, `1d`.
  public static func klines(
    _ product: BinanceProduct, symbol: String, interval: String, start: UnixNanos? = nil, end: UnixNanos? = nil,
    limit: Int? = nil
  ) -> BinanceRequest {
    let parameters: BinanceParameters = [
      "symbol": symbol, "interval": interval, "startTime": start, "endTime": end, "limit": limit,
    ]
    return BinanceRequest(.get, product.restPath + "/klines", parameters) { json, notes in
      try notes.list(json, of: "klines", BinanceKline.init)
    }
  }
}

extension BinanceRequest where Response == [BinanceTickerStatistics] {
  /// Asks for the statistics of the last 24 hours, of one symbol or of all.
  public static func ticker24hr(_ product: BinanceProduct, symbol: String? = nil) -> BinanceRequest {
    BinanceRequest(.get, product.restPath + "/ticker/24hr", ["symbol": symbol]) { json, notes in
      try notes.listOrOne(json, of: "ticker/24hr", BinanceTickerStatistics.init)
    }
  }
}

extension BinanceRequest where Response == [BinancePriceTicker] {
  /// Asks for the last price, of one symbol or of all.
  public static func tickerPrice(_ product: BinanceProduct, symbol: String? = nil) -> BinanceRequest {
    BinanceRequest(.get, product.restPath + "/ticker/price", ["symbol": symbol]) { json, notes in
      try notes.listOrOne(json, of: "ticker/price", BinancePriceTicker.init)
    }
  }
}

extension BinanceRequest where Response == [BinanceBookTicker] {
  /// Asks for the best bid and ask, of one symbol or of all.
  public static func bookTicker(_ product: BinanceProduct, symbol: String? = nil) -> BinanceRequest {
    BinanceRequest(.get, product.restPath + "/ticker/bookTicker", ["symbol": symbol]) { json, notes in
      try notes.listOrOne(json, of: "ticker/bookTicker", BinanceBookTicker.init)
    }
  }
}

extension BinanceRequest where Response == BinanceAveragePrice {
  /// Asks for the average price of the last minutes; spot only.
  public static func avgPrice(_ product: BinanceProduct, symbol: String) -> BinanceRequest {
    BinanceRequest(.get, product.restPath + "/avgPrice", ["symbol": symbol]) { json, _ in
      try BinanceAveragePrice(json)
    }
  }
}

extension BinanceRequest where Response == [BinancePremiumIndex] {
  /// Asks for mark price and funding, of one contract or of all; futures only.
  public static func premiumIndex(_ product: BinanceProduct, symbol: String? = nil) -> BinanceRequest {
    BinanceRequest(.get, product.restPath + "/premiumIndex", ["symbol": symbol]) { json, notes in
      try notes.listOrOne(json, of: "premiumIndex", BinancePremiumIndex.init)
    }
  }
}

extension BinanceRequest where Response == [BinanceFundingRate] {
  /// Asks for past funding rates; futures only.
  public static func fundingRate(
    _ product: BinanceProduct, symbol: String, start: UnixNanos? = nil, end: UnixNanos? = nil, limit: Int? = nil
  ) -> BinanceRequest {
    let parameters: BinanceParameters = ["symbol": symbol, "startTime": start, "endTime": end, "limit": limit]
    return BinanceRequest(.get, product.restPath + "/fundingRate", parameters) { json, notes in
      try notes.list(json, of: "fundingRate", BinanceFundingRate.init)
    }
  }
}

extension BinanceRequest where Response == BinanceOpenInterest {
  /// Asks how many contracts are open; futures only.
  public static func openInterest(_ product: BinanceProduct, symbol: String) -> BinanceRequest {
    BinanceRequest(.get, product.restPath + "/openInterest", ["symbol": symbol]) { json, _ in
      try BinanceOpenInterest(json)
    }
  }
}
