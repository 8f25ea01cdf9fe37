import Logging
public import TradingModel

extension ExecutionEngine {
  /// Brings a client's orders and positions in line with the venue. `completion` is called when that is done, with a
  /// failure when the venue could not be asked.
  ///
  /// The venue's histories lag behind its positions: after a restart, trades that are missing are waited for a while
  /// before a fill is inferred or a position completed without them. Of positions in instruments of which nothing was known
  /// here the trades are asked for as well: others may have traded them meanwhile.
  public func reconcile(
    _ client: any ExecutionClient, since: UnixNanos? = nil, completion: @escaping (Result<Void, any Error>) -> Void
  ) {
    reconcile(
      client, since: since, until: now + config.tradePatience,
      pause: QuestionPause(first: .seconds(1), longest: config.tradePatience), completion: completion)
  }

  /// - Parameters:
  ///   - deadline: until when trades are waited for.
  ///   - pause: grows with each question that did not bring them: a question about everything is the dearest there is.
  private func reconcile(
    _ client: any ExecutionClient, since: UnixNanos?, until deadline: UnixNanos, pause: QuestionPause,
    strangers: Set<InstrumentId> = [], completion: @escaping (Result<Void, any Error>) -> Void
  ) {
    let request = massStatusRequest(for: client, since: since, and: strangers)
    client.generateMassStatus(request) { [weak self] result in
      guard let self else { return }
      switch result {
      case .failure(let error): completion(.failure(error))
      case .success(let status):
        if let restoredUntil, config.completesPositions, now < deadline {
          perform { self.take(status) }
          let found = unexplainedInstruments(status, besides: request.instrumentIds)
          if !found.isEmpty {
            return reconcile(
              client, since: since, until: deadline, pause: pause, strangers: strangers.union(found),
              completion: completion)
          }
          let end = restoredUntil + client.venueClockOffset
          if lacksTrades(status, of: client, in: request.instrumentIds) {
            // News of what others did in the last moments before the end may have been lost as well.
            perform { self.take(status, adoptingSince: end + Self.lastMoments) }
          } else if !status.hasAllPositions {
            // Where no position tells that others traded, their orders alone do. Own ones that ended are left in the journal,
            // and must not be taken for others': what the venue said then is surer than a clock.
            perform { self.take(status, adoptingSince: max(end, self.toldUntil[client.id] ?? end)) }
          }
          if lacksTrades(status, of: client, in: request.instrumentIds) {
            var grown = pause
            // The last question comes at the end of the patience, whatever the pause has grown to.
            let wait = min(grown.failed(random), deadline - now)
            clock.schedule(after: wait) { [weak self, grown] in
              self?.reconcile(
                client, since: since, until: deadline, pause: grown, strangers: strangers, completion: completion)
            }
            return
          }
        }
        process(status)
        completion(.success(()))
      }
    }
  }

  /// How long before the last fact that was kept news may have been lost.
  private static var lastMoments: Duration { .seconds(-10) }

  /// Whether the known fills do not explain what is filled of an order, or the venue's position in one of the instruments
  /// whose trades were asked for.
  private func lacksTrades(
    _ status: ExecutionMassStatus, of client: any ExecutionClient, in ids: [InstrumentId]
  ) -> Bool {
    let waiting = unexplained.keys.compactMap { orders.order($0) }
    if waiting.contains(where: { self.client(for: $0.instrumentId, named: $0.clientId) === client }) { return true }
    let reports = positionReports(status)
    return ids.contains { isUnexplained($0, reports) }
  }

  /// The instruments in which the venue has a position that the known fills do not explain, and whose trades were not
  /// asked for.
  private func unexplainedInstruments(
    _ status: ExecutionMassStatus, besides asked: [InstrumentId]
  ) -> Set<InstrumentId> {
    Set(status.positions.map(\.instrumentId)).subtracting(asked).filter { isUnexplained($0, status.positions) }
  }

  /// Whether the known fills give other positions in an instrument than the reports tell; pairs of currencies have none.
  private func isUnexplained(_ id: InstrumentId, _ reports: [PositionStatusReport]) -> Bool {
    guard let instrument = market.instrument(id), instrument.kind != .currencyPair else { return false }
    return !differences(in: id, from: reports.filter { $0.instrumentId == id }).isEmpty
  }

  /// What to ask a client for.
  ///
  /// - Parameter strangers: instruments of which nothing is known here, and whose trades are wanted too.
  func massStatusRequest(
    for client: any ExecutionClient, since: UnixNanos?, and strangers: Set<InstrumentId> = []
  ) -> MassStatusRequest {
    let active = orders.active().filter { self.client(for: $0.instrumentId, named: $0.clientId) === client }
    let held = positions.open().filter { client.serves($0.instrumentId) }
    var ids = strangers.union(active.map(\.instrumentId)).union(held.map(\.instrumentId))
    if restoredUntil != nil { ids.formUnion(journaledInstruments.filter { client.serves($0) }) }
    let overlap = Duration.seconds(-60)
    let local = [active.map(\.tsInit).min(), restoredUntil.map { $0 + overlap }].compactMap { $0 }.min()
    // What happened is told by the venue's clock. How far the own one was from it then, and how far it is now, may differ:
    // the last word of the venue itself counts too.
    let first = [local.map { $0 + client.venueClockOffset }, toldUntil[client.id].map { $0 + overlap }]
      .compactMap { $0 }.min()
    return MassStatusRequest(
      instrumentIds: ids.sorted(), since: since ?? first,
      openOrders: active.map {
        QueryOrder(order: $0.identity, venueOrderId: $0.venueOrderId, clientId: client.id, tsInit: now)
      })
  }

