/// The name of a market stream, as `btcusdt@bookTicker`.
///
/// See [Spot streams](https://developers.binance.com/docs/binance-spot-api-docs/web-socket-streams) and
/// [USDⓈ-M streams](https://developers.binance.com/docs/derivatives/usds-margined-futures/websocket-market-streams).
public struct BinanceStreamName: Hashable, Sendable, Comparable, CustomStringConvertible, ExpressibleByStringLiteral {
  /// The name as it is sent.
  public let text: String

  /// A name as it is sent; for streams that have no factory here.
  public init(_ text: String) { self.text = text }

  public init(stringLiteral value: String) { self.init(value) }

  private init(symbol: String, suffix: String) {
    self.init(Self.lowercased(symbol) + "@" + suffix)
  }

  public var description: String { text }

  public static func < (left: BinanceStreamName, right: BinanceStreamName) -> Bool { left.text < right.text }

  /// The raw symbol in the spelling of stream names: ASCII letters in lower case, every other character untouched.
  ///
  /// Symbols with characters outside of ASCII exist; full Unicode case mapping could turn them into another symbol.
  public static func lowercased(_ symbol: String) -> String {
    String(decoding: symbol.utf8.map { (65...90).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }
}

// MARK: - Streams of one symbol

extension BinanceStreamName {
  /// Best bid and ask, in real time.
  public static func bookTicker(_ symbol: String) -> Self { Self(symbol: symbol, suffix: "bookTicker") }

  /// Every trade, in real time; spot only.
  public static func trade(_ symbol: String) -> Self { Self(symbol: symbol, suffix: "trade") }

  /// Trades aggregated by taker order and price.
  public static func aggregatedTrade(_ symbol: String) -> Self { Self(symbol: symbol, suffix: "aggTrade") }

  /// Order book differences; `milliseconds` nil for the venue's own pace.
  public static func depth(_ symbol: String, milliseconds: Int?) -> Self {
    Self(symbol: symbol, suffix: "depth" + speed(milliseconds))
  }

  /// The best 5, 10 or 20 levels.
  public static func partialDepth(_ symbol: String, levels: Int, milliseconds: Int?) -> Self {
    Self(symbol: symbol, suffix: "depth\(levels)" + speed(milliseconds))
  }

  /// Candlesticks; the interval as the venue spells it (`1m`, `1M`).
  public static func kline(_ symbol: String, interval: String) -> Self {
    Self(symbol: symbol, suffix: "kline_\(interval)")
  }

  /// Statistics of the last 24 hours.
  public static func ticker(_ symbol: String) -> Self { Self(symbol: symbol, suffix: "ticker") }

  /// A few statistics of the last 24 hours.
  public static func miniTicker(_ symbol: String) -> Self { Self(symbol: symbol, suffix: "miniTicker") }

  /// Mark price, index price and funding rate, every second; futures only.
  public static func markPrice(_ symbol: String) -> Self { Self(symbol: symbol, suffix: "markPrice@1s") }

  /// Liquidations; futures only, at most one a second.
  public static func forceOrder(_ symbol: String) -> Self { Self(symbol: symbol, suffix: "forceOrder") }

  /// The index price of a pair; COIN-M only.
  public static func indexPrice(pair: String) -> Self { Self(symbol: pair, suffix: "indexPrice@1s") }

  /// A USDⓈ-M book with the orders in it that only retail takers meet.
  public static func retailDepth(_ symbol: String) -> Self { Self(symbol: symbol, suffix: "rpiDepth@500ms") }

  /// An index of several assets; USDⓈ-M only.
  public static func compositeIndex(_ symbol: String) -> Self { Self(symbol: symbol, suffix: "compositeIndex") }

  /// Candlesticks of a pair's contract of a kind, whichever that is: `PERPETUAL`, `CURRENT_QUARTER`; futures only.
  public static func continuousKline(pair: String, contractType: String, interval: String) -> Self {
    Self(symbol: pair + "_" + contractType, suffix: "continuousKline_\(interval)")
  }

  /// Candlesticks of a pair's index price; COIN-M only.
  public static func indexPriceKline(pair: String, interval: String) -> Self {
    Self(symbol: pair, suffix: "indexPriceKline_\(interval)")
  }

  /// Candlesticks of a mark price; COIN-M only.
  public static func markPriceKline(_ symbol: String, interval: String) -> Self {
    Self(symbol: symbol, suffix: "markPriceKline_\(interval)")
  }

  private static func speed(_ milliseconds: Int?) -> String { milliseconds.map { "@\($0)ms" } ?? "" }
}

// MARK: - Streams of the whole market

extension BinanceStreamName {
  /// Mark prices of every contract, every second.
  public static let allMarkPrices = Self("!markPrice@arr@1s")
  /// Liquidations of every contract.
  public static let allForceOrders = Self("!forceOrder@arr")
  /// Contracts that are listed, changed or settled; futures only.
  public static let contractInfo = Self("!contractInfo")
  /// What assets count as margin in multi-assets mode; USDⓈ-M only.
  public static let assetIndices = Self("!assetIndex@arr")
  /// 24-hour statistics of every contract; retired on spot.
  public static let allTickers = Self("!ticker@arr")
  /// Small 24-hour statistics of every symbol.
  public static let allMiniTickers = Self("!miniTicker@arr")
}

// MARK: - Routing

extension BinanceStreamName {
  /// The part behind the first `@`: `depth@100ms`; all of an all-market name without its `!`.
  public var kind: Substring {
    if text.hasPrefix("!") { return text.dropFirst() }
    guard let at = text.firstIndex(of: "@") else { return text[...] }
    return text[text.index(after: at)...]
  }

  /// The path that carries this stream where a product splits its streams (USDⓈ-M).
  public var route: BinanceStreamRoute { BinanceStreamRoute(stream: text) }
}
