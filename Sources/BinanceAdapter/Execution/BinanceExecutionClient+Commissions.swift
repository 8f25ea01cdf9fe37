import Logging
import TradingEngine
import TradingModel

// Commissions that the venue leaves out of a trade's event: the trade is told at once, with an estimate where there is a
// rate, and its commission once the venue tells it, by whatever way that is. The trade is not told a second time: what
// brings only its commission is a correction.
extension BinanceExecutionClient {
  /// How long a commission is waited for before each question; after the last one the estimate stays until something
  /// tells. The whole event of a trade usually brings it sooner than the first.
  static var commissionWaits: [Duration] { [.seconds(3), .seconds(15), .seconds(60), .seconds(300)] }

  /// Asks for the commissions of an order's trades, unless they come before.
  func expectCommission(of id: ClientOrderId) {
    guard let order = tracker[id], !order.isCommissionExpected,
      Self.commissionWaits.indices.contains(order.commissionQuestions)
    else { return }
    tracker.update(id) {
      $0.isCommissionExpected = true
      $0.commissionQuestions += 1
    }
    clock.schedule(after: Self.commissionWaits[order.commissionQuestions]) { [weak self] in
      self?.askForCommission(of: id)
    }
  }

  private func askForCommission(of id: ClientOrderId) {
    tracker.update(id) { $0.isCommissionExpected = false }
    guard let order = tracker[id], !order.estimatedTrades.isEmpty else { return forgetCommission(of: id) }
    // After an interruption everything is asked for anyway.
    guard isSynced, let instrument = provider.instrument(rawSymbol: order.symbol) else {
      return expectCommission(of: id)
    }
    let legs = order.legs.compactMap { Int64($0.venueOrderId.text) }
    askForCommission(of: id, legs[...], instrument)
  }

  private func askForCommission(of id: ClientOrderId, _ legs: ArraySlice<Int64>, _ instrument: Instrument) {
    guard let leg = legs.first else {
      return tracker[id]?.estimatedTrades.isEmpty == true ? forgetCommission(of: id) : expectCommission(of: id)
    }
    BinanceOrderTrades.ask(session, symbol: instrument.rawSymbol, orderId: leg) { [weak self] result in
      guard let self else { return }
      switch result {
      case .failure(let error): logger.info("order \(id): its commissions could not be asked for: \(error)")
      case .success(let trades): for trade in trades { correct(id, by: trade, instrument) }
      }
      askForCommission(of: id, legs.dropFirst(), instrument)
    }
  }

  private func correct(_ id: ClientOrderId, by trade: BinanceAccountTrade, _ instrument: Instrument) {
    guard let fill = try? reports.report(trade, instrument, clientOrderId: id, now: now) else { return }
    apply(
      id, instrument, leg: trade.orderId, trade: fill.tradeId, quantity: fill.lastQuantity, price: fill.lastPrice,
      commission: fill.commission, isEstimated: fill.isCommissionEstimated, liquidity: fill.liquiditySide,
      positionId: fill.positionId, tsEvent: fill.tsEvent)
  }

  /// Every trade has its commission: the next one that lacks it is asked for as soon as the first.
  private func forgetCommission(of id: ClientOrderId) { tracker.update(id) { $0.commissionQuestions = 0 } }

  // MARK: - Orders of others

  /// Asks for the commission of a trade of somebody else's order, or of one that the venue made itself.
  func expectCommission(of fill: FillReport, _ instrument: Instrument, question: Int = 0) {
    guard fill.isCommissionEstimated, Self.commissionWaits.indices.contains(question),
      let number = Int64(fill.venueOrderId.text)
    else { return }
    clock.schedule(after: Self.commissionWaits[question]) { [weak self] in
      guard let self else { return }
      guard isSynced else { return expectCommission(of: fill, instrument, question: question + 1) }
      BinanceOrderTrades.ask(session, symbol: instrument.rawSymbol, orderId: number) { [weak self] result in
        guard let self else { return }
        let trades = (try? result.get()) ?? []
        let found = trades.lazy
          .compactMap { try? self.reports.report($0, instrument, clientOrderId: fill.clientOrderId, now: self.now) }
          .first { $0.tradeId == fill.tradeId && !$0.isCommissionEstimated }
        guard let found else { return expectCommission(of: fill, instrument, question: question + 1) }
        sink.process(found)
      }
    }
  }
}
