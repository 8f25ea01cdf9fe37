import Logging
import TradingEngine
import TradingModel

/// Finds out what became of orders whose outcome is unknown, by asking the venue until it knows.
///
/// It asks soon and then less and less often. That the venue does not know an order is not believed by itself: replicas
/// lag behind. After its time the execution engine's own checks go on.
final class BinanceOrderResolver {
  private final class Case {
    var attempt = 0
    var timer: (any ClockTimer)?
  }

  /// The waits before the questions, in milliseconds; the last one is repeated.
  private static let waits: [Int64] = [300, 700, 1_000, 2_000, 3_000, 5_000]
  private static let maxAttempts = 24

  private unowned let client: BinanceExecutionClient
  private var cases: [ClientOrderId: Case] = [:]

  init(client: BinanceExecutionClient) { self.client = client }

  /// Begins to ask about an order, unless that is under way.
  func start(_ id: ClientOrderId, after wait: Duration? = nil) {
    guard cases[id] == nil else { return }
    let entry = Case()
    cases[id] = entry
    schedule(id, entry, after: wait)
  }

  func stop() {
    for id in cases.keys.sorted() { cases[id]?.timer?.cancel() }
    cases = [:]
  }

  private func schedule(_ id: ClientOrderId, _ entry: Case, after wait: Duration? = nil) {
    let usual = Self.waits[min(entry.attempt, Self.waits.count - 1)]
    entry.timer = client.clock.schedule(after: wait ?? .milliseconds(usual)) { [weak self] in
      self?.ask(id, entry)
    }
  }

  private func ask(_ id: ClientOrderId, _ entry: Case) {
    guard cases[id] === entry, let order = client.tracker[id] else { return finish(id) }
    // The execution engine has drawn its conclusion meanwhile.
    if !order.isAccepted, client.lookup?.order(id)?.isClosed == true {
      client.tracker.giveUp(id)
      return finish(id)
    }
    entry.attempt += 1
    client.lookUp(order) { [weak self] result in
      guard let self, cases[id] === entry else { return }
      switch result {
      case .success(let bundle?): conclude(id, entry, bundle)
      case .success(nil): goOn(id, entry, "the venue does not know it (yet)")
      case .failure(let error): goOn(id, entry, "\(error)")
      }
    }
  }

  private func conclude(_ id: ClientOrderId, _ entry: Case, _ bundle: OrderReportBundle) {
    let wasCancelUnknown = client.tracker[id]?.isCancelUnknown ?? false
    let unseen = client.unseen(bundle, of: id)
    client.note(bundle)
    client.sink.process(unseen)
    // Trades lag behind their order: what is filled must be explained before the case is closed.
    if let order = client.tracker[id], bundle.order.filledQuantity.wide > order.filled {
      return goOn(id, entry, "its trades are not visible yet")
    }
    finish(id)
    guard wasCancelUnknown, !bundle.order.status.isClosed, let order = client.tracker[id] else { return }
    client.tracker.note(id, isCancelUnknown: false)
    // A conditional order triggered while its cancellation was on the way: what it became is meant too.
    if let tried = order.cancelFamily, tried != order.family {
      return client.cancel(
        CancelOrder(order: order.identity, venueOrderId: order.venueOrderId, tsInit: client.now))
    }
    client.sink.process(
      .cancelRejected(
        OrderCancelRejected(client.header(order), reason: "the order is still open, the cancellation did not arrive")))
  }

  private func goOn(_ id: ClientOrderId, _ entry: Case, _ reason: String) {
    guard entry.attempt < Self.maxAttempts else {
      finish(id)
      client.tracker.giveUp(id)
      return client.logger.error(
        "order \(id): its outcome is still unknown after \(entry.attempt) questions: \(reason)")
    }
    schedule(id, entry)
  }

  private func finish(_ id: ClientOrderId) {
    cases.removeValue(forKey: id)?.timer?.cancel()
  }
}
