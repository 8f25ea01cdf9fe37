import TradingModel

/// What asking the venue about an order came to.
enum BinanceOrderFinding {
  /// The venue's word on the order as a whole, with those of its trades that were not told.
  case order(OrderReportBundle)
  /// The order that is being replaced is canceled, and none in its place is to be seen (yet).
  case onlyGone
  /// No way of asking knows the order.
  case unknown
}

/// Asks the venue about one of the client's orders by every way there is: by the venue's identifier, by the client's,
/// among the open orders; the one that may have replaced it; the trades of all its legs.
final class BinanceOrderInquiry {
  private let client: BinanceExecutionClient
  private let id: ClientOrderId
  private let instrument: Instrument
  private let completion: (Result<BinanceOrderFinding, BinanceError>) -> Void
  private var fills: [FillReport] = []
  /// What the algo service said, once it was asked.
  private var algo: BinanceAlgoOrder?

  init(
    client: BinanceExecutionClient, id: ClientOrderId, instrument: Instrument,
    completion: @escaping (Result<BinanceOrderFinding, BinanceError>) -> Void
  ) {
    self.client = client
    self.id = id
    self.instrument = instrument
    self.completion = completion
  }

  private var product: BinanceProduct { client.session.product }
  private var order: BinanceTrackedOrder? { client.tracker[id] }

  func begin() {
    if let order, order.algo != nil, order.family == .algo { return askAlgo(order) { self.askRegular() } }
    askRegular()
  }

  private func askRegular() {
    let number = order?.legs.last.flatMap { Int64($0.venueOrderId.text) }
    fetch(orderId: number) { [self] found in
      guard let found else { return number == nil ? lookAmongOpen() : askByName() }
      take(found)
    }
  }

  // MARK: - Ways of asking

  private func fetch(orderId: Int64?, then: @escaping (BinanceOrder?) -> Void) {
    let request = BinanceRequest<BinanceOrder>.order(
      product, symbol: instrument.rawSymbol, orderId: orderId, clientOrderId: orderId == nil ? id.text : nil)
    client.session.send(request) { [self] result in
      switch result {
      case .success(let order): then(order)
      case .failure(let error) where BinanceOrderOutcome.isArchived(error, product: product): concludeArchived(error)
      case .failure(let error) where BinanceOrderOutcome.isNotFound(error, product: product): then(nil)
      case .failure(let error): completion(.failure(error))
      }
    }
  }

  /// The order ended long ago, and the venue has forgotten all but that.
  private func concludeArchived(_ error: BinanceError) {
    if let order, order.isAccepted, !order.lacksTrades {
      client.end(id, .canceled, reason: "\(error.code ?? 0): \(error.message)", tsEvent: client.now)
    }
    completion(.success(.unknown))
  }

  private func askByName() {
    fetch(orderId: nil) { [self] found in
      guard let found, isOwn(found) else { return lookAmongOpen() }
      take(found)
    }
  }

  private func lookAmongOpen() {
    client.openOrderLook.ask(symbol: instrument.rawSymbol) { [self] result in
      switch result {
      case .failure(let error): completion(.failure(error))
      case .success(let open):
        guard let found = open.last(where: isOwn) else { return lookAtAlgoService() }
        take(found)
      }
    }
  }

  // MARK: - The algo service of futures

  /// Another service may have what one does not know.
  private func lookAtAlgoService() {
    guard let order, order.algo != nil, algo == nil else { return completion(.success(.unknown)) }
    askAlgo(order) { self.completion(.success(.unknown)) }
  }

  private func askAlgo(_ order: BinanceTrackedOrder, otherwise: @escaping () -> Void) {
    let reference = client.mapper.algoReference(order.algo?.algoId, id)
    client.session.send(BinanceRequest<BinanceAlgoOrder>.algoOrder(product, reference)) { [self] result in
      switch result {
      case .failure(let error) where BinanceOrderOutcome.isNotFound(error, product: product): otherwise()
      case .failure(let error): completion(.failure(error))
      case .success(let algo) where algo.symbol != instrument.rawSymbol: otherwise()
      case .success(let algo): take(algo)
      }
    }
  }

  private func take(_ algo: BinanceAlgoOrder) {
    self.algo = algo
    let hasTriggered = algo.actualOrderId != nil || algo.status == "TRIGGERED" || algo.status == "FINISHED"
    guard hasTriggered else { return tell(algo) }
    fetch(orderId: algo.actualOrderId) { [self] found in
      if let found { return take(found) }
      // The order that it became may be filled and not be visible yet: what the algo service calls finished says nothing
      // of how it ended.
      let changed = algo.updateTime ?? algo.triggerTime
      let isFresh = changed.map { client.session.timestamp.since($0) < Self.childPatience } ?? true
      isFresh ? completion(.success(.unknown)) : tell(algo)
    }
  }

  /// How long after its trigger the order that a conditional one became may be invisible.
  private static let childPatience: Duration = .seconds(60)

  private func tell(_ algo: BinanceAlgoOrder) {
    do {
      let report = try client.reports.report(algo, instrument, now: client.now)
      completion(.success(.order(OrderReportBundle(order: report))))
    } catch {
      completion(.failure(client.unreadable(error)))
    }
  }

