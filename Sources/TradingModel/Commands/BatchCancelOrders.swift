/// Cancel several orders of one instrument at once.
public struct BatchCancelOrders: Hashable, Sendable, Codable {
  public var instrumentId: InstrumentId
  public var cancels: [CancelOrder]
  /// The execution client; by the instrument when `nil`.
  public var clientId: ClientId?
  /// When the command was given.
  public var tsInit: UnixNanos

  public init(instrumentId: InstrumentId, cancels: [CancelOrder], clientId: ClientId? = nil, tsInit: UnixNanos) {
    self.instrumentId = instrumentId
    self.cancels = cancels
    self.clientId = clientId
    self.tsInit = tsInit
  }
}
