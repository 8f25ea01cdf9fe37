/// Anything that can happen to a position.
public indirect enum PositionEvent: Hashable, Sendable, Codable {
  case opened(PositionOpened)
  case changed(PositionChanged)
  case closed(PositionClosed)

  /// The event itself, whatever it is.
  public var record: any PositionEventRecord {
    switch self {
    case .opened(let event): event
    case .changed(let event): event
    case .closed(let event): event
    }
  }

  /// The name in the domain's vocabulary, such as `PositionOpened`.
  public var name: String {
    switch self {
    case .opened: "PositionOpened"
    case .changed: "PositionChanged"
    case .closed: "PositionClosed"
    }
  }

  /// The position as it was right after what happened.
  public var position: Position { record.position }
  /// The position's identifier, which strategies may share; with ``strategyId`` it is unique.
  public var positionId: PositionId { record.positionId }
  /// The instrument of the position.
  public var instrumentId: InstrumentId { record.instrumentId }
  /// The strategy that owns the position; `EXTERNAL` when none of this node does.
  public var strategyId: StrategyId { record.strategyId }
  /// The venue's time of the position's newest fill.
  public var tsEvent: UnixNanos { record.tsEvent }
  /// When this process made the event.
  public var tsInit: UnixNanos { record.tsInit }
}
