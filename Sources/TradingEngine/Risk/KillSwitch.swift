import Logging
import TradingModel

/// Cancels everything and keeps at it until nothing works at any venue any more.
///
/// While it is set the risk engine denies new orders and changes. It is set and reset by hand only, and stays set over
/// restarts where a journal is kept.
final class KillSwitch {
  private let execution: ExecutionEngine
  private let clock: any TradingClock
  private let log: Logger
  /// Runs work as one message of the kernel's bus.
  private let perform: (() -> Void) -> Void
  private(set) var reason: String?
  /// Orders from elsewhere are canceled only if they were there when the switch was set.
  private var foreign: Set<ClientOrderId> = []
  private var attempts: [ClientOrderId: UnixNanos] = [:]
  private var timer: (any ClockTimer)?

  /// How often it is looked for orders that still work.
  static let interval = Duration.seconds(1)
  /// After what time a cancellation without any answer is repeated.
  static let patience = Duration.seconds(30)
  /// How long a cancellation whose outcome is unknown is left to be found out before it is repeated.
  static let doubt = Duration.seconds(5)

  init(
    execution: ExecutionEngine, clock: any TradingClock, log: Logger, perform: @escaping (() -> Void) -> Void
  ) {
    self.execution = execution
    self.clock = clock
    self.log = log
    self.perform = perform
  }

  func set(_ reason: String) {
    self.reason = reason
    foreign = Set(execution.orders.unclosed(strategyId: .external).map(\.clientOrderId))
    sweep()
  }

  /// Sets the switch as it was before a restart; cancelling begins with ``sweep()``, once the venue can be reached.
  func restore(_ reason: String) { self.reason = reason }

  func reset() {
    reason = nil
    foreign = []
    attempts = [:]
    pause()
  }

  /// Stops looking for orders; the switch stays as it is.
  func pause() {
    timer?.cancel()
    timer = nil
  }

  /// Cancels what still works, and looks again later.
  func sweep() {
    pause()
    guard reason != nil else { return }
    // What keeps the switch over a restart may have found no room so far.
    execution.journal?.commit()
    let unclosed = execution.orders.unclosed().filter {
      $0.strategyId != .external || foreign.contains($0.clientOrderId)
    }
    let now = clock.monotonicNow
    let due = unclosed.filter { isDue($0, now) }
    for order in due { attempts[order.clientOrderId] = now }
    for instrumentId in Set(due.map(\.instrumentId)).sorted() { cancel(due.filter { $0.instrumentId == instrumentId }) }
    if unclosed.isEmpty { attempts = [:] }
    timer = clock.schedule(after: Self.interval) { [weak self] in
      guard let self else { return }
      perform { self.sweep() }
    }
  }

  private func isDue(_ order: Order, _ now: UnixNanos) -> Bool {
    guard let last = attempts[order.clientOrderId] else { return true }
    // While an answer is awaited a repetition would only lengthen the queue of what waits for a ban to end.
    guard order.status == .pendingCancel else { return true }
    return now - last >= (order.isOutcomeUnknown ? Self.doubt : Self.patience)
  }

  private func cancel(_ orders: [Order]) {
    guard let first = orders.first else { return }
    let cancels = orders.map {
      CancelOrder(order: $0.identity, venueOrderId: $0.venueOrderId, clientId: $0.clientId, tsInit: clock.now)
    }
    let command: TradingCommand =
      cancels.count == 1
      ? .cancelOrder(cancels[0])
      : .batchCancelOrders(BatchCancelOrders(instrumentId: first.instrumentId, cancels: cancels, tsInit: clock.now))
    if let refusal = execution.execute(command) { log.debug("kill switch: \(refusal)") }
  }
}
