import Logging
import TradingModel
import TradingNetwork

/// The account's events by a listen key (Binance US, futures).
///
/// The key is prolonged every half hour. When that fails, or the key expires, a new one is made and the connection is
/// renewed with it before the old one is closed. The key is never deleted: another process may use the same one.
final class BinanceListenKeyStream: BinanceAccountEvents {
  weak var delegate: (any BinanceAccountEventsDelegate)?

  private let session: BinanceHttpSession
  private let connection: WebSocketConnection
  private let logger: Logger
  private var key: SecretText?
  private var isStopped = true
  private var openChannels: Set<ConnectionEpoch> = []
  private var pause = BinanceRetryPause()
  private var keepAliveFailures = 0
  private var timer: (any ClockTimer)?
  private var hasReportedNoise = false

  private static let keepAliveInterval: Duration = .seconds(1_800)
  private static let keepAliveRetry: Duration = .seconds(60)

  init(session: BinanceHttpSession, logger: Logger) {
    self.session = session
    self.logger = logger
    let runtime = session.runtime
    connection = WebSocketConnection(
      request: WebSocketRequest(url: session.endpoints.streams), transport: runtime.webSocket, clock: runtime.clock,
      random: runtime.random.split())
  }

  func start() {
    guard isStopped else { return }
    isStopped = false
    makeKey()
  }

  func stop() {
    isStopped = true
    timer?.cancel()
    openChannels = []
    connection.stop()
  }

  func reconnect(reason: String) { connection.reconnect(reason: reason) }

  // MARK: - The key

  private func makeKey() {
    session.send(BinanceRequest<SecretText>.createListenKey(session.product)) { [weak self] result in
      guard let self, !isStopped else { return }
      switch result {
      case .success(let key): adopt(key)
      case .failure(let error): retryKey(error)
      }
    }
  }

  private func retryKey(_ error: BinanceError) {
    logger.warning("a listen key could not be made: \(error)")
    delegate?.accountEvents(didFailToBegin: error)
    let wait = pause.failed(error)
    schedule(after: wait) { $0.makeKey() }
  }

  private func adopt(_ key: SecretText) {
    pause.succeeded()
    keepAliveFailures = 0
    let isFirst = self.key == nil
    let isNew = self.key != key
    self.key = key
    connection.request = WebSocketRequest(url: key.reveal { session.endpoints.userStreamURL(listenKey: $0) })
    if isFirst {
      connection.delegate = self
      connection.start()
    } else if isNew {
      connection.rotate(reason: "a new listen key")
    }
    schedule(after: Self.keepAliveInterval) { $0.keepAlive() }
  }

  private func keepAlive() {
    let request = BinanceRequest<Void>.keepListenKeyAlive(session.product, listenKey: key)
    session.send(request) { [weak self] result in
      guard let self, !isStopped else { return }
      switch result {
      case .success:
        keepAliveFailures = 0
        schedule(after: Self.keepAliveInterval) { $0.keepAlive() }
      case .failure(let error):
        keepAliveFailures += 1
        logger.warning("the listen key could not be prolonged: \(error)")
        // Certain loss, or the second failure: a new key before the old one is gone.
        if error.code == -1125 { loseEvents() }
        if error.code == -1125 || keepAliveFailures >= 2 { return makeKey() }
        schedule(after: max(Self.keepAliveRetry, error.retryAfter ?? .zero)) { $0.keepAlive() }
      }
    }
  }

  /// The key is gone, so that no channel that was opened with it tells anything any more: what follows comes after a gap.
  private func loseEvents() { openChannels = [] }

  private func schedule(after wait: Duration, _ action: @escaping (BinanceListenKeyStream) -> Void) {
    timer?.cancel()
    timer = session.runtime.clock.schedule(after: wait) { [weak self] in
      guard let self, !isStopped else { return }
      action(self)
    }
  }
}

// MARK: - The connection's news

extension BinanceListenKeyStream: WebSocketConnectionDelegate {
  func connection(
    _ connection: WebSocketConnection, didOpen epoch: ConnectionEpoch, replacing: ConnectionEpoch?
  ) {
    let isGapless = replacing.map { openChannels.contains($0) } ?? false
    openChannels.insert(epoch)
    if replacing != nil { connection.finishRotation() }
    delegate?.accountEventsDidBegin(isGapless: isGapless)
  }

  func connection(
    _ connection: WebSocketConnection, epoch: ConnectionEpoch, didReceive message: UnsafeRawBufferPointer, isText: Bool
  ) {
    guard let json = try? JSONValue(parsing: Array(message)) else {
      if !hasReportedNoise { logger.warning("the account's stream sent something that is not JSON; left out") }
      hasReportedNoise = true
      return
    }
    let event = json["data"] ?? json
    switch event["e"]?.text {
    case "listenKeyExpired":
      logger.warning("the listen key expired; a new one is made")
      loseEvents()
      makeKey()
    case "serverShutdown": connection.rotate(reason: "the venue announced that it will close the connection")
    case nil: break
    default: delegate?.accountEvents(didReceive: event)
    }
  }

  func connection(
    _ connection: WebSocketConnection, didClose epoch: ConnectionEpoch, reason: String, isReplaced: Bool
  ) {
    openChannels.remove(epoch)
    if openChannels.isEmpty { delegate?.accountEventsDidEnd(reason: reason) }
  }

  func connection(_ connection: WebSocketConnection, didChange state: ReconnectMachine.State, reason: String) {
    guard case .waiting = state, let failure = connection.lastFailure else { return }
    // Not the connection's own URL, which holds the key.
    delegate?.accountEvents(didFailToConnect: BinanceError(connectingTo: session.endpoints.streams, failure))
  }
}
