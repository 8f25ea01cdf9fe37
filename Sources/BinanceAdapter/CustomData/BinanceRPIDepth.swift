public import TradingModel

/// Levels of a USDⓈ-M book with the orders that only retail takers meet (RPI) in them: a snapshot, or changes.
///
/// These orders are in no other book. See
/// [RPI diff. book depth streams](https://developers.binance.com/docs/derivatives/usds-margined-futures/websocket-market-streams).
public struct BinanceRPIDepth: CustomData, Hashable {
  public static let typeName = "BinanceRPIDepth"

  /// A price and what rests there; nothing does where the size is zero.
  public struct Level: Hashable, Sendable {
    public var price: Price
    public var size: Quantity

    public init(price: Price, size: Quantity) {
      self.price = price
      self.size = size
    }
  }

  public var instrument: InstrumentId
  /// Whether these are all levels, as in answers to requests.
  public var isSnapshot: Bool
  public var firstUpdateId: UInt64
  public var lastUpdateId: UInt64
  /// The last update of the message before; what follows a snapshot covers its last update.
  public var previousUpdateId: UInt64?
  /// Best first in snapshots.
  public var bids: [Level]
  /// Best first in snapshots.
  public var asks: [Level]
  public var tsEvent: UnixNanos
  public var tsInit: UnixNanos

  public var instrumentId: InstrumentId? { instrument }

  public init(
    instrument: InstrumentId, isSnapshot: Bool, firstUpdateId: UInt64, lastUpdateId: UInt64,
    previousUpdateId: UInt64? = nil, bids: [Level], asks: [Level], tsEvent: UnixNanos, tsInit: UnixNanos
  ) {
    self.instrument = instrument
    self.isSnapshot = isSnapshot
    self.firstUpdateId = firstUpdateId
    self.lastUpdateId = lastUpdateId
    self.previousUpdateId = previousUpdateId
    self.bids = bids
    self.asks = asks
    self.tsEvent = tsEvent
    self.tsInit = tsInit
  }
}
