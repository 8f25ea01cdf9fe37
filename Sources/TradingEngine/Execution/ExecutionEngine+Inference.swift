import Logging
import TradingModel

// Filled quantities that are told before, or without, their trades.
extension ExecutionEngine {
  /// Sees whether the known trades explain a report's filled quantity; if not, asks for them, and infers a fill when they
  /// cannot be had in time.
  ///
  /// - Returns: whether the quantity is explained, so that the report's status can be taken over.
  func waitForTrades(_ id: ClientOrderId, _ report: OrderStatusReport) -> Bool {
    guard missing(id, report) != nil else {
      finishExplained(id)
      return true
    }
    guard config.tradePatience > .zero else {
      inferFill(id, report)
      return true
    }
    if let waiting = unexplained[id] {
      // What tells more, or the end, replaces what told less.
      if (report.filledQuantity, report.tsLast) >= (waiting.report.filledQuantity, waiting.report.tsLast) {
        unexplained[id]?.report = report
      }
      return false
    }
    let timer = clock.schedule(after: config.tradePatience / 2) { [weak self] in self?.askForTrades(id) }
    unexplained[id] = Unexplained(report: report, timer: timer)
    return false
  }

  private func missing(_ id: ClientOrderId, _ report: OrderStatusReport) -> Quantity? {
    guard let order = orders.order(id), let missing = try? report.filledQuantity.subtracting(order.filledQuantity),
      missing.isPositive
    else { return nil }
    return missing
  }

  private func askForTrades(_ id: ClientOrderId) {
    guard unexplained[id] != nil, let order = orders.order(id) else { return }
    unexplained[id]?.timer = clock.schedule(after: config.tradePatience / 2) { [weak self] in self?.stopWaiting(id) }
    if let client = client(for: order.instrumentId, named: order.clientId) { ask(client, about: order) }
  }

  /// Takes over what a report says once trades explain it.
  func finishExplained(_ id: ClientOrderId) {
    guard let waiting = unexplained[id], missing(id, waiting.report) == nil else { return }
    unexplained.removeValue(forKey: id)?.timer.cancel()
    end(id, waiting.report)
  }

  func stopWaiting(_ id: ClientOrderId) {
    perform {
      guard let waiting = unexplained.removeValue(forKey: id) else { return }
      inferFill(id, waiting.report)
      end(id, waiting.report)
    }
  }

  /// Concludes a fill from a filled quantity that the known trades do not explain.
  private func inferFill(_ id: ClientOrderId, _ report: OrderStatusReport) {
    guard let order = orders.order(id), let missing = missing(id, report) else { return }
    guard let instrument = market.instrument(order.instrumentId),
      let price = inferredPrice(order, report, missing, instrument)
    else {
      return log.error(
        "order \(id): the venue says \(report.filledQuantity) is filled, here it is \(order.filledQuantity), and no price is known"
      )
    }
    let tradeId = SyntheticId.trade([
      report.accountId.text, report.instrumentId.text, id.text, report.venueOrderId.text, order.side.rawValue,
      "\(report.filledQuantity)", "\(missing)", "\(price)",
    ])
    log.warning("order \(id): a fill of \(missing) at \(price) is inferred, its trades cannot be had")
    apply(
      .filled(
        OrderFilled(
          header(order, report, tsEvent: report.tsLast), tradeId: tradeId, side: order.side, type: order.type,
          lastQuantity: missing, lastPrice: price, currency: instrument.quote,
          liquiditySide: order.terms.isPostOnly ? .maker : .none, positionId: report.positionId, isInferred: true)))
  }

  /// The price that makes the average right, else the best guess.
  private func inferredPrice(
    _ order: Order, _ report: OrderStatusReport, _ missing: Quantity, _ instrument: Instrument
  ) -> Price? {
    let precision = instrument.pricePrecision
    guard let average = report.averagePrice, average.isPositive else { return report.price ?? order.price }
    if let value = try? average.multiplied(by: report.filledQuantity.wide).subtracting(order.filledValue),
      let price = try? value.divided(by: missing.wide, scale: Int(precision)), price.isPositive
    {
      return try? price.price(precision: precision)
    }
    return try? average.price(precision: precision)
  }
}
