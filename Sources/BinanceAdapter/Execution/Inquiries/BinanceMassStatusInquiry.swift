import Logging
import TradingEngine
import TradingModel

/// Asks for everything that reconciliation wants to know: open orders, closed ones and trades of some instruments, and
/// orders that should be open and are not.
final class BinanceMassStatusInquiry {
  private let client: BinanceExecutionClient
  private let request: MassStatusRequest
  private let completion: (Result<ExecutionMassStatus, any Error>) -> Void
  private var orders: [String: OrderStatusReport] = [:]
  /// The orders in the order in which they were told.
  private var keys: [String] = []
  private var fills: [FillReport] = []
  private var fillKeys: Set<String> = []
  /// Conditional orders by the order that each became.
  private var children: [String: BinanceAlgoOrder] = [:]
  private var isComplete = true
  /// The client's own orders that may have been replaced by one that is not among the answers.
  private var doubtful: Set<ClientOrderId> = []
  /// The client's own orders that smart order routing filled: what it allocated is told only when each is asked for.
  private var routed: Set<ClientOrderId> = []
  /// Open orders of others that have filled in part: what filled before the node knew of them is in no history.
  private var partlyFilled: [BinanceOrder] = []
  /// The orders that were live here when the question was asked.
  private let expected: [ClientOrderId]

  init(
    client: BinanceExecutionClient, request: MassStatusRequest,
    completion: @escaping (Result<ExecutionMassStatus, any Error>) -> Void
  ) {
    self.client = client
    self.request = request
    self.completion = completion
    expected = client.tracker.live
  }

  private var product: BinanceProduct { client.session.product }

  func begin() {
    client.requestOpenOrders { [self] result in
      switch result {
      case .failure(let error): completion(.failure(error))
      case .success(let open): askForAlgos(open)
      }
    }
  }

  /// Conditional orders that wait are open too.
  private func askForAlgos(_ open: [BinanceOrder]) {
    guard product.orderFamilies.contains(.algo) else { return loadInstruments(of: open, []) }
    client.session.send(BinanceRequest<[BinanceAlgoOrder]>.openAlgoOrders(product)) { [self] result in
      switch result {
      case .failure(let error) where error.isUnknownEndpoint: loadInstruments(of: open, [])
      case .failure(let error): completion(.failure(error))
      case .success(let algos): loadInstruments(of: open, algos)
      }
    }
  }

  /// Loads the instruments of orders in symbols that were not asked for at the start.
  private func loadInstruments(of open: [BinanceOrder], _ algos: [BinanceAlgoOrder]) {
    let wanted = request.openOrders.map(\.order.instrumentId) + request.instrumentIds
    let unknown = Set(open.map(\.symbol) + algos.map(\.symbol)).filter {
      client.provider.instrument(rawSymbol: $0) == nil
    }.sorted()
    let ids =
      unknown.map { BinanceSymbol.instrumentId(raw: $0, accountType: product.accountType, venue: client.venue) }
      + Set(wanted).filter { client.provider.instrument($0) == nil && client.serves($0) }.sorted()
    func proceed() {
      // Orders of an earlier session are known from here on, with what they were before.
      for query in request.openOrders { _ = client.tracked(query.order, query.venueOrderId) }
      for algo in algos { add(algo) }
      for order in open {
        client.activeSymbols.insert(order.symbol)
        add(order)
      }
      askForHistory(request.instrumentIds.sorted()[...])
    }
    if ids.isEmpty { return proceed() }
    client.provider.load(.ids(ids)) { _ in proceed() }
  }

  // MARK: - History

  private func askForHistory(_ remaining: ArraySlice<InstrumentId>) {
    guard let id = remaining.first else { return askForMissing() }
    guard let instrument = client.provider.instrument(id) else {
      isComplete = false
      return askForHistory(remaining.dropFirst())
    }
    // An isolated pair that is not enabled has no history, and the venue none to tell.
    if client.margin?.has(instrument.rawSymbol) == false { return askForHistory(remaining.dropFirst()) }
    client.activeSymbols.insert(instrument.rawSymbol)
    let history = BinanceAccountHistory(
      session: client.session, symbol: instrument.rawSymbol, since: request.since, now: client.session.timestamp)
    history.orders { [self] result in
      switch result {
      case .failure(let error): completion(.failure(error))
      case .success(let orders):
        askForAlgos(history) { [self] in
          for order in orders { add(order) }
          askForTrades(history, instrument) { self.askForHistory(remaining.dropFirst()) }
        }
      }
    }
  }

