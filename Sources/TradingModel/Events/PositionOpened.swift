/// A position was opened.
public struct PositionOpened: PositionEventRecord {
  public var position: Position
  public var tsInit: UnixNanos

  public init(_ position: Position, tsInit: UnixNanos) {
    self.position = position
    self.tsInit = tsInit
  }
}
