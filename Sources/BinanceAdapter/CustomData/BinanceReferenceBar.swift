public import TradingModel

/// A candlestick of a price that is not a contract's own trades: mark, index, premium index, or the contract of a kind
/// that is current (continuous).
///
/// See [Mark price klines](https://developers.binance.com/docs/derivatives/usds-margined-futures/market-data/rest-api/Mark-Price-Kline-Candlestick-Data)
/// and its siblings.
public struct BinanceReferenceBar: CustomData, Hashable {
  public static let typeName = "BinanceReferenceBar"

  /// What the prices are of.
  public enum Source: String, Hashable, Sendable, CaseIterable {
    case markPrice = "mark-price"
    case indexPrice = "index-price"
    /// The difference of the contract's price and the index, as a fraction.
    case premiumIndex = "premium-index"
    /// The trades of the pair's contract of the instrument's kind, whichever that is at the time.
    case continuous
  }

  /// The instrument that was asked for: of an index the contracts of its pair, of a continuous contract those of its kind.
  public var instrument: InstrumentId
  /// What the prices are of, and with it whether there is a volume.
  public var source: Source
  /// How long the candlestick lasts.
  public var interval: BinanceBarInterval
  /// The first value in the interval: a price, or of a premium index a fraction.
  public var open: WideDecimal
  /// The highest value in the interval, as ``open``.
  public var high: WideDecimal
  /// The lowest value in the interval, as ``open``.
  public var low: WideDecimal
  /// The last value in the interval, as ``open``; candlesticks that still move are not told.
  public var close: WideDecimal
  /// What was traded; continuous contracts only.
  public var volume: WideDecimal?
  /// In the quote currency, on COIN-M in the base currency; continuous contracts only.
  public var quoteVolume: WideDecimal?
  /// When the interval begins, by the venue's clock.
  public var openTime: UnixNanos
  /// The close.
  public var tsEvent: UnixNanos
  /// When this process received the event, or read the answer to a request.
  public var tsInit: UnixNanos

  public var instrumentId: InstrumentId? { instrument }

  /// Makes a candlestick, as read from a row of an answer or from the `k` of an event.
  public init(
    instrument: InstrumentId, source: Source, interval: BinanceBarInterval, open: WideDecimal, high: WideDecimal,
    low: WideDecimal, close: WideDecimal, volume: WideDecimal? = nil, quoteVolume: WideDecimal? = nil,
    openTime: UnixNanos, tsEvent: UnixNanos, tsInit: UnixNanos
  ) {
    self.instrument = instrument
    self.source = source
    self.interval = interval
    self.open = open
    self.high = high
    self.low = low
    self.close = close
    self.volume = volume
    self.quoteVolume = quoteVolume
    self.openTime = openTime
    self.tsEvent = tsEvent
    self.tsInit = tsInit
  }

  /// What to request, or to subscribe to where the venue has a stream: continuous candlesticks on both products, those of
  /// mark and index on COIN-M.
  public static func dataType(_ id: InstrumentId, _ source: Source, _ interval: BinanceBarInterval) -> DataType {
    DataType(
      name: typeName,
      metadata: ["instrumentId": id.text, "source": source.rawValue, "interval": interval.rawValue])
  }
}
