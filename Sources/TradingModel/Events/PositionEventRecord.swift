/// One thing that happened to a position; the position is as it was right after it.
public protocol PositionEventRecord: Hashable, Sendable, Codable {
  var position: Position { get set }
  /// When this process made the event.
  var tsInit: UnixNanos { get set }
}

extension PositionEventRecord {
  public var positionId: PositionId { position.id }
  public var instrumentId: InstrumentId { position.instrumentId }
  public var strategyId: StrategyId { position.strategyId }
  public var tsEvent: UnixNanos { position.tsLast }
}
