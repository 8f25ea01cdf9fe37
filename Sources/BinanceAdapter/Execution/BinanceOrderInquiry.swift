import TradingEngine
import TradingModel

/// Asks what the venue knows of one order, at every service that may have it, and puts one word together.
///
/// A conditional order of futures is asked for at the algo service and, once it triggered, at the service of the order
/// that it became; what comes back is one report about one order. That one service does not know an order says nothing.
final class BinanceOrderInquiry {
  private let client: BinanceExecutionClient
  private let instrument: Instrument
  private let order: BinanceOrderTracker.Tracked
  private let completion: (Result<OrderReportBundle?, BinanceError>) -> Void
  /// What the algo service said, once it was asked.
  private var algo: BinanceAlgoOrder?

  init(
    client: BinanceExecutionClient, instrument: Instrument, order: BinanceOrderTracker.Tracked,
    completion: @escaping (Result<OrderReportBundle?, BinanceError>) -> Void
  ) {
    self.client = client
    self.instrument = instrument
    self.order = order
    self.completion = completion
  }

  private var product: BinanceProduct { client.session.product }

  func begin() {
    var families = product.orderFamilies
    // The service that has it is asked first.
    if order.algo != nil, order.family == .algo { families.reverse() }
    ask(families[...])
  }

  private func ask(_ families: ArraySlice<BinanceOrderFamily>) {
    switch families.first {
    case .regular:
      let number = order.algo?.orderId ?? (order.algo == nil ? order.venueOrderId.flatMap { Int64($0.text) } : nil)
      askRegular(number) { self.ask(families.dropFirst()) }
    case .algo: askAlgo { self.ask(families.dropFirst()) }
    case nil: completion(.success(nil))
    }
  }

  // MARK: - The algo service

  private func askAlgo(otherwise: @escaping () -> Void) {
    // An order that is known by a regular number alone can only be found by the client's identifier.
    let request = BinanceRequest<BinanceAlgoOrder>.algoOrder(
      product, client.mapper.algoReference(order.algo?.algoId, order.id))
    client.session.send(request) { [self] result in
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
    guard hasTriggered else { return tellAlgo(algo) }
    askRegular(algo.actualOrderId) { self.tellAlgo(algo) }
  }

  private func tellAlgo(_ algo: BinanceAlgoOrder) {
    do {
      let report = try client.reports.report(algo, instrument, now: client.now)
      completion(.success(OrderReportBundle(order: report)))
    } catch {
      completion(.failure(client.unreadable(error)))
    }
  }

  // MARK: - The book's service

  private func askRegular(_ number: Int64?, otherwise: @escaping () -> Void) {
    let request = BinanceRequest<BinanceOrder>.order(
      product, symbol: instrument.rawSymbol, orderId: number, clientOrderId: number == nil ? order.id.text : nil)
    client.session.send(request) { [self] result in
      switch result {
      case .failure(let error) where BinanceOrderOutcome.isNotFound(error, product: product): otherwise()
      case .failure(let error): completion(.failure(error))
      case .success(let order): addTrades(to: order)
      }
    }
  }

  private func addTrades(to found: BinanceOrder) {
    guard found.executedQty.isPositive else { return finish(found, []) }
    let request = BinanceRequest<[BinanceAccountTrade]>.myTrades(
      product, symbol: instrument.rawSymbol, orderId: found.orderId, limit: 1_000)
    client.session.send(request) { [self] result in
      switch result {
      case .success(let trades): finish(found, trades)
      case .failure(let error): completion(.failure(error))
      }
    }
  }

  private func finish(_ found: BinanceOrder, _ trades: [BinanceAccountTrade]) {
    do {
      var report = try client.reports.report(found, instrument, now: client.now)
      client.reports.mark(
        &report, instrument, algo: algo, isTriggered: order.type.isConditional && product.accountType.isFutures)
      let fills = try trades.map {
        try client.reports.report($0, instrument, clientOrderId: report.clientOrderId, now: client.now)
      }
      completion(.success(OrderReportBundle(order: report, fills: fills)))
    } catch {
      completion(.failure(client.unreadable(error)))
    }
  }
}
