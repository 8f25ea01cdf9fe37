/// Cancel several orders of one instrument at once.
public struct BatchCancelOrders: Hashable, Sendable, Codable {
  /// The instrument of all the orders.
  public var instrumentId: InstrumentId
  /// The orders to cancel; those that are not known, or have ended, are passed over.
  public var cancels: [CancelOrder]
  /// The execution client. What a caller gives is not looked at: each order goes to the one that it was sent by, which
  /// the engine names here.
  public var clientId: ClientId?
  /// When the command was given.
  public var tsInit: UnixNanos

  /// Makes the command that cancels several orders.
  public init(instrumentId: InstrumentId, cancels: [CancelOrder], clientId: ClientId? = nil, tsInit: UnixNanos) {
    self.instrumentId = instrumentId
    self.cancels = cancels
    self.clientId = clientId
    self.tsInit = tsInit
  }
}
