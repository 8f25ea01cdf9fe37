/// Which order it is: the three identifiers that never change.
public struct OrderIdentity: Hashable, Sendable, Codable {
  /// The strategy that owns the order; `EXTERNAL` when no strategy of this node made it.
  public var strategyId: StrategyId
  /// The instrument that the order trades.
  public var instrumentId: InstrumentId
  /// The identifier that this side gave the order; made of the venue's for an order that came from elsewhere without
  /// one.
  public var clientOrderId: ClientOrderId

  /// Makes the identity of an order.
  public init(strategyId: StrategyId, instrumentId: InstrumentId, clientOrderId: ClientOrderId) {
    self.strategyId = strategyId
    self.instrumentId = instrumentId
    self.clientOrderId = clientOrderId
  }
}
