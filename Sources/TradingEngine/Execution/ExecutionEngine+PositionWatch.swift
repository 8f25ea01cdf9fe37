import Logging
import TradingModel

// Positions that the venue tells and the known fills do not explain: news of a fill was lost, of an order that nobody
// here made (a liquidation, auto-deleveraging) or of one's own.
extension ExecutionEngine {
  /// How long fills may be behind the position that they make.
  private static let positionPatience: Duration = .seconds(5)
  /// How far before the last agreement the venue is asked for what happened.
  private static let positionOverlap: Duration = .seconds(2)

  /// Compares the venue's word on a position with the fills, and looks again soon where they differ.
  func watch(_ report: PositionStatusReport) {
    let id = report.instrumentId
    guard !isRestoring, let instrument = market.instrument(id), instrument.kind != .currencyPair else { return }
    var watch = positionWatches[id] ?? PositionWatch(beganAt: now)
    if differences(in: id, from: current(positions.reports(instrumentId: id))).isEmpty {
      watch.agree(at: now)
    } else if watch.timer == nil {
      watch.timer = lookAgain(at: id)
    }
    positionWatches[id] = watch
  }

  /// Ends all looking.
  func stopWatching() {
    for id in positionWatches.keys {
      positionWatches[id]?.timer?.cancel()
      positionWatches[id]?.timer = nil
    }
  }

  private func lookAgain(at id: InstrumentId, after wait: Duration = positionPatience) -> any ClockTimer {
    clock.schedule(after: wait) { [weak self] in self?.perform { self?.examine(id) } }
  }

  /// Looks again after a question that explained nothing, later each time.
  private func lookAgainLater(at id: InstrumentId) {
    let wait = positionWatches[id]?.failed(random) ?? Self.positionPatience
    positionWatches[id]?.timer?.cancel()
    positionWatches[id]?.timer = lookAgain(at: id, after: wait)
  }

  /// By how much the venue's positions in an instrument differ from what the fills give; empty when they agree.
  func differences(
    in id: InstrumentId, from reports: [PositionStatusReport]
  ) -> [PositionId: WideDecimal] {
    var result: [PositionId: WideDecimal] = [:]
    for report in reports {
      let name = report.positionId ?? PositionId("\(id)-BOTH")
      let local = positions.open(instrumentId: id).filter { !name.isOfHedgeMode || $0.id == name }
      let sum = local.reduce(WideDecimal.zero) { (try? $0.adding($1.signedQuantity)) ?? $0 }
      guard let difference = try? report.signedQuantity.subtracting(sum), !difference.isZero else { continue }
      result[name] = difference
    }
    return result
  }

  /// Those of an instrument's reports that are about the mode in which the account is now.
  private func current(_ reports: [PositionStatusReport]) -> [PositionStatusReport] {
    let isHedge = reports.max { $0.tsLast < $1.tsLast }?.positionId?.isOfHedgeMode ?? false
    return reports.filter { ($0.positionId?.isOfHedgeMode ?? false) == isHedge }
  }

  /// Whether an order in an instrument has filled more than its known trades give.
  func isWaitingForTrades(of id: InstrumentId) -> Bool {
    unexplained.keys.contains { orders.order($0)?.instrumentId == id }
  }

  private func examine(_ id: InstrumentId) {
    positionWatches[id]?.timer = nil
    let told = current(positions.reports(instrumentId: id))
    guard !differences(in: id, from: told).isEmpty, let watch = positionWatches[id], let client = client(for: id) else {
      return
    }
    // After an interruption everything is asked for anyway, and trades that are waited for come or are inferred.
    guard isUserStreamHealthy(client.id), !isWaitingForTrades(of: id) else {
      positionWatches[id]?.timer = lookAgain(at: id)
      return
    }
    log.warning("\(id): the known fills do not explain the venue's position; asking for what happened")
    // What happened is told by the venue's clock.
    let since = watch.askedSince + (.zero - Self.positionOverlap) + client.venueClockOffset
    var request = massStatusRequest(for: client, since: since)
    request.instrumentIds = [id]
    client.generateMassStatus(request) { [weak self] result in
      guard let self else { return }
      perform { self.conclude(id, result, since: since, clientId: client.id) }
    }
  }

  /// What is not explained by all that happened either, twice in the same way, is completed.
  private func conclude(
    _ id: InstrumentId, _ result: Result<ExecutionMassStatus, any Error>, since: UnixNanos, clientId: ClientId
  ) {
    guard case .success(let status) = result else { return lookAgainLater(at: id) }
    take(status, adoptingSince: since)
    let fresh = current(status.positions.filter { $0.instrumentId == id })
    let rest = differences(in: id, from: fresh)
    if rest.isEmpty {
      positionWatches[id]?.agree(at: now)
    } else if rest == positionWatches[id]?.unexplained, config.completesPositions, !isWaitingForTrades(of: id) {
      for report in fresh { complete(report, clientId: clientId) }
      positionWatches[id]?.settle()
    } else {
      // The venue has answered, with something new: the same answer once more is waited for no longer than usual.
      if rest != positionWatches[id]?.unexplained { positionWatches[id]?.settle() }
      positionWatches[id]?.unexplained = rest
      lookAgainLater(at: id)
    }
  }
}
