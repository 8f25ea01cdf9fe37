/// A fill closed a position.
public struct PositionClosed: PositionEventRecord {
  public var position: Position
  public var tsInit: UnixNanos

  /// Makes the event of a position that is flat now.
  public init(_ position: Position, tsInit: UnixNanos) {
    self.position = position
    self.tsInit = tsInit
  }
}
