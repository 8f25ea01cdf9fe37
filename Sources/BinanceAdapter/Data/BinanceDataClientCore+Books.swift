import Logging
import TradingEngine
import TradingModel
import TradingNetwork

extension BinanceDataClientCore {
  /// Does what a book's synchroniser wants done.
  func perform(_ actions: [BinanceBookAction], slot: Int) {
    for action in actions {
      switch action {
      case .requestSnapshot(let delay, let ticket): scheduleSnapshot(slot: slot, ticket: ticket, after: delay)
      case .emitSnapshot(let snapshot): emit(snapshot, slot: slot)
      case .emitDeltas(let update): emit(update, slot: slot)
      case .markSyncing(let reason): tell(.syncing, reason: reason, slot: slot)
      case .markStale(let reason):
        logger.warning("the book of \(slots[slot].instrument.id) is stale: \(reason); rebuilding it")
        tell(.stale, reason: reason, slot: slot)
      case .markSynced(let sequence):
        tell(.synced, reason: "equal to the venue's book", sequence: sequence, slot: slot)
      case .renewStream:
        let isRepeated = slots[slot].book.freezes > 1
        for name in bookStreams.filter({ $0.value == slot }).keys.sorted() {
          streams.renew(name, isRepeated: isRepeated)
        }
      }
    }
  }

  /// Tells subscribers the state of a book.
  func tell(_ state: BookStatus.State, reason: String, sequence: UInt64? = nil, slot: Int) {
    let now = clock.now
    sink.process(
      BookStatus(
        instrumentId: slots[slot].instrument.id, state: state, sequence: sequence ?? slots[slot].book.sequence,
        reason: reason, tsEvent: now, tsInit: now))
  }

  private func emit(_ snapshot: BinanceDepthSnapshot, slot: Int) {
    sink.process(
      OrderBookDeltas(
        instrumentId: slots[slot].instrument.id, deltas: snapshot.deltas, sequence: snapshot.lastUpdateId,
        isSnapshot: true, tsEvent: snapshot.tsEvent ?? snapshot.tsInit, tsInit: snapshot.tsInit))
  }

  private func emit(_ update: BinanceDepthUpdate, slot: Int) {
    sink.process(
      OrderBookDeltas(
        instrumentId: slots[slot].instrument.id, deltas: update.deltas, sequence: update.span.last, isSnapshot: false,
        tsEvent: update.tsEvent, tsInit: update.tsInit))
  }

  // MARK: Snapshots

  private func scheduleSnapshot(slot: Int, ticket: UInt64, after delay: Duration) {
    guard delay > .zero else { return enqueueSnapshot(slot: slot, ticket: ticket) }
    // Books that failed together do not ask together.
    let spread = Int64(bitPattern: runtime.random.next() % UInt64(max(1, delay.wholeNanoseconds / 4)))
    clock.schedule(after: delay + .nanoseconds(spread)) { [weak self] in
      self?.enqueueSnapshot(slot: slot, ticket: ticket)
    }
  }

  private func enqueueSnapshot(slot: Int, ticket: UInt64) {
    guard isConnected, slots[slot].book.wantsSnapshot(ticket: ticket) else { return }
    snapshots.enqueue(book: slot, ticket: ticket)
    pumpSnapshots()
  }

  /// Sends as many snapshot requests as the budget allows now.
  private func pumpSnapshots() {
    snapshotTimer?.cancel()
    snapshotTimer = nil
    while isConnected, let grant = snapshots.next(at: clock.now) {
      guard slots[grant.book].book.wantsSnapshot(ticket: grant.ticket) else {
        snapshots.cancelled(grant)
        continue
      }
      slots[grant.book].book.snapshotRequested(ticket: grant.ticket)
      requestSnapshot(grant)
    }
    guard let due = snapshots.nextDue(after: clock.now) else { return }
    snapshotTimer = clock.schedule(after: max(due - clock.now, .milliseconds(1))) { [weak self] in
      self?.pumpSnapshots()
    }
  }

  private func requestSnapshot(_ grant: BinanceSnapshotQueue.Grant) {
    let row = decoder.symbols.rows[grant.book]
    session.send(BinanceDepthSnapshot.request(product, row: row, limit: grant.limit)) { [weak self] result in
      guard let self else { return }
      snapshots.finished()
      let now = clock.now
      switch result {
      case .success(var snapshot):
        snapshot.tsInit = now
        perform(slots[grant.book].book.receive(snapshot, ticket: grant.ticket, at: now), slot: grant.book)
        if slots[grant.book].book.attempts >= 6 {
          reportOnce(
            "useless snapshots \(row.instrumentId)",
            "snapshots of the book of \(row.instrumentId) stay behind its stream; asking on; if it stays, the server's depth "
              + "requests are answered from an old copy")
        }
      case .failure(let error):
        if error.kind == .throttled || error.kind == .banned {
          snapshots.pause(until: now + (error.retryAfter ?? .seconds(10)))
        }
        reportOnce("snapshot \(error.kind)", "no snapshot of the book of \(row.instrumentId): \(error); asking again")
        perform(
          slots[grant.book].book.snapshotFailed(ticket: grant.ticket, retryAfter: error.retryAfter, at: now),
          slot: grant.book)
      }
      pumpSnapshots()
    }
  }
}
