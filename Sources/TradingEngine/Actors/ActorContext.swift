import TradingModel

/// What a registered actor works with.
final class ActorContext {
  private(set) weak var kernel: TradingKernel?
  let cache: Cache
  let bus: MessageBus
  let dataEngine: DataEngine
  let timers: ClockTimers

  init(kernel: TradingKernel, timers: ClockTimers) {
    self.kernel = kernel
    cache = kernel.cache
    bus = kernel.bus
    dataEngine = kernel.dataEngine
    self.timers = timers
  }
}
