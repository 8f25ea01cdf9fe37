import Logging
import TradingModel
import TradingNetwork

/// A connection whose address carries a listen key, and the life of that key.
///
/// The key is prolonged every half hour. When that fails, or the key expires, a new one is made and the connection is
/// renewed with it before the old one is closed. The key is never deleted: another process may use the same one.
final class BinanceListenKeyConnection {
  /// How keys of a kind are made and prolonged, and where they lead.
  struct Kind {
    /// What the key is called in the log.
    let name: String
    let make: BinanceRequest<SecretText>
    let prolong: (SecretText) -> BinanceRequest<Void>
    let url: (_ key: String) -> String
  }

  /// Hears of the connection's channels and messages; called on the loop.
  weak var delegate: (any WebSocketConnectionDelegate)?
  /// Hears that no key could be made, and how often in a row; it is tried again.
  var onFailure: ((BinanceError, _ failures: Int) -> Void)?
  /// Hears that the key is gone, so that no channel that was opened with it tells anything any more.
  var onLoss: (() -> Void)?

  private let kind: Kind
  private let session: BinanceHttpSession
  private let connection: WebSocketConnection
  private let logger: Logger
  private var key: SecretText?
  private var isStopped = true
  private var pause: BinanceRetryPause
  private var keepAliveFailures = 0
  private var timer: (any ClockTimer)?
  private var hasReportedNoise = false

  private static let keepAliveInterval: Duration = .seconds(1_800)
  private static let keepAliveRetry: Duration = .seconds(60)

  init(_ kind: Kind, session: BinanceHttpSession, pause: BinanceRetryPause = BinanceRetryPause(), logger: Logger) {
    self.kind = kind
    self.session = session
    self.pause = pause
    self.logger = logger
    let runtime = session.runtime
    // The address is known with the first key, before which nothing connects.
    connection = WebSocketConnection(
      request: WebSocketRequest(url: session.endpoints.streams), transport: runtime.webSocket, clock: runtime.clock,
      random: runtime.random.split())
  }

  func start() {
    guard isStopped else { return }
    isStopped = false
    renewKey()
  }

  func stop() {
    isStopped = true
    key = nil
    timer?.cancel()
    connection.stop()
  }

  func reconnect(reason: String) { connection.reconnect(reason: reason) }

  // MARK: - The key

  /// Asks for the key: the venue gives the one that lives, prolonged, or a new one.
  func renewKey() {
    session.send(kind.make) { [weak self] result in
      guard let self, !isStopped else { return }
      switch result {
      case .success(let key): adopt(key)
      case .failure(let error):
        let wait = pause.failed(error)
        onFailure?(error, pause.failures)
        schedule(after: wait) { $0.renewKey() }
      }
    }
  }

  private func adopt(_ key: SecretText) {
    pause.succeeded()
    keepAliveFailures = 0
    let isFirst = self.key == nil
    let isNew = self.key != key
    self.key = key
    connection.request = WebSocketRequest(url: key.reveal(kind.url))
    if isFirst {
      connection.delegate = delegate
      connection.start()
    } else if isNew {
      connection.rotate(reason: "a new listen key")
    }
    schedule(after: Self.keepAliveInterval) { $0.keepAlive() }
  }

  private func keepAlive() {
    guard let key else { return renewKey() }
    session.send(kind.prolong(key)) { [weak self] result in
      guard let self, !isStopped else { return }
      switch result {
      case .success:
        keepAliveFailures = 0
        schedule(after: Self.keepAliveInterval) { $0.keepAlive() }
      case .failure(let error):
        keepAliveFailures += 1
        logger.warning("\(kind.name) could not be prolonged: \(error)")
        if error.code == -1125 { return replaceKey() }
        // The second failure: a new key before the old one is gone.
        if keepAliveFailures >= 2 { return renewKey() }
        schedule(after: max(Self.keepAliveRetry, error.retryAfter ?? .zero)) { $0.keepAlive() }
      }
    }
  }

  private func replaceKey() {
    onLoss?()
    renewKey()
  }

  private func schedule(after wait: Duration, _ action: @escaping (BinanceListenKeyConnection) -> Void) {
    timer?.cancel()
    timer = session.runtime.clock.schedule(after: wait) { [weak self] in
      guard let self, !isStopped else { return }
      action(self)
    }
  }

  // MARK: - Messages

  /// The event that a message holds; `nil` where it concerns the key or the connection, which is dealt with here.
  func event(in message: UnsafeRawBufferPointer) -> JSONValue? {
    guard let json = try? JSONValue(parsing: Array(message)) else {
      if !hasReportedNoise { logger.warning("the stream of \(kind.name) sent something that is not JSON; left out") }
      hasReportedNoise = true
      return nil
    }
    let event = json["data"] ?? json
    switch event["e"]?.text {
    case "listenKeyExpired":
      logger.warning("\(kind.name) expired; a new one is made")
      replaceKey()
      return nil
    case "serverShutdown":
      connection.rotate(reason: "the venue announced that it will close the connection")
      return nil
    case nil: return nil
    default: return event
    }
  }
}
