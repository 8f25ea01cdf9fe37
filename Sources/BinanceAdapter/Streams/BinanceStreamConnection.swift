import TradingEngine
import TradingModel
import TradingNetwork

/// One connection of a ``BinanceStreamSession`` and the streams on it.
///
/// While the connection is renewed there are two channels, each with a subscription machine of its own; the old one goes
/// when the venue confirmed every stream on the new one.
final class BinanceStreamConnection {
  /// A channel that is open, and what is subscribed on it.
  private struct Lane {
    var epoch: ConnectionEpoch
    var machine: StreamSubscriptionMachine
  }

  let route: BinanceStreamRoute
  /// The name in connection states: `public-1`.
  let channel: String
  private unowned let session: BinanceStreamSession
  /// The session's handler.
  var handler: (any BinanceStreamHandler)? {
    didSet {
      messageRoute?.close()
      messageRoute = isStopped ? nil : handler.map { WebSocketMessageRoute(to: $0) }
    }
  }

  /// The short way of messages to the handler.
  private var messageRoute: WebSocketMessageRoute?
  private let connection: WebSocketConnection
  /// What is wanted, and, while a channel is open, how far the venue is with it.
  private var machine: StreamSubscriptionMachine
  private var epoch: ConnectionEpoch?
  /// The channel that is to take over.
  private var candidate: Lane?
  private var timer: (any ClockTimer)?
  private var isStopped = false
  /// Whether anything came while an answer was waited for.
  private var heardMeanwhile = false
  /// When the connection was last replaced because of its silence.
  private var replacedAt: UnixNanos?
  private static let replacementPause: Duration = .seconds(30)

  init(
    session: BinanceStreamSession, route: BinanceStreamRoute, number: Int, limits: StreamSubscriptionMachine.Limits
  ) {
    self.session = session
    self.route = route
    channel = "\(route.rawValue)-\(number)"
    machine = StreamSubscriptionMachine(limits: limits)
    connection = WebSocketConnection(
      request: WebSocketRequest(url: session.endpoints.combinedStreamURL(route)),
      transport: session.runtime.webSocket, clock: session.runtime.clock, random: session.runtime.random.split(),
      budget: session.budget)
  }

  var isOpen: Bool { epoch != nil }
  var hasRoom: Bool { machine.hasRoom }
  var isEmpty: Bool { machine.isEmpty }
  func isConfirmed(_ name: BinanceStreamName) -> Bool { machine.isConfirmed(name) }

  func open() {
    connection.delegate = self
    connection.start()
  }

  /// Tells nothing any more.
  func silence() {
    isStopped = true
    messageRoute?.close()
    messageRoute = nil
    timer?.cancel()
  }

  func close() {
    silence()
    connection.stop()
    handler = nil
  }

  func rotate(reason: String) { connection.rotate(reason: reason) }

  /// Moves all streams to a fresh channel, because this one is mute.
  ///
  /// - Returns: false when that was done a moment ago.
  func replace(reason: String) -> Bool {
    let now = session.runtime.clock.monotonicNow
    guard isOpen, candidate == nil, replacedAt.map({ now - $0 > Self.replacementPause }) ?? true else { return false }
    replacedAt = now
    connection.rotate(reason: reason)
    return true
  }

  func add(_ name: BinanceStreamName) {
    machine.add(name)
    candidate?.machine.add(name)
  }

  func remove(_ name: BinanceStreamName) {
    machine.remove(name)
    candidate?.machine.remove(name)
  }

  func renew(_ name: BinanceStreamName) { machine.renew(name) }

  /// Sends what may be sent now, and looks again when more may.
  func flush() {
    guard !isStopped else { return }
    timer?.cancel()
    timer = nil
    let now = session.runtime.clock.monotonicNow
    if let epoch {
      let (unanswered, wasHeard) = (machine.unanswered, heardMeanwhile)
      perform(machine.due(at: now), on: epoch)
      if machine.unanswered > unanswered {
        // Pongs prove only that the socket works.
        if !wasHeard { _ = replace(reason: "requests are not answered, and nothing else comes") }
      }
    }
    if var lane = candidate {
      let actions = lane.machine.due(at: now)
      candidate = lane
      perform(actions, on: lane.epoch)
    }
    let next = [machine.nextDue(after: now), candidate?.machine.nextDue(after: now)].compactMap { $0 }.min()
    guard let next, isOpen || candidate != nil else { return }
    timer = session.runtime.clock.schedule(after: max(next - now, .milliseconds(5))) { [weak self] in self?.flush() }
  }

