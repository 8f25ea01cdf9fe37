/// Change several orders of one instrument at once.
public struct BatchModifyOrders: Hashable, Sendable, Codable {
  /// The instrument of all the orders.
  public var instrumentId: InstrumentId
  /// The orders to change, each with what is new; those that are not known, were not sent or have ended are passed
  /// over.
  public var changes: [ModifyOrder]
  /// The execution client. What a caller gives is not looked at: each order goes to the one that it was sent by, which
  /// the engine names here.
  public var clientId: ClientId?
  /// When the command was given.
  public var tsInit: UnixNanos

  /// Makes the command that changes several orders.
  public init(instrumentId: InstrumentId, changes: [ModifyOrder], clientId: ClientId? = nil, tsInit: UnixNanos) {
    self.instrumentId = instrumentId
    self.changes = changes
    self.clientId = clientId
    self.tsInit = tsInit
  }
}
