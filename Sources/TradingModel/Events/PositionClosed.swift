/// A fill closed a position.
public struct PositionClosed: PositionEventRecord {
  public var position: Position
  public var tsInit: UnixNanos

  public init(_ position: Position, tsInit: UnixNanos) {
    self.position = position
    self.tsInit = tsInit
  }
}
