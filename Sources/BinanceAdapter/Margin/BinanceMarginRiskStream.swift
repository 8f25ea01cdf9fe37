import Logging
import TradingModel
import TradingNetwork

/// The cross margin account's risk events: margin levels and debts.
///
/// <https://developers.binance.com/docs/margin_trading/risk-data-stream>
final class BinanceMarginRiskStream {
  /// What the venue tells.
  enum Event {
    /// The margin level has come into another range.
    case level(WideDecimal, status: String)
    /// What is owed of an asset has changed.
    case liability(asset: String, principal: WideDecimal, interest: WideDecimal)
    /// What happens from now on is told; what happened before may have been missed.
    case opened
  }

  /// Called on the loop.
  var onEvent: ((Event) -> Void)?

  private let connection: BinanceListenKeyConnection
  private var isStopped = true
  /// Whether the connection was lost since it opened.
  private var hasClosed = false

  init(session: BinanceHttpSession, logger: Logger) {
    let address = session.endpoints.marginRisk
    let kind = BinanceListenKeyConnection.Kind(
      name: "the margin risk stream's key", make: .createRiskListenKey(), prolong: { .keepRiskListenKeyAlive($0) },
      url: { address + "/ws/" + BinancePercentEncoding.encode($0) })
    connection = BinanceListenKeyConnection(
      kind, session: session, pause: BinanceRetryPause(first: .seconds(30), longest: .seconds(600)), logger: logger)
    connection.delegate = self
    connection.onFailure = { error, failures in
      if failures == 1 { logger.warning("the margin risk stream could not be opened: \(error)") }
    }
  }

  func start() {
    isStopped = false
    connection.start()
  }

  func stop() {
    isStopped = true
    connection.stop()
  }

  private func take(_ event: JSONValue) {
    switch event["e"]?.text {
    case "MARGIN_LEVEL_STATUS_CHANGE":
      guard let level = event["l"]?.decimal, let status = event["s"]?.text else { return }
      onEvent?(.level(level, status: status))
    case "USER_LIABILITY_CHANGE":
      guard let asset = event["a"]?.text, let principal = event["p"]?.decimal else { return }
      onEvent?(.liability(asset: asset, principal: principal, interest: event["i"]?.decimal ?? .zero))
    default: break
    }
  }
}

extension BinanceMarginRiskStream: WebSocketConnectionDelegate {
  func connection(_ connection: WebSocketConnection, didOpen epoch: ConnectionEpoch, replacing: ConnectionEpoch?) {
    if replacing != nil { return connection.finishRotation() }
    onEvent?(.opened)
    // The key may have ended unheard: the venue gives the one that lives, prolonged.
    if hasClosed { self.connection.renewKey() }
    hasClosed = false
  }

  func connection(
    _ connection: WebSocketConnection, epoch: ConnectionEpoch, didReceive message: UnsafeRawBufferPointer, isText: Bool
  ) {
    if let event = self.connection.event(in: message) { take(event) }
  }

  func connection(
    _ connection: WebSocketConnection, didClose epoch: ConnectionEpoch, reason: String, isReplaced: Bool
  ) {
    guard !isReplaced, !isStopped else { return }
    // A key that has ended makes the venue refuse the connection, so that a new one is asked for at once.
    if !hasClosed { self.connection.renewKey() }
    hasClosed = true
  }
}
