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

  public var instrumentId: InstrumentId
  public var action: Action
  /// The venue's own word.
  public var raw: String
  /// Whether orders can trade now.
  public var isTrading: Bool
  public var tsEvent: UnixNanos
  public var tsInit: UnixNanos

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