  /// Brings orders in line with the venue, positions too where ``ExecutionEngineConfig/completesPositions`` is set.
  ///
  /// Open orders that the status does not mention are asked about until it is clear what became of them.
  public func process(_ status: ExecutionMassStatus) {
    perform {
      take(status)
      if config.completesPositions { completePositions(status) }
    }
  }

  /// Takes over orders, fills and the venue's word on positions.
  ///
  /// - Parameter adoptingSince: from when on orders count that nobody here knows and that have ended with trades; nil for
  ///   none, as of what ended before the node began.
  func take(_ status: ExecutionMassStatus, adoptingSince: UnixNanos? = nil) {
    var fills: [String: [FillReport]] = [:]
    for fill in status.fills { fills["\(fill.instrumentId)/\(fill.venueOrderId)", default: []].append(fill) }
    for report in mostAdvanced(status.orders) {
      let own = fills.removeValue(forKey: "\(report.instrumentId)/\(report.venueOrderId)") ?? []
      let isOfNow = adoptingSince.map { report.tsAccepted >= $0 && !own.isEmpty } ?? false
      reconcile(OrderReportBundle(order: report, fills: own), isStartup: !isOfNow)
    }
    // Fills of known orders that the venue did not report on; those of unknown orders are of before.
    for key in fills.keys.sorted() {
      for fill in fills[key] ?? [] where isKnown(fill) { process(fill) }
    }
    for report in status.positions { positions.store(report) }
    suspectUnmentioned(status)
  }

  /// Open orders that the venue did not mention are asked about until it is clear what became of them.
  private func suspectUnmentioned(_ status: ExecutionMassStatus) {
    guard let client = client(status.clientId) else { return }
    let told = Set(status.orders.map { "\($0.instrumentId)/\($0.venueOrderId)" })
    for order in orders.open() where self.client(for: order.instrumentId, named: order.clientId) === client {
      guard let venueOrderId = order.venueOrderId, !told.contains("\(order.instrumentId)/\(venueOrderId)"),
        order.tsLastInit < status.tsInit
      else { continue }
      suspects.insert(order.clientOrderId)
    }
  }

  private func isKnown(_ fill: FillReport) -> Bool {
    order(fill.clientOrderId, fill.venueOrderId, fill.instrumentId, .trade, accepted: fill.tsEvent) != nil
  }

  /// One report for each order, the one that tells most, oldest order first.
  private func mostAdvanced(_ reports: [OrderStatusReport]) -> [OrderStatusReport] {
    var best: [String: OrderStatusReport] = [:]
    for report in reports {
      let key = "\(report.instrumentId)/\(report.venueOrderId)"
      guard let known = best[key] else {
        best[key] = report
        continue
      }
      if (report.filledQuantity, report.tsLast) > (known.filledQuantity, known.tsLast)
        || (report.filledQuantity == known.filledQuantity && report.status.isClosed && !known.status.isClosed)
      {
        best[key] = report
      }
    }
    return best.values.sorted {
      ($0.tsAccepted, $0.instrumentId.text, $0.venueOrderId.text) < (
        $1.tsAccepted, $1.instrumentId.text, $1.venueOrderId.text
      )
    }
  }

  // MARK: Positions

  /// The venue's word on positions; of those that are held here and that it does not mention, that they are flat.
  private func positionReports(_ status: ExecutionMassStatus) -> [PositionStatusReport] {
    guard status.hasAllPositions, let client = client(status.clientId) else { return status.positions }
    let told = Set(status.positions.map(\.instrumentId))
    let held = Set(positions.open().map(\.instrumentId)).filter { client.serves($0) && !told.contains($0) }
    return status.positions
      + held.sorted().map {
        PositionStatusReport(
          accountId: status.accountId, instrumentId: $0, side: .flat, quantity: .zero(), tsLast: status.tsInit,
          tsInit: status.tsInit)
      }
  }

  /// Makes local positions equal to the venue's where the known fills do not explain them.
  private func completePositions(_ status: ExecutionMassStatus) {
    for report in positionReports(status).sorted(by: {
      ($0.instrumentId.text, $0.positionId?.text ?? "") < ($1.instrumentId.text, $1.positionId?.text ?? "")
    }) {
      // Trades that are still waited for may be the difference.
      if isWaitingForTrades(of: report.instrumentId) {
        watch(report)
      } else {
        complete(report, clientId: status.clientId)
      }
    }
  }