  private func askForAlgos(_ history: BinanceAccountHistory, then: @escaping () -> Void) {
    guard product.orderFamilies.contains(.algo) else { return then() }
    history.algoOrders { [self] result in
      switch result {
      case .failure(let error) where error.isUnknownEndpoint: then()
      case .failure(let error): completion(.failure(error))
      case .success(let algos):
        for algo in algos { add(algo) }
        then()
      }
    }
  }

  private func askForTrades(_ history: BinanceAccountHistory, _ instrument: Instrument, then: @escaping () -> Void) {
    history.trades { [self] result in
      switch result {
      case .failure(let error): completion(.failure(error))
      case .success(let trades):
        for trade in trades { add(trade, instrument) }
        then()
      }
    }
  }

  // MARK: - Orders that should be open

  private func askForMissing() {
    let told = Set(orders.values.filter { !$0.status.isClosed }.compactMap(\.clientOrderId)).filter { !lacksTrades($0) }
    let ended = Set(orders.values.filter(\.status.isClosed).compactMap(\.clientOrderId))
    var queries = request.openOrders.filter {
      !told.contains($0.order.clientOrderId) || routed.contains($0.order.clientOrderId)
    }
    for id in expected where !told.contains(id) || routed.contains(id) {
      guard let order = client.tracker[id], !order.isClosed else { continue }
      if queries.contains(where: { $0.order.clientOrderId == id }) { continue }
      queries.append(QueryOrder(order: order.identity, venueOrderId: order.venueOrderId, tsInit: client.now))
    }
    // What the history tells to have ended, with all its trades, need not be asked for.
    queries.removeAll { query in
      let id = query.order.clientOrderId
      return ended.contains(id) && !doubtful.contains(id) && client.tracker[id]?.lacksTrades == false
    }
    ask(queries[...])
  }

  /// Whether an order has filled more than the trades explain that are known and those that the history told.
  ///
  /// The history may begin too late when the clock was put right or wrong between two sessions.
  private func lacksTrades(_ id: ClientOrderId) -> Bool {
    guard let order = client.tracker[id], order.lacksTrades else { return false }
    let news = fills.filter { $0.clientOrderId == id && !order.tradeIds.contains($0.tradeId) }
    let explained = news.reduce(order.filled) { (try? $0.adding($1.lastQuantity.wide)) ?? $0 }
    return order.executed > explained
  }

  private func ask(_ queries: ArraySlice<QueryOrder>) {
    guard let query = queries.first else { return askForTrades(of: partlyFilled[...]) }
    client.generateOrderStatusReport(query) { [self] result in
      switch result {
      case .success(let bundle?):
        add(bundle.order)
        for fill in bundle.fills { add(fill) }
      // That the venue does not know it is not believed by itself.
      case .success(nil): isComplete = false
      case .failure(let error):
        client.logger.warning("order \(query.order.clientOrderId) could not be asked for: \(error)")
        isComplete = false
      }
      ask(queries.dropFirst())
    }
  }

  private func askForTrades(of remaining: ArraySlice<BinanceOrder>) {
    guard let order = remaining.first else { return finish() }
    guard let instrument = client.provider.instrument(rawSymbol: order.symbol), lacksTrades(order, instrument) else {
      return askForTrades(of: remaining.dropFirst())
    }
    client.bundle(order, instrument) { [self] result in
      switch result {
      case .success(let bundle): for fill in bundle.fills { add(fill) }
      case .failure(let error):
        client.logger.info("the trades of an order made elsewhere could not be asked for: \(error)")
      }
      askForTrades(of: remaining.dropFirst())
    }
  }

  /// Whether somebody else's order has filled more than the trades explain that were told.
  private func lacksTrades(_ order: BinanceOrder, _ instrument: Instrument) -> Bool {
    let number = String(order.orderId)
    let told = fills.filter { $0.instrumentId == instrument.id && $0.venueOrderId.text == number }
    return told.reduce(WideDecimal.zero) { (try? $0.adding($1.lastQuantity.wide)) ?? $0 } < order.executedQty
  }

  private func finish() {
    client.askForPositions { [self] result in
      switch result {
      case .failure(let error): completion(.failure(error))
      case .success(let positions): finish(positions)
      }
    }
  }

