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

  public var position: Position { record.position }
  public var positionId: PositionId { record.positionId }
  public var instrumentId: InstrumentId { record.instrumentId }
  public var strategyId: StrategyId { record.strategyId }
  public var tsEvent: UnixNanos { record.tsEvent }
  public var tsInit: UnixNanos { record.tsInit }
}
