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
  public var source: Source
  public var interval: BinanceBarInterval
  public var open: WideDecimal
  public var high: WideDecimal
  public var low: WideDecimal
  public var close: WideDecimal
  /// What was traded; continuous contracts only.
  public var volume: WideDecimal?
  /// In the quote currency, on COIN-M in the base currency; continuous contracts only.
  public var quoteVolume: WideDecimal?
  public var openTime: UnixNanos
  /// The close.
  public var tsEvent: UnixNanos
  public var tsInit: UnixNanos

  public var instrumentId: InstrumentId? { instrument }

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
