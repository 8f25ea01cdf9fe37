public import TradingModel

/// Makes identifiers for orders that no other node, restart or strategy makes again; ``ClientOrderIdFormat`` describes
/// them.
public final class ClientOrderIdGenerator {
  private let clock: any TradingClock
  private let trader: String
  private let tag: String
  private var owners: [StrategyId: String] = [:]
  private var count: UInt64 = 0

  /// A generator for one process; `random` gives the tag.
  public init(traderId: TraderId = "TRADER-001", clock: any TradingClock, random: RandomSource) {
    self.clock = clock
    trader = ClientOrderIdFormat.traderTag(traderId)
    tag = ClientOrderIdFormat.text(random.next(), width: ClientOrderIdFormat.processWidth)
  }

  /// A new identifier of an order.
  public func orderId(for strategyId: StrategyId = .external) -> ClientOrderId {
    ClientOrderId("O-" + next(strategyId))
  }

  /// A new identifier of a list of orders.
  public func listId(for strategyId: StrategyId = .external) -> OrderListId { OrderListId("L-" + next(strategyId)) }

  private func next(_ strategyId: StrategyId) -> String {
    count &+= 1
    let time = ClientOrderIdFormat.text(UInt64(max(0, clock.now.milliseconds)), width: ClientOrderIdFormat.timeWidth)
    return "\(time)-\(tag)-\(trader)\(owner(strategyId))-\(ClientOrderIdFormat.counter(count))"
  }

  private func owner(_ strategyId: StrategyId) -> String {
    if let known = owners[strategyId] { return known }
    let made = ClientOrderIdFormat.strategyTag(strategyId)
    owners[strategyId] = made
    return made
  }
}
