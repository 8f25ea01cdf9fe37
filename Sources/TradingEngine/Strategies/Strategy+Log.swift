import Logging
import TradingModel

extension Strategy {
  /// Logs an order event: refusals and unknown outcomes as warnings, fills as information, the rest for debugging.
  func logOrderEvent(_ event: OrderEvent) {
    let order = "\(event.clientOrderId) \(event.instrumentId)"
    switch event {
    case .denied(let denied): log.warning("\(event.name) \(order): \(denied.reason)")
    case .rejected(let rejected):
      let level: Logger.Level = rejected.dueToPostOnly ? .debug : .warning
      log.log(level: level, "\(event.name) \(order): \(rejected.reason)")
    case .modifyRejected(let rejected): log.warning("\(event.name) \(order): \(rejected.reason)")
    case .cancelRejected(let rejected): log.warning("\(event.name) \(order): \(rejected.reason)")
    case .unknown(let unknown): log.warning("\(event.name) \(order): \(unknown.reason); being resolved")
    case .filled(let fill):
      log.info("\(event.name) \(order): \(fill.side.rawValue) \(fill.lastQuantity) at \(fill.lastPrice)")
    case .canceled(let canceled): log.debug("\(event.name) \(order) \(canceled.reason)")
    case .expired(let expired): log.debug("\(event.name) \(order) \(expired.reason)")
    case .initialized, .submitted, .accepted, .pendingUpdate, .pendingCancel, .updated, .triggered,
      .commissionCorrected:
      log.debug("\(event.name) \(order)")
    }
  }
}
