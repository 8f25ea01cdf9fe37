/// A fill changed a position that stays open, or the real commission of one of its trades became known.
public struct PositionChanged: PositionEventRecord {
  public var position: Position
  public var tsInit: UnixNanos

  /// Makes the event of a position that changed and stays open.
  public init(_ position: Position, tsInit: UnixNanos) {
    self.position = position
    self.tsInit = tsInit
  }
}