  private func openOrders(then: @escaping ([BinanceOrder]) -> Void) {
    client.session.send(BinanceRequest<[BinanceOrder]>.openOrders(product, symbol: instrument.rawSymbol)) {
      [self] result in
      switch result {
      case .success(let open): then(open)
      case .failure(let error): completion(.failure(error))
      }
    }
  }

  /// Whether an order with the client's identifier is this one, not another one that was given the same name.
  private func isOwn(_ found: BinanceOrder) -> Bool {
    guard let order else { return false }
    if order.index(of: found.orderId) != nil { return true }
    return found.clientOrderId == id.text && (order.legs.isEmpty || order.replacements > 0)
  }

  // MARK: - The order

  private func take(_ found: BinanceOrder) {
    guard let order else { return completion(.success(.unknown)) }
    _ = client.tracker.advance(id) { $0.becameRegular(orderId: found.orderId) }
    client.tracker.identify(id, venueOrderId: found.orderId)
    note(found)
    let mayBeReplaced = order.replacements > 0 && found.status == "CANCELED"
    guard mayBeReplaced else { return finish(found) }
    lookForSuccessor(of: found)
  }

  /// Looks whether there is a newer order in place of one that was canceled.
  private func lookForSuccessor(of found: BinanceOrder) {
    func judge(_ candidates: [BinanceOrder]) -> Bool {
      let newer = candidates.filter { $0.clientOrderId == id.text && $0.orderId > found.orderId && isOwn($0) }
      guard let newest = newer.max(by: { $0.orderId < $1.orderId }) else { return false }
      client.tracker.identify(id, venueOrderId: newest.orderId)
      note(newest)
      finish(newest)
      return true
    }
    fetch(orderId: nil) { [self] named in
      if let named, judge([named]) { return }
      openOrders { [self] open in
        if judge(open) { return }
        if client.tracker[id]?.change?.means == .replacement { return completion(.success(.onlyGone)) }
        finish(found)
      }
    }
  }

  private func note(_ found: BinanceOrder) {
    let isEnded = BinanceOrderWords.status(found.status)?.isClosed ?? false
    client.tracker.note(id, executed: found.executedQty, leg: found.orderId, isEnded: isEnded)
  }

  /// Asks for the legs before the current one of which it is not known what they filled in the end.
  private func finish(_ found: BinanceOrder) {
    askForPast((order?.openPast ?? [])[...]) { [self] in finishTrades(found) }
  }

  private func askForPast(_ legs: ArraySlice<Int64>, then: @escaping () -> Void) {
    guard let leg = legs.first else { return then() }
    fetch(orderId: leg) { [self] past in
      if let past { note(past) }
      askForPast(legs.dropFirst(), then: then)
    }
  }

  // MARK: - Its trades

  private func finishTrades(_ found: BinanceOrder) {
    client.tracker.closeSplit(
      id, quantity: BinanceReportMapper.quantity(found.origQty, instrument) ?? .zero(precision: 0))
    // Trades that were told with an estimate are asked for as well: by now the venue may know what they cost.
    let lacksCommissions = order?.estimatedTrades.isEmpty == false
    let legs = (order?.legs ?? []).filter { $0.executed > $0.told || lacksCommissions }
      .compactMap { Int64($0.venueOrderId.text) }
    askForTrades(of: legs[...], routed: found.usedSor) { [self] in conclude(found) }
  }

  private func askForTrades(of legs: ArraySlice<Int64>, routed: Bool, then: @escaping () -> Void) {
    guard let leg = legs.first else { return then() }
    BinanceOrderTrades.ask(client.session, symbol: instrument.rawSymbol, orderId: leg) { [self] result in
      switch result {
      case .failure(let error): completion(.failure(error))
      case .success(let trades):
        add(trades)
        guard routed else { return askForTrades(of: legs.dropFirst(), routed: false, then: then) }
        askForAllocations(leg) { self.askForTrades(of: legs.dropFirst(), routed: routed, then: then) }
      }
    }
  }

  private func askForAllocations(_ leg: Int64, then: @escaping () -> Void) {
    let request = BinanceRequest<[BinanceAccountTrade]>.myAllocations(
      product, symbol: instrument.rawSymbol, orderId: leg)
    client.session.send(request) { [self] result in
      switch result {
      case .failure(let error): completion(.failure(error))
      case .success(let allocations):
        add(allocations)
        then()
      }
    }
  }

  private func add(_ trades: [BinanceAccountTrade]) {
    for trade in trades {
      do {
        fills.append(try client.reports.report(trade, instrument, clientOrderId: id, now: client.now))
      } catch {
        client.reportOnce("a trade of \(trade.symbol) cannot be represented and is left out of reports: \(error)")
      }
    }
  }

  private func conclude(_ found: BinanceOrder) {
    do {
      var report = try client.reports.report(found, instrument, now: client.now)
      client.reports.mark(&report, instrument, algo: algo, isTriggered: order?.algo != nil)
      completion(.success(.order(OrderReportBundle(order: client.whole(report, of: id, instrument), fills: fills))))
    } catch {
      completion(.failure(client.unreadable(error)))
    }
  }
}
