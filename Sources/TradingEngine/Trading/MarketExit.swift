import Logging
public import TradingModel

/// Leaves an instrument: cancels its owner's orders, waits for their end, then closes the owner's position at market.
public final class MarketExit {
  /// What came of it.
  public enum Outcome: Hashable, Sendable {
    /// The closing orders were given (there may be none to give).
    case closing
    /// Some orders could not be canceled in time, so that closing might have sold too much.
    case givenUp(openOrders: [ClientOrderId])
  }

  let strategyId: StrategyId
  let instrumentId: InstrumentId
  private let desk: TradingDesk
  private let cache: Cache
  private let clock: any TradingClock
  private let log: Logger
  private let deadline: UnixNanos
  private var waiting: Set<ClientOrderId> = []
  private var timer: (any ClockTimer)?
  private var completions: [(Outcome) -> Void] = []
  private(set) var isDone = false

  /// How often cancellations that failed are repeated.
  static let retryInterval = Duration.seconds(1)
  /// How long orders may take to end.
  static let patience = Duration.seconds(60)

  init(_ instrumentId: InstrumentId, desk: TradingDesk, kernel: TradingKernel) {
    self.instrumentId = instrumentId
    self.desk = desk
    strategyId = desk.strategyId
    cache = kernel.cache
    clock = kernel.clock
    log = kernel.log
    deadline = kernel.clock.monotonicNow + Self.patience
  }

  func join(_ completion: ((Outcome) -> Void)?) {
    if let completion { completions.append(completion) }
  }

  func begin() {
    desk.cancelAll(instrumentId)
    waiting = Set(
      cache.orders.unclosed(instrumentId: instrumentId, strategyId: strategyId).map(\.clientOrderId))
    proceed()
  }

  /// Looks whether the orders have ended; called after each event of one of them.
  func proceed() {
    guard !isDone else { return }
    waiting = waiting.filter { cache.orders.order($0)?.isClosed == false }
    if waiting.isEmpty { return close() }
    if timer == nil { scheduleRetry() }
  }

  private func scheduleRetry() {
    timer = clock.schedule(after: Self.retryInterval) { [weak self] in self?.retry() }
  }

  private func retry() {
    timer = nil
    proceed()
    guard !isDone else { return }
    if clock.monotonicNow >= deadline { return expire() }
    for id in waiting.sorted() {
      guard let order = cache.orders.order(id), order.status != .pendingCancel || order.isOutcomeUnknown else {
        continue
      }
      desk.cancel(id)
    }
  }

  /// A position in contracts is closed reduce-only and can be closed beside open orders; on spot that could sell too much.
  private func expire() {
    let open = waiting.sorted()
    log.warning("\(strategyId) \(instrumentId): \(open.count) orders could not be canceled before the exit")
    guard cache.instrument(instrumentId)?.kind == .currencyPair else { return close() }
    finish(.givenUp(openOrders: open))
  }

  private func close() {
    desk.closeAllPositions(instrumentId)
    finish(.closing)
  }

  private func finish(_ outcome: Outcome) {
    guard !isDone else { return }
    isDone = true
    timer?.cancel()
    timer = nil
    let told = completions
    completions = []
    for completion in told { completion(outcome) }
  }
}
