public import TradingModel

/// An index of several assets, such as DEFIUSDT, with what it is made of (USDⓈ-M).
///
/// The stream tells the price every second; an answer to a request tells the composition alone. See
/// [Composite index streams](https://developers.binance.com/docs/derivatives/usds-margined-futures/websocket-market-streams/Composite-Index-Symbol-Information-Streams).
public struct BinanceCompositeIndex: CustomData, Hashable {
  public static let typeName = "BinanceCompositeIndex"

  /// One asset of the index.
  public struct Component: Hashable, Sendable {
    public var base: String
    public var quote: String
    /// How much of the asset is in the index.
    public var weight: WideDecimal
    /// The asset's part of the index, as a fraction.
    public var share: WideDecimal
    /// The asset's own index price.
    public var price: WideDecimal?

    public init(base: String, quote: String, weight: WideDecimal, share: WideDecimal, price: WideDecimal? = nil) {
      self.base = base
      self.quote = quote
      self.weight = weight
      self.share = share
      self.price = price
    }
  }

  public var instrument: InstrumentId
  public var price: WideDecimal?
  public var components: [Component]
  public var tsEvent: UnixNanos
  public var tsInit: UnixNanos

  public var instrumentId: InstrumentId? { instrument }

  public init(
    instrument: InstrumentId, price: WideDecimal?, components: [Component], tsEvent: UnixNanos, tsInit: UnixNanos
  ) {
    self.instrument = instrument
    self.price = price
    self.components = components
    self.tsEvent = tsEvent
    self.tsInit = tsInit
  }
}
