/// A change of an instrument's trading status.
public struct InstrumentStatus: Hashable, Sendable {
  /// What the market does now.
  public enum Action: String, Hashable, Sendable {
    case trading = "TRADING"
    case halt = "HALT"
    case pause = "PAUSE"
    case preOpen = "PRE_OPEN"
    case close = "CLOSE"
    case postClose = "POST_CLOSE"
    case cancelOnly = "CANCEL_ONLY"
    case delisted = "NOT_AVAILABLE_FOR_TRADING"
    /// A word of the venue that is not known yet; see ``InstrumentStatus/raw``.
    case unknown = "UNKNOWN"
  }

  /// The instrument whose status it is.
  public var instrumentId: InstrumentId
  /// What the venue's word means.
  public var action: Action
  /// The venue's own word.
  public var raw: String
  /// Whether orders can trade now.
  public var isTrading: Bool
  /// When the change was seen here: Binance tells no time of its own.
  public var tsEvent: UnixNanos
  /// When this process made the status.
  public var tsInit: UnixNanos

  /// Makes a status of an instrument.
  public init(
    instrumentId: InstrumentId, action: Action, raw: String, isTrading: Bool, tsEvent: UnixNanos, tsInit: UnixNanos
  ) {
    self.instrumentId = instrumentId
    self.action = action
    self.raw = raw
    self.isTrading = isTrading
    self.tsEvent = tsEvent
    self.tsInit = tsInit
  }
}
