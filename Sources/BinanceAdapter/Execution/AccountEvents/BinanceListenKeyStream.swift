import Logging
import TradingModel
import TradingNetwork

/// The account's events by a listen key (Binance US, futures).
final class BinanceListenKeyStream: BinanceAccountEvents {
  weak var delegate: (any BinanceAccountEventsDelegate)?

  private let connection: BinanceListenKeyConnection
  /// What failures are told of in place of the connection's own URL, which holds the key.
  private let place: String
  /// The channels that tell everything that happens.
  private var openChannels: Set<ConnectionEpoch> = []

  init(session: BinanceHttpSession, logger: Logger) {
    let (product, endpoints) = (session.product, session.endpoints)
    place = endpoints.streams
    let kind = BinanceListenKeyConnection.Kind(
      name: "the listen key", make: .createListenKey(product),
      prolong: { .keepListenKeyAlive(product, listenKey: $0) }, url: { endpoints.userStreamURL(listenKey: $0) })
    connection = BinanceListenKeyConnection(kind, session: session, logger: logger)
    connection.delegate = self
    connection.onFailure = { [weak self] error, _ in
      logger.warning("a listen key could not be made: \(error)")
      self?.delegate?.accountEvents(didFailToBegin: error)
    }
    // What follows comes after a gap.
    connection.onLoss = { [weak self] in self?.openChannels = [] }
  }

  func start() { connection.start() }

  func stop() {
    openChannels = []
    connection.stop()
  }

  func reconnect(reason: String) { connection.reconnect(reason: reason) }
}

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
    if let event = self.connection.event(in: message) { delegate?.accountEvents(didReceive: event) }
  }

  func connection(
    _ connection: WebSocketConnection, didClose epoch: ConnectionEpoch, reason: String, isReplaced: Bool
  ) {
    openChannels.remove(epoch)
    if openChannels.isEmpty { delegate?.accountEventsDidEnd(reason: reason) }
  }

  func connection(_ connection: WebSocketConnection, didChange state: ReconnectMachine.State, reason: String) {
    guard case .waiting = state, let failure = connection.lastFailure else { return }
    delegate?.accountEvents(didFailToConnect: BinanceError(connectingTo: place, failure))
  }
}
