/// Which order it is: the three identifiers that never change.
public struct OrderIdentity: Hashable, Sendable, Codable {
  /// The strategy that owns the order; `EXTERNAL` when no strategy of this node made it.
  public var strategyId: StrategyId
  public var instrumentId: InstrumentId
  public var clientOrderId: ClientOrderId

  public init(strategyId: StrategyId, instrumentId: InstrumentId, clientOrderId: ClientOrderId) {
    self.strategyId = strategyId
    self.instrumentId = instrumentId
    self.clientOrderId = clientOrderId
  }
}