  /// Makes the local positions of one report equal to it.
  func complete(_ report: PositionStatusReport, clientId: ClientId) {
    guard let instrument = market.instrument(report.instrumentId), instrument.kind != .currencyPair else { return }
    let local = positions.open(instrumentId: report.instrumentId).filter {
      report.positionId?.isOfHedgeMode != true || $0.id == report.positionId
    }
    do throws(DecimalError) {
      var sum = WideDecimal.zero
      for position in local { sum = try sum.adding(position.signedQuantity) }
      let difference = try report.signedQuantity.subtracting(sum)
      guard !difference.isZero else { return }
      log.warning(
        "\(report.instrumentId): the venue's position is \(report.signedQuantity), the known fills give \(sum.plain()); completed"
      )
      for share in try shares(of: difference, local, report.instrumentId) {
        try addSynthetic(share, report, clientId, instrument)
      }
    } catch {
      log.error("\(report.instrumentId): the venue's position cannot be taken over: \(error)")
    }
  }

  /// Whose position changes by how much when the venue's differs.
  private struct Share {
    let owner: StrategyId
    let change: WideDecimal
    let position: Position?
  }

  /// A reduction comes out of what is held, first of what came from elsewhere; an addition belongs to whoever claims the
  /// instrument, else to nobody here.
  private func shares(
    of difference: WideDecimal, _ local: [Position], _ instrumentId: InstrumentId
  ) throws(DecimalError) -> [Share] {
    var rest = difference
    var result: [Share] = []
    let holders = local.filter { $0.signedQuantity.isNegative != difference.isNegative }
    let foreign = holders.filter { $0.strategyId == .external }
    for position in foreign + holders.filter({ $0.strategyId != .external }) where !rest.isZero {
      let part = rest.magnitude < position.quantity ? rest : -position.signedQuantity
      result.append(Share(owner: position.strategyId, change: part, position: position))
      rest = try rest.subtracting(part)
    }
    guard !rest.isZero else { return result }
    let owner = claims[instrumentId] ?? .external
    let own = local.first { $0.strategyId == owner && $0.signedQuantity.isNegative == rest.isNegative }
    result.append(Share(owner: owner, change: rest, position: own))
    return result
  }

  /// Fills a synthetic order that changes a position as the venue says.
  private func addSynthetic(
    _ share: Share, _ report: PositionStatusReport, _ clientId: ClientId, _ instrument: Instrument
  ) throws(DecimalError) {
    let change = share.change
    let local = share.position.map { [$0] } ?? []
    let quantity = try change.magnitude.quantity(precision: instrument.sizePrecision)
    guard quantity.isPositive, let price = try adjustmentPrice(change, report, instrument, local) else { return }
    let side: OrderSide = change.isNegative ? .sell : .buy
    let id = SyntheticId.order([
      report.accountId.text, report.instrumentId.text, side.rawValue, "\(quantity)", "\(price)",
      report.positionId?.text ?? "", share.owner.text, "\(report.tsLast)",
    ])
    guard orders.order(id) == nil else { return }
    let identity = OrderIdentity(strategyId: share.owner, instrumentId: report.instrumentId, clientOrderId: id)
    let header = OrderEventHeader(
      order: identity, venueOrderId: VenueOrderId(id.text), accountId: report.accountId, isReconciliation: true,
      tsEvent: report.tsLast, tsInit: now)
    let terms = OrderTerms(side: side, type: .market, quantity: quantity, tags: ["RECONCILIATION"])
    let positionId = share.position?.id ?? report.positionId
    store(OrderInitialized(header, terms: terms, positionId: positionId), client: clientId)
    apply(.accepted(OrderAccepted(header)))
    apply(
      .filled(
        OrderFilled(
          header, tradeId: TradeId(id.text), side: side, type: .market, lastQuantity: quantity, lastPrice: price,
          currency: instrument.quote, positionId: positionId)))
  }

  /// The price at which the change makes the local average equal to the venue's, else the best that is known.
  private func adjustmentPrice(
    _ change: WideDecimal, _ report: PositionStatusReport, _ instrument: Instrument, _ local: [Position]
  ) throws(DecimalError) -> Price? {
    let precision = instrument.pricePrecision
    let current = local.first
    if let average = report.averageOpenPrice, average.isPositive {
      guard let current, let open = current.averageOpenPrice, report.quantity.wide > current.quantity,
        !instrument.isInverse
      else { return try average.price(precision: precision) }
      let wanted = try average.multiplied(by: report.quantity.wide)
      let have = try open.multiplied(by: current.quantity)
      let price = try wanted.subtracting(have).divided(by: change.magnitude, scale: Int(precision))
      return try (price.isPositive ? price : average).price(precision: precision)
    }
    if let quote = market.quote(report.instrumentId) { return change.isNegative ? quote.bidPrice : quote.askPrice }
    if let open = current?.averageOpenPrice { return try open.price(precision: precision) }
    return market.trade(report.instrumentId)?.price ?? market.markPrice(report.instrumentId)?.value
  }
}
