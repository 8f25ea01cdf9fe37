import Logging
import TradingModel
import TradingNetwork

/// A margin account's events: one subscription by a listen token for the cross account, or one for each isolated pair.
///
/// Each subscription is prolonged by a new token well before its token ends, on the channel on which it is, so that
/// nothing is missed. On a new channel everything is subscribed anew before the old one is closed.
///
/// <https://developers.binance.com/docs/margin_trading/trade-data-stream>
final class BinanceListenTokenStream: BinanceAccountEvents {
  /// What is subscribed: nil is the cross account.
  typealias Scope = String?

  private struct Subscription {
    let id: Int?
    let renewal: (any ClockTimer)?
  }

  weak var delegate: (any BinanceAccountEventsDelegate)?
  /// The isolated pairs to be heard; for cross margin a single nil.
  private(set) var scopes: [Scope]

  private let session: BinanceHttpSession
  private let api: BinanceWebSocketAPI
  private let logger: Logger
  private var subscriptions: [ConnectionEpoch: [Scope: Subscription]] = [:]
  /// The channels on which everything is subscribed.
  private var complete: Set<ConnectionEpoch> = []
  private var pause = BinanceRetryPause()
  private var retryTimer: (any ClockTimer)?

  /// How long a token is asked for.
  private static let validity: Duration = .seconds(86_400)

  init(session: BinanceHttpSession, api: BinanceWebSocketAPI, scopes: [Scope], logger: Logger) {
    self.session = session
    self.api = api
    self.scopes = scopes
    self.logger = logger
    api.delegate = self
  }

  private var clock: any TradingClock { session.runtime.clock }

  func start() { api.start() }

  func stop() {
    retryTimer?.cancel()
    for epoch in subscriptions.keys { forget(epoch) }
    complete = []
    api.stop()
  }

  func reconnect(reason: String) { api.reconnect(reason: reason) }

  /// Hears these isolated pairs from now on, and no others: the subscription of a pair that was disabled is left to end.
  func hear(_ symbols: [String]) {
    for gone in scopes where gone.map({ !symbols.contains($0) }) ?? false {
      for epoch in subscriptions.keys { subscriptions[epoch]?.removeValue(forKey: gone)?.renewal?.cancel() }
      scopes.removeAll { $0 == gone }
    }
    let new = symbols.filter { !scopes.contains($0) }
    guard !new.isEmpty else { return }
    scopes += new.map { Optional($0) }
    guard let epoch = api.readyEpoch, complete.contains(epoch) else { return }
    subscribe(new.map { Optional($0) }[...], on: epoch, replacing: nil)
  }

  // MARK: - Subscribing

  /// Subscribes one scope after the other.
  private func subscribe(_ remaining: ArraySlice<Scope>, on epoch: ConnectionEpoch, replacing: ConnectionEpoch?) {
    guard let scope = remaining.first else { return didSubscribe(on: epoch, replacing) }
    subscribe(scope, on: epoch) { [weak self] result in
      guard let self else { return }
      switch result {
      case .success: subscribe(remaining.dropFirst(), on: epoch, replacing: replacing)
      case .failure(let error): didFail(remaining, on: epoch, replacing, error)
      }
    }
  }

  /// Gets a token and subscribes with it, or prolongs the subscription that there is.
  private func subscribe(
    _ scope: Scope, on epoch: ConnectionEpoch, completion: @escaping (Result<Void, BinanceError>) -> Void
  ) {
    session.send(BinanceRequest<BinanceListenToken>.listenToken(isolatedSymbol: scope, validity: Self.validity)) {
      [weak self] result in
      guard let self else { return }
      let token: BinanceListenToken
      switch result {
      case .failure(let error): return completion(.failure(error))
      case .success(let made): token = made
      }
      let call = BinanceWebSocketAPI.Call(
        method: "userDataStream.subscribe.listenToken",
        parameters: ["listenToken": token.token.reveal { $0 }], cost: RateCost(weight: 2), priority: .cancel)
      api.send(call, on: epoch) { [weak self] result in
        guard let self else { return }
        switch result {
        case .success(let answer):
          let end = (try? BinanceListenToken.time(answer)) ?? token.expires
          keep(scope, on: epoch, id: answer["subscriptionId"]?.int, until: end)
          completion(.success(()))
        case .failure(let error) where error.code == -2035:
          keep(scope, on: epoch, id: nil, until: token.expires)
          completion(.success(()))
        case .failure(let error): completion(.failure(error))
        }
      }
    }
  }

