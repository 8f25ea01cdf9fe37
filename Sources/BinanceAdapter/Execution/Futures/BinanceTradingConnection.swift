import Logging
import TradingNetwork

/// Keeps the WebSocket API's connection for orders, where the account's events come another way (futures).
final class BinanceTradingConnection: BinanceWebSocketAPIDelegate {
  private let api: BinanceWebSocketAPI
  private let logger: Logger
  private var isStopped = false
  /// Whether it was said that orders go another way for now.
  private var hasWarned = false

  init(api: BinanceWebSocketAPI, logger: Logger) {
    self.api = api
    self.logger = logger
    api.delegate = self
  }

  func start() {
    isStopped = false
    api.start()
  }

  func stop() {
    isStopped = true
    api.stop()
  }

  func webSocketAPI(_ api: BinanceWebSocketAPI, isReadyOn epoch: ConnectionEpoch, replacing: ConnectionEpoch?) {
    hasWarned = false
    // Answers to what was asked on the old channel come there; new requests go to the new one.
    if replacing != nil { api.finishRotation() }
  }

  func webSocketAPI(_ api: BinanceWebSocketAPI, didLose epoch: ConnectionEpoch, reason: String, isReplaced: Bool) {
    if !isReplaced { warn("the connection for orders broke, they go over REST until it is back: \(reason)") }
  }

  /// Says once for each outage that orders go another way; that the end of the client ends the connection is none.
  private func warn(_ text: String) {
    if hasWarned || isStopped { return }
    hasWarned = true
    logger.warning("\(text)")
  }

  func webSocketAPI(
    _ api: BinanceWebSocketAPI, didReceive event: JSONValue, subscription: Int?, on epoch: ConnectionEpoch
  ) {}

  func webSocketAPI(_ api: BinanceWebSocketAPI, didFailToConnect problem: BinanceError) {
    warn("the connection for orders cannot be made, they go over REST until it can: \(problem)")
  }
}
