import TradingEngine
import TradingModel

/// The owner of the orders that come in by a gateway; what happens to them is told by ``GatewayEvents``.
final class GatewayStrategy: Strategy {
  /// The name under which a gateway trades, the same after every restart.
  static let defaultId: StrategyId = "GATEWAY-000"

  init(id: StrategyId = GatewayStrategy.defaultId) {
    super.init(config: StrategyConfig(strategyId: id))
  }
}
