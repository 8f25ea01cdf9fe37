/// Cancel all of a strategy's orders in an instrument.
public struct CancelAllOrders: Hashable, Sendable, Codable {
  public var strategyId: StrategyId
  public var instrumentId: InstrumentId
  /// Only this side; both when `nil`.
  public var side: OrderSide?
  /// The execution client; by the instrument when `nil`.
  public var clientId: ClientId?
  /// When the command was given.
  public var tsInit: UnixNanos

  public init(
    strategyId: StrategyId, instrumentId: InstrumentId, side: OrderSide? = nil, clientId: ClientId? = nil,
    tsInit: UnixNanos
  ) {
    self.strategyId = strategyId
    self.instrumentId = instrumentId
    self.side = side
    self.clientId = clientId
    self.tsInit = tsInit
  }
}
