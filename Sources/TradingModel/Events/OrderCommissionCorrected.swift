/// What a trade really cost, after it was told with an estimate.
///
/// It follows from the trade being told again with its commission; no quantity changes. Order and position have the
/// right sums when it is told.
public struct OrderCommissionCorrected: OrderEventRecord {
  public var header: OrderEventHeader
  /// The trade whose commission it is; it was counted before.
  public var tradeId: TradeId
  /// What the trade cost (negative for a rebate).
  public var commission: Money
  /// What was told before; nil when nothing was.
  public var estimate: Money?

  /// Makes the event of a trade whose real commission was told.
  public init(_ header: OrderEventHeader, tradeId: TradeId, commission: Money, estimate: Money?) {
    self.header = header
    self.tradeId = tradeId
    self.commission = commission
    self.estimate = estimate
  }
}
