/// Cancel all of a strategy's orders in an instrument.
public struct CancelAllOrders: Hashable, Sendable, Codable {
  /// The strategy whose orders are canceled; those of others stay.
  public var strategyId: StrategyId
  /// The instrument in which orders are canceled.
  public var instrumentId: InstrumentId
  /// Only this side; both when `nil`.
  public var side: OrderSide?
  /// The execution client whose orders are canceled; those of all clients when `nil`.
  public var clientId: ClientId?
  /// When the command was given.
  public var tsInit: UnixNanos

  /// Makes the command that cancels a strategy's orders.
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
