public import TradingModel

/// An index of several assets, such as DEFIUSDT, with what it is made of (USDⓈ-M).
///
/// The stream tells the price every second; an answer to a request tells the composition alone. See
/// [Composite index streams](https://developers.binance.com/docs/derivatives/usds-margined-futures/websocket-market-streams/Composite-Index-Symbol-Information-Streams).
public struct BinanceCompositeIndex: CustomData, Hashable {
  public static let typeName = "BinanceCompositeIndex"

  /// One asset of the index.
  public struct Component: Hashable, Sendable {
    /// The asset that is counted, `b`, as `BTC`.
    public var base: String
    /// The asset in which it is priced, `q`, as `USDT`.
    public var quote: String
    /// How much of the asset is in the index.
    public var weight: WideDecimal
    /// The asset's part of the index, as a fraction.
    public var share: WideDecimal
    /// The asset's own index price.
    public var price: WideDecimal?

    /// Makes a component, as read from an event (`c`) or, without a price, from an answer (`baseAssetList`).
    public init(base: String, quote: String, weight: WideDecimal, share: WideDecimal, price: WideDecimal? = nil) {
      self.base = base
      self.quote = quote
      self.weight = weight
      self.share = share
      self.price = price
    }
  }

  /// The index, under the symbol with which it is traded as a contract: `DEFIUSDT-PERP.BINANCE`.
  public var instrument: InstrumentId
  /// The price of the whole index, `p` of the event; nil in answers to requests.
  public var price: WideDecimal?
  /// What the index is made of, in the order of the message.
  public var components: [Component]
  /// When the venue sent the event, `E`, or made the answer, `time`.
  public var tsEvent: UnixNanos
  /// When this process received the event, or read the answer to a request.
  public var tsInit: UnixNanos

  public var instrumentId: InstrumentId? { instrument }

  /// Makes an index of its price and composition.
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
