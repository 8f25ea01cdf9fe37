import Logging
import TradingModel
import TradingNetwork

/// The cross margin account's risk events: margin levels and debts.
///
/// The listen key is prolonged every half hour; when that fails, a new one is made and the connection renewed with it.
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

  private let session: BinanceHttpSession
  private let connection: WebSocketConnection
  private let logger: Logger
  private var key: SecretText?
  private var timer: (any ClockTimer)?
  private var isStopped = true
  private var pause = BinanceRetryPause(first: .seconds(30), longest: .seconds(600))
  /// Whether the connection was lost since it opened.
  private var hasClosed = false

  private static let keepAliveInterval: Duration = .seconds(1_800)

  init(session: BinanceHttpSession, logger: Logger) {
    self.session = session
    self.logger = logger
    let runtime = session.runtime
    connection = WebSocketConnection(
      request: WebSocketRequest(url: session.endpoints.marginRisk), transport: runtime.webSocket,
      clock: runtime.clock, random: runtime.random.split())
  }

  func start() {
    guard isStopped else { return }
    isStopped = false
    makeKey()
  }

  func stop() {
    isStopped = true
    key = nil
    timer?.cancel()
    connection.stop()
  }

  private func makeKey() {
    session.send(BinanceRequest<SecretText>.createRiskListenKey()) { [weak self] result in
      guard let self, !isStopped else { return }
      switch result {
      case .success(let key): adopt(key)
      case .failure(let error):
        let wait = pause.failed(error)
        if pause.failures == 1 { logger.warning("the margin risk stream could not be opened: \(error)") }
        schedule(after: wait) { $0.makeKey() }
      }
    }
  }

  private func adopt(_ key: SecretText) {
    pause.succeeded()
    let isFirst = self.key == nil
    let isNew = self.key != key
    self.key = key
    connection.request = WebSocketRequest(
      url: key.reveal { session.endpoints.marginRisk + "/ws/" + BinancePercentEncoding.encode($0) })
    if isFirst {
      connection.delegate = self
      connection.start()
    } else if isNew {
      connection.rotate(reason: "a new listen key")
    }
    schedule(after: Self.keepAliveInterval) { $0.keepAlive() }
  }

  private func keepAlive() {
    guard let key else { return makeKey() }
    session.send(BinanceRequest<Void>.keepRiskListenKeyAlive(key)) { [weak self] result in
      guard let self, !isStopped else { return }
      if case .failure(let error) = result {
        logger.warning("the margin risk stream's key could not be prolonged: \(error)")
        return makeKey()
      }
      schedule(after: Self.keepAliveInterval) { $0.keepAlive() }
    }
  }

  private func schedule(after wait: Duration, _ action: @escaping (BinanceMarginRiskStream) -> Void) {
    timer?.cancel()
    timer = session.runtime.clock.schedule(after: wait) { [weak self] in
      guard let self, !isStopped else { return }
      action(self)
    }
  }

  private func take(_ event: JSONValue) {
    switch event["e"]?.text {
    case "MARGIN_LEVEL_STATUS_CHANGE":
      guard let level = event["l"]?.decimal, let status = event["s"]?.text else { return }
      onEvent?(.level(level, status: status))
    case "USER_LIABILITY_CHANGE":
      guard let asset = event["a"]?.text, let principal = event["p"]?.decimal else { return }
      onEvent?(.liability(asset: asset, principal: principal, interest: event["i"]?.decimal ?? .zero))
    case "listenKeyExpired": makeKey()
    default: break
    }
  }
}

extension BinanceMarginRiskStream: WebSocketConnectionDelegate {
  func connection(_ connection: WebSocketConnection, didOpen epoch: ConnectionEpoch, replacing: ConnectionEpoch?) {
    if replacing != nil { return connection.finishRotation() }
    onEvent?(.opened)
    // The key may have ended unheard: the venue gives the one that lives, prolonged.
    if hasClosed { makeKey() }
    hasClosed = false
  }

  func connection(
    _ connection: WebSocketConnection, epoch: ConnectionEpoch, didReceive message: UnsafeRawBufferPointer, isText: Bool
  ) {
    guard let json = try? JSONValue(parsing: Array(message)) else { return }
    take(json["data"] ?? json)
  }

  func connection(
    _ connection: WebSocketConnection, didClose epoch: ConnectionEpoch, reason: String, isReplaced: Bool
  ) {
    guard !isReplaced, !isStopped else { return }
    // A key that has ended makes the venue refuse the connection, so that a new one is asked for at once.
    if !hasClosed { makeKey() }
    hasClosed = true
  }

  func connection(_ connection: WebSocketConnection, didChange state: ReconnectMachine.State, reason: String) {}
}
