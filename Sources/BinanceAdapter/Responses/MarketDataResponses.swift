public import TradingModel

/// A depth snapshot.
public struct BinanceDepth: Hashable, Sendable {
  /// One price level.
  public struct Level: Hashable, Sendable {
    public let price: WideDecimal
    public let quantity: WideDecimal
  }

  /// The last update that the snapshot contains.
  public let lastUpdateId: UInt64
  /// When the snapshot was made (futures).
  public let eventTime: UnixNanos?
  /// When the matching engine made the last update (futures).
  public let transactionTime: UnixNanos?
  /// Best first.
  public let bids: [Level]
  /// Best first.
  public let asks: [Level]

  init(_ json: JSONValue) throws {
    lastUpdateId = try json.uint64("lastUpdateId")
    eventTime = json["E"]?.milliseconds
    transactionTime = json["T"]?.milliseconds
    // A book with a level left out is a wrong book, so one bad level makes the whole snapshot unreadable.
    func levels(_ key: String) throws -> [Level] {
      guard let elements = json[key]?.elements else { throw BinanceDecodingError(field: key) }
      return try elements.map { Level(price: try $0.decimal(0), quantity: try $0.decimal(1)) }
    }
    bids = try levels("bids")
    asks = try levels("asks")
  }
}

/// A public trade.
public struct BinancePublicTrade: Hashable, Sendable {
  public let id: UInt64
  public let price: WideDecimal
  public let quantity: WideDecimal
  public let time: UnixNanos
  /// Whether the buyer's order was in the book, so that the seller took.
  public let isBuyerMaker: Bool

  init(_ json: JSONValue) throws {
    id = try json.uint64("id")
    price = try json.decimal("price")
    quantity = try json.decimal("qty")
    time = try json.time("time")
    isBuyerMaker = try json.bool("isBuyerMaker")
  }
}

/// Trades of one taker order at one price, summed up.
public struct BinanceAggregateTrade: Hashable, Sendable {
  public let id: UInt64
  public let price: WideDecimal
  public let quantity: WideDecimal
  public let firstTradeId: UInt64
  public let lastTradeId: UInt64
  public let time: UnixNanos
  /// Whether the buyer's order was in the book, so that the seller took.
  public let isBuyerMaker: Bool

  init(_ json: JSONValue) throws {
    id = try json.uint64("a")
    price = try json.decimal("p")
    quantity = try json.decimal("q")
    firstTradeId = json["f"]?.uint64 ?? 0
    lastTradeId = json["l"]?.uint64 ?? 0
    time = try json.time("T")
    isBuyerMaker = try json.bool("m")
  }
}

/// A candlestick.
public struct BinanceKline: Hashable, Sendable {
  public let openTime: UnixNanos
  public let open: WideDecimal
  public let high: WideDecimal
  public let low: WideDecimal
  public let close: WideDecimal
  /// In the base currency; in contracts on COIN-M.
  public let volume: WideDecimal
  /// The last millisecond of the interval.
  public let closeTime: UnixNanos
  /// In the quote currency; in the base currency on COIN-M.
  public let quoteVolume: WideDecimal
  public let count: Int64
  public let takerBuyVolume: WideDecimal
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

/// Statistics of a symbol's last 24 hours. What the venue leaves out is absent.
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

/// The last price of a symbol.
public struct BinancePriceTicker: Hashable, Sendable {
  public let symbol: String
  public let price: WideDecimal
  public let time: UnixNanos?

  init(_ json: JSONValue) throws {
    symbol = try json.text("symbol")
    price = try json.decimal("price")
    time = json["time"]?.milliseconds
  }
}

/// The best bid and ask of a symbol.
public struct BinanceBookTicker: Hashable, Sendable {
  public let symbol: String
  public let bidPrice: WideDecimal
  public let bidQuantity: WideDecimal
  public let askPrice: WideDecimal
  public let askQuantity: WideDecimal
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

/// The average price of the last minutes (spot).
public struct BinanceAveragePrice: Hashable, Sendable {
  public let minutes: Int
  public let price: WideDecimal
  public let closeTime: UnixNanos?

  init(_ json: JSONValue) throws {
    minutes = Int(try json.int64("mins"))
    price = try json.decimal("price")
    closeTime = json["closeTime"]?.milliseconds
  }
}
