import Logging
import TradingNetwork

/// Keeps the WebSocket API's connection for orders, where the account's events come another way (futures).
final class BinanceTradingConnection: BinanceWebSocketAPIDelegate {
  private let api: BinanceWebSocketAPI
  private let logger: Logger

  init(api: BinanceWebSocketAPI, logger: Logger) {
    self.api = api
    self.logger = logger
    api.delegate = self
  }

  func start() { api.start() }

  func stop() { api.stop() }

  func webSocketAPI(_ api: BinanceWebSocketAPI, isReadyOn epoch: ConnectionEpoch, replacing: ConnectionEpoch?) {
    // Answers to what was asked on the old channel come there; new requests go to the new one.
    if replacing != nil { api.finishRotation() }
  }

  func webSocketAPI(_ api: BinanceWebSocketAPI, didLose epoch: ConnectionEpoch, reason: String, isReplaced: Bool) {
    if !isReplaced { logger.warning("the connection for orders broke, they go over REST until it is back: \(reason)") }
  }

  func webSocketAPI(
    _ api: BinanceWebSocketAPI, didReceive event: JSONValue, subscription: Int?, on epoch: ConnectionEpoch
  ) {}

  func webSocketAPI(_ api: BinanceWebSocketAPI, didChange state: ReconnectMachine.State, reason: String) {
    logger.debug("the connection for orders is \(state): \(reason)")
  }
}