  private func finish(_ positions: [PositionStatusReport]?) {
    // Orders that were sent while the answers were on their way are in none of them.
    let isCurrent = client.tracker.live.allSatisfy {
      expected.contains($0) || orders.values.map(\.clientOrderId).contains($0)
    }
    completion(
      .success(
        ExecutionMassStatus(
          clientId: client.id, accountId: client.accountId, venue: client.venue,
          orders: keys.compactMap { orders[$0] },
          fills: fills.sorted { ($0.tsEvent, $0.tradeId) < ($1.tsEvent, $1.tradeId) },
          positions: positions ?? [], hasAllOpenOrders: isComplete && isCurrent, hasAllPositions: positions != nil,
          tsInit: client.now)))
  }

  // MARK: - Collecting

  /// A conditional order; one that became another order is remembered for that one's report.
  private func add(_ algo: BinanceAlgoOrder) {
    if let orderId = algo.actualOrderId { children["\(algo.symbol)/\(orderId)"] = algo }
    // The order that it became is asked for by itself; without one, the algo service's word is the last.
    guard algo.actualOrderId == nil, algo.status != "TRIGGERED", algo.status != "FINISHED" else { return }
    guard let instrument = client.provider.instrument(rawSymbol: algo.symbol),
      let report = try? client.reports.report(algo, instrument, now: client.now)
    else {
      isComplete = false
      return client.reportOnce("a conditional order of \(algo.symbol) cannot be represented; left out of reports")
    }
    client.activeSymbols.insert(algo.symbol)
    if let own = client.identify(algoId: algo.algoId, clientAlgoId: algo.clientAlgoId, symbol: algo.symbol, instrument)
    {
      _ = client.tracker.advance(own) { $0.placed(algoId: algo.algoId) }
    }
    add(report)
  }

  private func add(_ order: BinanceOrder) {
    guard let instrument = client.provider.instrument(rawSymbol: order.symbol),
      var report = try? client.reports.report(order, instrument, now: client.now)
    else {
      isComplete = false
      return client.reportOnce("an order of \(order.symbol) cannot be represented and is left out of reports")
    }
    let own = client.identify(
      venueOrderId: order.orderId, names: [order.clientOrderId], symbol: order.symbol, instrument)
    let algo = children["\(order.symbol)/\(order.orderId)"]
    client.reports.mark(
      &report, instrument, algo: algo, isTriggered: own.map { client.tracker[$0]?.algo != nil } ?? false)
    guard let own else {
      if order.executedQty.isPositive, !report.status.isClosed { partlyFilled.append(order) }
      return add(report)
    }
    _ = client.tracker.advance(own) { $0.becameRegular(orderId: order.orderId) }
    client.tracker.identify(own, venueOrderId: order.orderId)
    client.tracker.note(own, executed: order.executedQty, leg: order.orderId)
    if order.usedSor, client.tracker[own]?.lacksTrades == true { routed.insert(own) }
    guard let tracked = client.tracker[own] else { return add(report) }
    // Of an order that was replaced only the newest form counts; what the older ones filled is told by their trades.
    guard tracked.index(of: order.orderId) == tracked.legs.count - 1 else { return }
    if tracked.replacements > 0 {
      // What it was before, and whether there is one after it, is asked for by itself.
      doubtful.insert(own)
      if order.status == "CANCELED" || tracked.legs.dropLast().contains(where: { $0.executed.isZero }) { return }
    }
    add(client.whole(report, of: own, instrument))
  }

  private func add(_ report: OrderStatusReport) {
    let key = "\(report.instrumentId)/\(report.clientOrderId?.text ?? "")/\(report.venueOrderId)"
    if orders[key] == nil { keys.append(key) }
    // The newer word counts: the open orders were asked for first.
    if let known = orders[key], known.tsLast > report.tsLast { return }
    orders[key] = report
  }

  private func add(_ trade: BinanceAccountTrade, _ instrument: Instrument) {
    let own = client.tracker.id(venueOrderId: trade.orderId, symbol: trade.symbol)
    let text = String(trade.orderId)
    let clientOrderId =
      own ?? orders.values.first { $0.venueOrderId.text == text && $0.instrumentId == instrument.id }?.clientOrderId
    guard let fill = try? client.reports.report(trade, instrument, clientOrderId: clientOrderId, now: client.now) else {
      return client.reportOnce("a trade of \(trade.symbol) cannot be represented and is left out of reports")
    }
    add(fill)
  }

  private func add(_ fill: FillReport) {
    // Two orders of one account that met share a trade.
    let key = "\(fill.instrumentId)/\(fill.venueOrderId)/\(fill.tradeId)"
    if fillKeys.insert(key).inserted { fills.append(fill) }
  }
}
