import Logging
import TradingEngine
import TradingModel
import TradingNetwork

/// Finds out what became of orders of which something is not known, by asking the venue until it is.
///
/// It asks soon and then less and less often. That the venue does not know an order is not believed by itself: replicas
/// lag behind. After its time the execution engine's own checks go on.
final class BinanceOrderResolver {
  private final class Case {
    var attempt = 0
    var timer: (any ClockTimer)?
    /// Grows while the venue does not answer.
    var pause = BinanceRetryPause()
  }

  /// The waits before the questions, in milliseconds; the last one is repeated.
  private static let waits: [Int64] = [300, 700, 1_000, 2_000, 3_000, 5_000]
  private static let maxAttempts = 24
  /// How long the wait is at most of what is asked about beyond the last attempt, since it must be settled.
  private static let longestWait: Duration = .seconds(30)

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
    entry.timer = client.clock.schedule(after: wait ?? Self.wait(entry.attempt)) { [weak self] in
      self?.ask(id, entry)
    }
  }

  /// How long to wait before the next question when so many were asked.
  static func wait(_ attempt: Int) -> Duration {
    let usual = Duration.milliseconds(waits[min(attempt, waits.count - 1)])
    guard attempt > maxAttempts else { return usual }
    return min(usual * (1 << min(attempt - maxAttempts, 8)), longestWait)
  }

  private func ask(_ id: ClientOrderId, _ entry: Case) {
    // What was open may have been told meanwhile.
    guard cases[id] === entry, let order = client.tracker[id], order.needsAnswer else { return finish(id) }
    // The execution engine has drawn its conclusion meanwhile.
    if client.lookup?.isClosed(id) == true, !order.lacksTrades, order.change == nil {
      if order.isAccepted { _ = client.tracker.close(id) } else { client.tracker.giveUp(id) }
      return finish(id)
    }
    entry.attempt += 1
    client.inquire(order) { [weak self] result in
      guard let self, cases[id] === entry else { return }
      if case .success = result { entry.pause.succeeded() }
      switch result {
      case .success(.order(let bundle)): conclude(id, entry, bundle)
      case .success(.onlyGone): concludeOnlyGone(id, entry)
      case .success(.unknown): goOn(id, entry, "the venue does not know it (yet)")
      case .failure(let error):
        // Every way of asking costs weight, and a venue that fails is asked by all at once.
        let pause = entry.pause.failed(error, jitter: client.session.runtime.random)
        goOn(id, entry, "\(error)", after: max(Self.wait(entry.attempt), pause))
      }
    }
  }

  // MARK: - Conclusions

  private func conclude(_ id: ClientOrderId, _ entry: Case, _ bundle: OrderReportBundle) {
    concludeChange(id, bundle.order)
    let unseen = client.unseen(bundle, of: id)
    client.note(bundle)
    client.sink.process(unseen)
    concludeCancellation(id, entry, bundle.order)
    // Trades lag behind their order: what is filled must be explained before the case is closed.
    if client.tracker[id]?.lacksTrades == true { return goOn(id, entry, "its trades are not visible yet") }
    client.tracker.update(id) { $0.isDoubtful = false }
    guard client.tracker[id]?.needsAnswer == true else { return finish(id) }
    goOn(id, entry, "its change or cancellation is not settled yet")
  }

  /// What a report says about a change whose outcome is open.
  private func concludeChange(_ id: ClientOrderId, _ report: OrderStatusReport) {
    guard let order = client.tracker[id], let change = order.change, change.isOpen,
      let instrument = client.provider.instrument(rawSymbol: order.symbol)
    else { return }
    let isReplaced = change.means == .replacement && order.venueOrderId != change.firstId
    let hasPrice = change.price == nil || report.price == nil || report.price == change.price
    let isAmended = change.means == .amendment && report.quantity == change.total && hasPrice
    if isReplaced || isAmended, let leg = order.venueOrderId.flatMap({ Int64($0.text) }) {
      return client.completeChange(
        id, leg: leg, quantity: client.legQuantity(of: report, order, instrument), price: report.price,
        trigger: report.triggerPrice, instrument, tsEvent: report.tsLast)
    }
    if report.status.isClosed {
      return client.rejectChange(id, "ORDER_CLOSED: the order ended before it was changed")
    }
    apply(id, finding: .unchanged)
  }

  private func concludeOnlyGone(_ id: ClientOrderId, _ entry: Case) {
    apply(id, finding: .onlyGone)
    guard client.tracker[id]?.needsAnswer == true else { return finish(id) }
    goOn(id, entry, "the order that was to replace it is not visible yet")
  }

  private func apply(_ id: ClientOrderId, finding: BinanceOrderChange.Finding) {
    guard client.isSynced else { return }
    let now = client.now
    let conclusion = client.tracker.update(id) { $0.change?.found(finding, at: now) } ?? nil
    switch conclusion {
    case .refused(let reason): client.rejectChange(id, reason)
    case .gone(let reason): client.concludeGone(id, reason)
    case .done, .doubled, .undecided, nil: break
    }
  }

  /// What a report says about a cancellation whose outcome is open.
  private func concludeCancellation(_ id: ClientOrderId, _ entry: Case, _ report: OrderStatusReport) {
    guard let order = client.tracker[id], order.cancellation.isOpen, !report.status.isClosed else { return }
    // A conditional order triggered while its cancellation was on the way: what it became is meant too.
    if let tried = order.cancelFamily, tried != order.family {
      entry.attempt = 0
      return client.cancelAgain(id)
    }
    let now = client.now
    switch client.tracker.update(id, { $0.cancellation.orderIsOpen(at: now) }) {
    case .sendAgain:
      entry.attempt = 0
      client.cancelAgain(id)
    case .giveUp:
      client.tracker.update(id) { $0.cancellation.settle() }
      client.sink.process(
        .cancelRejected(
          OrderCancelRejected(
            client.header(order), reason: "the order is still open, the cancellation did not arrive")))
    case .wait, nil: break
    }
  }

  private func goOn(_ id: ClientOrderId, _ entry: Case, _ reason: String, after wait: Duration? = nil) {
    let isSettling = client.tracker[id].map { $0.change?.isOpen == true || $0.cancellation.isOpen } ?? false
    guard entry.attempt < Self.maxAttempts || isSettling else {
      finish(id)
      client.tracker.giveUp(id)
      return client.logger.error(
        "order \(id): its outcome is still unknown after \(entry.attempt) questions: \(reason)")
    }
    schedule(id, entry, after: wait)
  }

  private func finish(_ id: ClientOrderId) {
    cases.removeValue(forKey: id)?.timer?.cancel()
  }
}
