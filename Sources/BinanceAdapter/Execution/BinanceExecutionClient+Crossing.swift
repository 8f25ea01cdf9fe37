import Logging
import TradingEngine
import TradingModel

// Replacements that a first fill crosses. An unfilled order is replaced on the condition that it is unfilled, so that the
// venue refuses what would buy the fill a second time. The wish still holds: it is sent once more, for what is left.
extension BinanceExecutionClient {
  /// Whether a replacement was refused because the order had filled, against the condition that was set here.
  func isCrossedByFill(
    _ id: ClientOrderId, _ number: Int, _ answer: BinanceReplaceAnswer, _ params: [String: String]
  ) -> Bool {
    guard let change = tracker[id]?.change, change.number == number else { return false }
    return answer.isRestricted && params["cancelRestrictions"] == nil && change.filledBefore.isZero
      && !change.isSecondAttempt
  }

  /// Asks how much of an order is filled, and replaces it once more for the rest.
  func replaceRest(
    of id: ClientOrderId, _ number: Int, _ reason: String, _ params: [String: String], _ instrument: Instrument
  ) {
    guard let order = tracker[id] else { return }
    inquire(order) { [weak self] result in
      guard let self, isUnderWay(number, of: id) else { return }
      guard case .success(.order(let bundle)) = result else {
        rejectChange(id, explained(reason) + "; by how much is not known yet, change it again once it is")
        return doubt(id)
      }
      if bundle.order.status.isClosed { rejectChange(id, "ORDER_CLOSED: the order ended before it was changed") }
      let told = unseen(bundle, of: id)
      note(bundle)
      sink.process(told)
      replaceRest(of: id, number, reason, params, instrument, asked: bundle.order)
    }
  }

  /// Why a replacement was refused because of a fill, in words that say so; the venue's own name the condition alone.
  func explained(_ reason: String) -> String {
    "PARTIALLY_FILLED: the order filled while it was being replaced (\(reason))"
  }

  /// Sends the replacement of an order once more, unless what happened meanwhile forbids it.
  private func replaceRest(
    of id: ClientOrderId, _ number: Int, _ reason: String, _ params: [String: String], _ instrument: Instrument,
    asked report: OrderStatusReport
  ) {
    guard isUnderWay(number, of: id), let order = tracker[id], let change = order.change else {
      return lookForTrades(of: id)
    }
    if change.isFirstGone {
      rejectChange(id, "ORDER_CLOSED: the order ended before it was changed")
      return order.lacksTrades ? doubt(id) : end(id, .canceled, reason: "", tsEvent: now)
    }
    let rest = (try? change.total.wide.subtracting(order.executed))
      .flatMap { BinanceReportMapper.quantity($0, instrument) }
    let hindrance: String? =
      if order.isClosed || !report.status.isOpen || order.cancellation.isPending {
        "it is ending or being canceled"
      } else if rest?.isPositive != true {
        "quantity=\(change.total) filled=\(order.executed.plain()); cancel the order instead"
      } else {
        obstacle(orders: 1)
      }
    guard let rest, hindrance == nil else {
      rejectChange(id, explained(reason) + "; " + (hindrance ?? "nothing is left"))
      return lookForTrades(of: id)
    }
    logger.info("order \(id): it filled in part while it was being replaced; what is left is replaced: \(rest)")
    do {
      let again = change.again(legQuantity: rest, filledBefore: order.executed)
      try send(again, of: order, params: params, instrument)
    } catch {
      rejectChange(id, explained(reason) + "; what is left cannot be replaced: " + error.reason)
    }
    lookForTrades(of: id)
  }

  /// Asks for trades that the venue's word on the filled quantity is ahead of.
  private func lookForTrades(of id: ClientOrderId) {
    if let order = tracker[id], order.lacksTrades { resolver.start(id, after: .milliseconds(500)) }
  }
}
