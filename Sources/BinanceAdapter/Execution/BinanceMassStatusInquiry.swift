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
  /// The orders that were live here when the question was asked.
  private let expected: [ClientOrderId]

  private static let pageLimit = 1_000
  private static let maxPages = 20

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
    client.session.send(BinanceRequest<[BinanceOrder]>.openOrders(product)) { [self] result in
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
    let unknown = Set(open.map(\.symbol) + algos.map(\.symbol)).filter { client.provider.instrument(rawSymbol: $0) == nil }.sorted()
    let ids = unknown.map {
      BinanceSymbol.instrumentId(raw: $0, accountType: product.accountType, venue: client.venue)
    }
    func proceed() {
      for algo in algos { add(algo) }
      for order in open { add(order) }
      askForHistory(request.instrumentIds.sorted()[...])
    }
    if ids.isEmpty { return proceed() }
    client.provider.load(.ids(ids)) { _ in proceed() }
  }

  // MARK: - History

  /// A stretch of time that one question may be about; open where it is nil.
  private struct Window {
    var start: UnixNanos?
    var end: UnixNanos?
  }

  /// The stretches in which the past is asked for: one, or as many as the venue's limit makes necessary.
  private var windows: [Window] {
    guard let span = product.historyWindow, let since = request.since else { return [Window(start: request.since)] }
    var start = max(since, client.now + (.zero - BinanceProduct.historyDepth))
    var windows: [Window] = []
    while start + span < client.now {
      windows.append(Window(start: start, end: start + span))
      start = start + span
    }
    windows.append(Window(start: start))
    return windows
  }

  private func askForHistory(_ remaining: ArraySlice<InstrumentId>) {
    guard let id = remaining.first else { return askForMissing() }
    guard let instrument = client.provider.instrument(id) else {
      isComplete = false
      return askForHistory(remaining.dropFirst())
    }
    askForHistory(instrument, windows[...]) { [self] in
      askForTrades(instrument, windows[...]) { self.askForHistory(remaining.dropFirst()) }
    }
  }

  private func askForHistory(_ instrument: Instrument, _ windows: ArraySlice<Window>, then: @escaping () -> Void) {
    guard let window = windows.first else { return then() }
    let orders = BinanceRequest<[BinanceOrder]>.allOrders(
      product, symbol: instrument.rawSymbol, start: window.start, end: window.end, limit: Self.pageLimit)
    client.session.send(orders) { [self] result in
      switch result {
      case .failure(let error): completion(.failure(error))
      case .success(let orders):
        askForAlgoHistory(instrument, window) { [self] in
          for order in orders { add(order) }
          askForHistory(instrument, windows.dropFirst(), then: then)
        }
      }
    }
  }

  private func askForAlgoHistory(_ instrument: Instrument, _ window: Window, then: @escaping () -> Void) {
    guard product.orderFamilies.contains(.algo) else { return then() }
    let algos = BinanceRequest<[BinanceAlgoOrder]>.allAlgoOrders(
      product, symbol: instrument.rawSymbol, start: window.start, end: window.end, limit: Self.pageLimit)
    client.session.send(algos) { [self] result in
      switch result {
      case .failure(let error) where error.isUnknownEndpoint: then()
      case .failure(let error): completion(.failure(error))
      case .success(let algos):
        for algo in algos { add(algo) }
        then()
      }
    }
  }

  private func askForTrades(_ instrument: Instrument, _ windows: ArraySlice<Window>, then: @escaping () -> Void) {
    guard let window = windows.first else { return then() }
    let trades = BinanceRequest<[BinanceAccountTrade]>.myTrades(
      product, symbol: instrument.rawSymbol, start: window.start, end: window.end, limit: Self.pageLimit)
    client.session.send(trades) { [self] result in
      switch result {
      case .failure(let error): completion(.failure(error))
      case .success(let trades):
        for trade in trades { add(trade, instrument) }
        if trades.count == Self.pageLimit, let last = trades.map(\.id).max() {
          // From here on by number, which has no limit of time.
          return askForTrades(instrument, fromId: last + 1, page: 1, then: then)
        }
        askForTrades(instrument, windows.dropFirst(), then: then)
      }
    }
  }

  private func askForTrades(_ instrument: Instrument, fromId: Int64, page: Int, then: @escaping () -> Void) {
    let trades = BinanceRequest<[BinanceAccountTrade]>.myTrades(
      product, symbol: instrument.rawSymbol, fromId: fromId, limit: Self.pageLimit)
    client.session.send(trades) { [self] result in
      switch result {
      case .failure(let error): completion(.failure(error))
      case .success(let trades):
        for trade in trades { add(trade, instrument) }
        guard trades.count == Self.pageLimit, page < Self.maxPages, let last = trades.map(\.id).max() else {
          return then()
        }
        askForTrades(instrument, fromId: last + 1, page: page + 1, then: then)
      }
    }
  }

  // MARK: - Orders that should be open

  private func askForMissing() {
    let told = Set(orders.values.compactMap(\.clientOrderId))
    var queries = request.openOrders.filter { !told.contains($0.order.clientOrderId) }
    for id in expected where !told.contains(id) {
      guard let order = client.tracker[id], !order.isClosed else { continue }
      if queries.contains(where: { $0.order.clientOrderId == id }) { continue }
      queries.append(QueryOrder(order: order.identity, venueOrderId: order.venueOrderId, tsInit: client.now))
    }
    ask(queries[...])
  }

  private func ask(_ queries: ArraySlice<QueryOrder>) {
    guard let query = queries.first else { return finish() }
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
    let isCurrent = client.tracker.live.allSatisfy { expected.contains($0) }
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
    add(report, key: "algo/\(algo.algoId)")
  }

  /// Whether an order is what a conditional order of this node became.
  private func isTriggered(_ order: BinanceOrder) -> Bool {
    guard product.accountType.isFutures, !order.clientOrderId.isEmpty else { return false }
    let id = ClientOrderId(order.clientOrderId)
    return (client.tracker[id]?.type ?? client.lookup?.order(id)?.type)?.isConditional ?? false
  }

  private func add(_ order: BinanceOrder) {
    guard let instrument = client.provider.instrument(rawSymbol: order.symbol),
      var report = try? client.reports.report(order, instrument, now: client.now)
    else {
      isComplete = false
      return client.reportOnce("an order of \(order.symbol) cannot be represented and is left out of reports")
    }
    client.reports.mark(
      &report, instrument, algo: children["\(order.symbol)/\(order.orderId)"], isTriggered: isTriggered(order))
    add(report)
  }

  private func add(_ report: OrderStatusReport, key: String? = nil) {
    let key = key ?? "\(report.instrumentId)/\(report.venueOrderId)"
    if orders[key] == nil { keys.append(key) }
    // The newer word counts: the open orders were asked for first.
    if let known = orders[key], known.tsLast > report.tsLast { return }
    orders[key] = report
  }

  private func add(_ trade: BinanceAccountTrade, _ instrument: Instrument) {
    let clientOrderId = orders["\(instrument.id)/\(trade.orderId)"]?.clientOrderId
    guard let fill = try? client.reports.report(trade, instrument, clientOrderId: clientOrderId, now: client.now) else {
      return client.reportOnce("a trade of \(trade.symbol) cannot be represented and is left out of reports")
    }
    add(fill)
  }

  private func add(_ fill: FillReport) {
    if fillKeys.insert("\(fill.instrumentId)/\(fill.tradeId)").inserted { fills.append(fill) }
  }
}
