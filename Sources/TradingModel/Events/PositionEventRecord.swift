/// One thing that happened to a position; the position is as it was right after it.
public protocol PositionEventRecord: Hashable, Sendable, Codable {
  /// The position as it was right after what happened.
  var position: Position { get set }
  /// When this process made the event.
  var tsInit: UnixNanos { get set }
}

extension PositionEventRecord {
  /// The position's identifier, which strategies may share; with ``strategyId`` it is unique.
  public var positionId: PositionId { position.id }
  /// The instrument of the position.
  public var instrumentId: InstrumentId { position.instrumentId }
  /// The strategy that owns the position; `EXTERNAL` when none of this node does.
  public var strategyId: StrategyId { position.strategyId }
  /// The venue's time of the position's newest fill.
  public var tsEvent: UnixNanos { position.tsLast }
}
