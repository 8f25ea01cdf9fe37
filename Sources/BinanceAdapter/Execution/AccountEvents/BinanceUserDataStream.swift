import Logging
import TradingModel
import TradingNetwork

/// The account's events over the WebSocket API (spot and margin).
///
/// The subscription is made anew on every channel that opens, and when the venue ends it. In a planned renewal the new
/// channel is subscribed before the old one is closed, so events come twice meanwhile rather than not at all.
///
/// <https://developers.binance.com/docs/binance-spot-api-docs/websocket-api/user-data-stream-requests>
final class BinanceUserDataStream: BinanceAccountEvents {
  weak var delegate: (any BinanceAccountEventsDelegate)?
  /// The channels whose subscription works, with the venue's number of it.
  private var subscriptions: [(epoch: ConnectionEpoch, id: Int?)] = []

  private let api: BinanceWebSocketAPI
  private let clock: any TradingClock
  private let logger: Logger
  private var pause = BinanceRetryPause()
  private var retryTimer: (any ClockTimer)?

  init(api: BinanceWebSocketAPI, clock: any TradingClock, logger: Logger) {
    self.api = api
    self.clock = clock
    self.logger = logger
    api.delegate = self
  }

  func start() { api.start() }

  func stop() {
    retryTimer?.cancel()
    subscriptions = []
    api.stop()
  }

  func reconnect(reason: String) { api.reconnect(reason: reason) }

  /// Subscribes on a channel on which requests can be made.
  private func subscribe(on epoch: ConnectionEpoch, replacing: ConnectionEpoch?) {
    retryTimer?.cancel()
    let isLoggedOn = api.isLoggedOn(on: epoch)
    let call = BinanceWebSocketAPI.Call(
      method: isLoggedOn ? "userDataStream.subscribe" : "userDataStream.subscribe.signature",
      security: isLoggedOn ? .none : .signed, cost: RateCost(weight: 2), priority: .cancel)
    api.send(call, on: epoch) { [weak self] result in
      guard let self else { return }
      switch result {
      case .success(let answer): didSubscribe(on: epoch, id: answer["subscriptionId"]?.int, replacing)
      // The subscription of this key is active on this channel already.
      case .failure(let error) where error.code == -2035: didSubscribe(on: epoch, id: nil, replacing)
      case .failure(let error): didFail(on: epoch, replacing, error)
      }
    }
  }

  private func didSubscribe(on epoch: ConnectionEpoch, id: Int?, _ replacing: ConnectionEpoch?) {
    pause.succeeded()
    // A gap is excluded only if the channel that was replaced has delivered until now.
    let isGapless = replacing.map { old in subscriptions.contains { $0.epoch == old } } ?? false
    subscriptions.removeAll { $0.epoch == epoch }
    subscriptions.append((epoch, id))
    if replacing != nil { api.finishRotation() }
    delegate?.accountEventsDidBegin(isGapless: isGapless)
  }

  private func didFail(on epoch: ConnectionEpoch, _ replacing: ConnectionEpoch?, _ error: BinanceError) {
    if error.httpStatus == 401 { api.loseSession(on: epoch) }
    logger.warning("subscribing to the account's events failed: \(error)")
    delegate?.accountEvents(didFailToBegin: error)
    let wait = pause.failed(error)
    retryTimer?.cancel()
    retryTimer = clock.schedule(after: wait) { [weak self] in
      guard let self, api.readyEpoch == epoch else { return }
      subscribe(on: epoch, replacing: replacing)
    }
  }

  private func didTerminate(_ subscription: Int?, on epoch: ConnectionEpoch) {
    guard
      let index = subscriptions.firstIndex(where: {
        $0.epoch == epoch && ($0.id == nil || subscription == nil || $0.id == subscription)
      })
    else { return }
    subscriptions.remove(at: index)
    if subscriptions.isEmpty { delegate?.accountEventsDidEnd(reason: "the venue ended the subscription") }
    if api.readyEpoch == epoch { subscribe(on: epoch, replacing: nil) }
  }
}

extension BinanceUserDataStream: BinanceWebSocketAPIDelegate {
  func webSocketAPI(_ api: BinanceWebSocketAPI, isReadyOn epoch: ConnectionEpoch, replacing: ConnectionEpoch?) {
    subscribe(on: epoch, replacing: replacing)
  }

  func webSocketAPI(_ api: BinanceWebSocketAPI, didLose epoch: ConnectionEpoch, reason: String, isReplaced: Bool) {
    guard subscriptions.contains(where: { $0.epoch == epoch }) else { return }
    subscriptions.removeAll { $0.epoch == epoch }
    if subscriptions.isEmpty { delegate?.accountEventsDidEnd(reason: reason) }
  }

  func webSocketAPI(
    _ api: BinanceWebSocketAPI, didReceive event: JSONValue, subscription: Int?, on epoch: ConnectionEpoch
  ) {
    if event["e"]?.text == "eventStreamTerminated" { return didTerminate(subscription, on: epoch) }
    delegate?.accountEvents(didReceive: event)
  }

  func webSocketAPI(_ api: BinanceWebSocketAPI, didFailToConnect problem: BinanceError) {
    delegate?.accountEvents(didFailToConnect: problem)
  }
}
