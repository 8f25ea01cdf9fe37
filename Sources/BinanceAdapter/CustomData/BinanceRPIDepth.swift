public import TradingModel

/// Levels of a USDⓈ-M book with the orders that only retail takers meet (RPI) in them: a snapshot, or changes.
///
/// These orders are in no other book. See
/// [RPI diff. book depth streams](https://developers.binance.com/docs/derivatives/usds-margined-futures/websocket-market-streams).
public struct BinanceRPIDepth: CustomData, Hashable {
  public static let typeName = "BinanceRPIDepth"

  /// A price and what rests there; nothing does where the size is zero.
  public struct Level: Hashable, Sendable {
    /// The price of the level's orders.
    public var price: Price
    /// How much of the base currency rests at the price, which replaces what was known of it; zero removes the level.
    public var size: Quantity

    /// Makes a level, as read from a pair of price and size.
    public init(price: Price, size: Quantity) {
      self.price = price
      self.size = size
    }
  }

  /// The USDⓈ-M contract whose book this is.
  public var instrument: InstrumentId
  /// Whether these are all levels, as in answers to requests.
  public var isSnapshot: Bool
  /// The first update that the message covers, `U`; equal to ``lastUpdateId`` in snapshots.
  public var firstUpdateId: UInt64
  /// The last update that the message covers: `u` of the event, `lastUpdateId` of an answer.
  public var lastUpdateId: UInt64
  /// The last update of the message before; what follows a snapshot covers its last update.
  public var previousUpdateId: UInt64?
  /// Best first in snapshots.
  public var bids: [Level]
  /// Best first in snapshots.
  public var asks: [Level]
  /// When the venue's book was so, `T`; where that is missing, `E` of an event and ``tsInit`` of an answer.
  public var tsEvent: UnixNanos
  /// When this process received the event, or read the answer to a request.
  public var tsInit: UnixNanos

  public var instrumentId: InstrumentId? { instrument }

  /// Makes changes or a snapshot of a book's levels, as read from an event or an answer.
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
