import TradingModel

/// What a registered strategy trades with.
final class TradingContext {
  let orderFactory: OrderFactory
  let portfolio: Portfolio
  private weak var kernel: TradingKernel?

  init(kernel: TradingKernel, strategyId: StrategyId) {
    self.kernel = kernel
    orderFactory = kernel.orderFactory(for: strategyId)
    portfolio = kernel.portfolio
  }

  func account(for instrumentId: InstrumentId, client: ClientId?) -> Account? {
    kernel?.executionEngine.account(for: instrumentId, clientId: client)
  }

  func execute(_ command: TradingCommand) -> CommandRefusal? {
    guard let kernel else { return CommandRefusal("KERNEL_GONE: the kernel of this strategy does not exist any more") }
    return kernel.execute(command)
  }
}