  /// Remembers a subscription, and plans its renewal for when a quarter of its time is left.
  private func keep(_ scope: Scope, on epoch: ConnectionEpoch, id: Int?, until end: UnixNanos) {
    let known = subscriptions[epoch]?[scope]
    known?.renewal?.cancel()
    let left = max(end - session.timestamp, .seconds(4))
    let renewal = clock.schedule(after: left * 3 / 4) { [weak self] in self?.renew(scope, on: epoch) }
    subscriptions[epoch, default: [:]][scope] = Subscription(id: id ?? known?.id, renewal: renewal)
  }

  private func renew(_ scope: Scope, on epoch: ConnectionEpoch) {
    guard subscriptions[epoch]?[scope] != nil else { return }
    subscribe(scope, on: epoch) { [weak self] result in
      guard let self, case .failure(let error) = result, subscriptions[epoch]?[scope] != nil else { return }
      logger.warning("a margin account's events could not be prolonged: \(error)")
      let wait = max(Duration.seconds(30), error.retryAfter ?? .zero)
      let renewal = clock.schedule(after: wait) { [weak self] in self?.renew(scope, on: epoch) }
      let id = subscriptions[epoch]?[scope]?.id
      subscriptions[epoch]?[scope] = Subscription(id: id, renewal: renewal)
    }
  }

  private func didSubscribe(on epoch: ConnectionEpoch, _ replacing: ConnectionEpoch?) {
    pause.succeeded()
    let isGapless = replacing.map { complete.contains($0) } ?? false
    complete.insert(epoch)
    if replacing != nil { api.finishRotation() }
    delegate?.accountEventsDidBegin(isGapless: isGapless)
  }

  private func didFail(
    _ remaining: ArraySlice<Scope>, on epoch: ConnectionEpoch, _ replacing: ConnectionEpoch?, _ error: BinanceError
  ) {
    logger.warning("subscribing to the margin account's events failed: \(error)")
    delegate?.accountEvents(didFailToBegin: error)
    let wait = pause.failed(error)
    retryTimer?.cancel()
    retryTimer = clock.schedule(after: wait) { [weak self] in
      guard let self, api.readyEpoch == epoch else { return }
      subscribe(remaining, on: epoch, replacing: replacing)
    }
  }

  private func forget(_ epoch: ConnectionEpoch) {
    for subscription in subscriptions.removeValue(forKey: epoch)?.values.map({ $0 }) ?? [] {
      subscription.renewal?.cancel()
    }
  }

  private func didTerminate(_ id: Int?, on epoch: ConnectionEpoch) {
    let ended = subscriptions[epoch]?.first { $0.value.id == id || $0.value.id == nil }
    guard let ended else { return }
    ended.value.renewal?.cancel()
    subscriptions[epoch]?[ended.key] = nil
    complete.remove(epoch)
    if complete.isEmpty { delegate?.accountEventsDidEnd(reason: "the venue ended the subscription") }
    if api.readyEpoch == epoch { subscribe([ended.key], on: epoch, replacing: nil) }
  }
}

extension BinanceListenTokenStream: BinanceWebSocketAPIDelegate {
  func webSocketAPI(_ api: BinanceWebSocketAPI, isReadyOn epoch: ConnectionEpoch, replacing: ConnectionEpoch?) {
    retryTimer?.cancel()
    subscribe(scopes[...], on: epoch, replacing: replacing)
  }

  func webSocketAPI(_ api: BinanceWebSocketAPI, didLose epoch: ConnectionEpoch, reason: String, isReplaced: Bool) {
    forget(epoch)
    guard complete.remove(epoch) != nil else { return }
    if complete.isEmpty { delegate?.accountEventsDidEnd(reason: reason) }
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