  private func perform(_ actions: [StreamSubscriptionMachine.Action], on epoch: ConnectionEpoch) {
    for action in actions {
      switch action {
      case .send(let text):
        if epoch == self.epoch { heardMeanwhile = false }
        connection.send(text: text, on: epoch)
      case .subscribed(let names): session.handler?.streams(didConfirm: names)
      case .refused(let name, let reason):
        session.forget(name)
        session.handler?.streams(didRefuse: name, reason: reason)
      }
    }
  }

  /// Takes an answer to a subscription request; false when the message is something else.
  private func takeAnswer(_ message: UnsafeRawBufferPointer, epoch: ConnectionEpoch) -> Bool {
    if epoch == self.epoch {
      guard machine.awaitsAnswer, let answer = StreamAnswer(message) else { return false }
      perform(machine.answered(id: answer.id, error: answer.error), on: epoch)
    } else if var lane = candidate, lane.epoch == epoch {
      guard lane.machine.awaitsAnswer, let answer = StreamAnswer(message) else { return false }
      let actions = lane.machine.answered(id: answer.id, error: answer.error)
      candidate = lane
      perform(actions, on: epoch)
      if lane.machine.isSettled { finishRotationSoon(epoch) }
    } else {
      return false
    }
    flush()
    return true
  }

  /// Everything comes over the new channel as well; what is still under way on the old one gets a moment to arrive.
  private func finishRotationSoon(_ epoch: ConnectionEpoch) {
    session.runtime.clock.schedule(after: .seconds(2)) { [weak self] in
      guard let self, !isStopped, candidate?.epoch == epoch else { return }
      promote()
      connection.finishRotation()
    }
  }

  private func promote() {
    guard let lane = candidate else { return }
    machine = lane.machine
    epoch = lane.epoch
    candidate = nil
  }
}

extension BinanceStreamConnection: WebSocketConnectionDelegate {
  func connection(_ connection: WebSocketConnection, didOpen epoch: ConnectionEpoch, replacing: ConnectionEpoch?) {
    if replacing != nil, isOpen {
      var fresh = StreamSubscriptionMachine(limits: machine.limits)
      for name in machine.wanted { fresh.add(name) }
      fresh.opened()
      candidate = Lane(epoch: epoch, machine: fresh)
    } else {
      candidate = nil
      self.epoch = epoch
      machine.opened()
    }
    flush()
  }

  func connection(
    _ connection: WebSocketConnection, epoch: ConnectionEpoch, didReceive message: UnsafeRawBufferPointer, isText: Bool
  ) {
    guard !isStopped, isText else { return }
    if epoch == self.epoch { heardMeanwhile = true }
    if machine.awaitsAnswer || candidate != nil, takeAnswer(message, epoch: epoch) { return }
    handler?.receive(message: message)
  }

  func connection(_ connection: WebSocketConnection, messageRouteOf epoch: ConnectionEpoch) -> WebSocketMessageRoute? {
    // While an answer is due, every message might be it.
    machine.awaitsAnswer || candidate != nil ? nil : messageRoute
  }

  func connectionDidReadBatch(_ connection: WebSocketConnection) { session.handler?.streamsDidReadBatch() }

  func connection(
    _ connection: WebSocketConnection, didClose epoch: ConnectionEpoch, reason: String, isReplaced: Bool
  ) {
    guard !isStopped else { return }
    if epoch == candidate?.epoch {
      candidate = nil
      return
    }
    guard epoch == self.epoch else { return }
    machine.closed()
    let wanted = machine.wanted
    self.epoch = nil
    if candidate != nil { promote() }
    let lost = wanted.filter { !isOpen || !machine.isConfirmed($0) }
    if !lost.isEmpty { session.handler?.streams(didLose: lost, reason: "connection lost: \(reason)") }
  }

  func connection(_ connection: WebSocketConnection, didChange state: ReconnectMachine.State, reason: String) {
    session.handler?.streams(channel: channel, didBecome: Self.translate(state), reason: reason)
  }

  private static func translate(_ state: ReconnectMachine.State) -> ConnectionState.State {
    switch state {
    case .idle, .connecting: .connecting
    case .open, .rotating: .connected
    case .waiting: .reconnecting
    case .stopped: .disconnected
    }
  }
}
