/// A position was opened.
public struct PositionOpened: PositionEventRecord {
  public var position: Position
  public var tsInit: UnixNanos

  /// Makes the event of a position that its first fill opened.
  public init(_ position: Position, tsInit: UnixNanos) {
    self.position = position
    self.tsInit = tsInit
  }
}
