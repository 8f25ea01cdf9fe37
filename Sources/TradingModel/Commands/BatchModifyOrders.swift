/// Change several orders of one instrument at once.
public struct BatchModifyOrders: Hashable, Sendable, Codable {
  public var instrumentId: InstrumentId
  public var changes: [ModifyOrder]
  /// The execution client; by the instrument when `nil`.
  public var clientId: ClientId?
  /// When the command was given.
  public var tsInit: UnixNanos

  public init(instrumentId: InstrumentId, changes: [ModifyOrder], clientId: ClientId? = nil, tsInit: UnixNanos) {
    self.instrumentId = instrumentId
    self.changes = changes
    self.clientId = clientId
    self.tsInit = tsInit
  }
}
