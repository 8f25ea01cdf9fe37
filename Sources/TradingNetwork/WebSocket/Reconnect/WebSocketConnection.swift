public import TradingModel

/// A WebSocket connection that comes back: it reconnects with backoff, notices a dead peer, and is renewed without a gap
/// before the venue ends it.
///
/// What is subscribed on it is its owner's business: the owner hears of every channel that opens and subscribes there.
public final class WebSocketConnection {
  /// How the connection behaves.
  public struct Options: Sendable {
    /// When the connection is tried again after a loss, and when it is renewed before the venue ends it.
    public var reconnect = ReconnectPolicy()
    /// After so long a silence the peer is asked by a ping.
    public var askAfter: Duration = .seconds(4)
    /// After so long a silence, pongs included, the connection is given up: it shows within 15 seconds, the check
    /// included.
    public var deadAfter: Duration = .seconds(12)
    /// How often silences are judged.
    public var checkInterval: Duration = .seconds(1)

    /// Makes the usual options.
    public init() {}
  }

  /// Where the next attempt goes. May be changed at any time, as when a URL carries a key that expires.
  public var request: WebSocketRequest
  /// The owner. Held until the connection is stopped.
  public var delegate: (any WebSocketConnectionDelegate)?
  /// How the connection behaves, as it was made.
  public let options: Options

  private let transport: any WebSocketTransport
  private let clock: any TradingClock
  private let random: RandomSource
  private let budget: ConnectBudget
  private var machine: ReconnectMachine
  /// The current channel and the candidate: two at most.
  private var links: [ConnectionLink] = []
  private var timers: [(kind: ReconnectMachine.Timer, timer: any ClockTimer)] = []
  private var checkTimer: (any ClockTimer)?
  private var attemptTimer: (any ClockTimer)?
  private var reportedState = ReconnectMachine.State.idle
  /// Why the last channel ended or could not be opened; `nil` while the newest one is open.
  public private(set) var lastFailure: WebSocketCloseReason?

  /// - Parameters:
  ///   - request: where the first attempt goes.
  ///   - transport: opens the channels.
  ///   - clock: measures silences, and times attempts and renewals.
  ///   - random: spreads the delays of attempts and the times of renewals.
  ///   - budget: shared by all connections to the same venue.
  ///   - options: how the connection behaves.
  public init(
    request: WebSocketRequest, transport: any WebSocketTransport, clock: any TradingClock, random: RandomSource,
    budget: ConnectBudget = ConnectBudget(), options: Options = Options()
  ) {
    self.request = request
    self.transport = transport
    self.clock = clock
    self.random = random
    self.budget = budget
    self.options = options
    machine = ReconnectMachine(policy: options.reconnect)
  }

  /// How the connection stands.
  public var state: ReconnectMachine.State { machine.state }
  /// The channel that works.
  public var currentEpoch: ConnectionEpoch? { machine.current }
  /// For how long no new attempt to connect may be made, as while the venue forbids all requests; asked when a channel is
  /// lost.
  public var holdOff: (() -> Duration)?
  /// How many attempts have failed in a row.
  public var failures: Int { machine.failures }

  // MARK: What the owner does

  /// Connects, and stays connected until ``stop()``.
  public func start() {
    perform(machine.start(now: clock.monotonicNow), reason: "started")
  }

  /// Closes the connection for good. The delegate hears of the state and is let go.
  public func stop() {
    let actions = machine.stop()
    attemptTimer?.cancel()
    checkTimer?.cancel()
    perform(actions, reason: "stopped")
    delegate = nil
  }

  /// Queues a text message on the channel that works.
  ///
  /// - Returns: false when there is none, or its queue is full: nothing was sent.
  @discardableResult
  public func send(text: String) -> Bool {
    guard let epoch = machine.current else { return false }
    return send(text: text, on: epoch)
  }

  /// Queues a text message on one channel.
  ///
  /// - Returns: false when the channel is gone, or its queue is full: nothing was sent.
  @discardableResult
  public func send(text: String, on epoch: ConnectionEpoch) -> Bool {
    guard let link = links.first(where: { $0.epoch == epoch }), link.isOpen else { return false }
    return link.channel?.send(text: text) ?? false
  }

  /// Renews the connection without a gap, as when the venue announces that it will end it.
  public func rotate(reason: String) {
    perform(machine.rotate(), reason: reason)
  }

  /// Says that the new channel delivers everything that the old one does: the old one is closed.
  public func finishRotation() {
    perform(machine.finishRotation(now: clock.monotonicNow, unit: random.unit()), reason: "renewed")
  }

  /// Gives up the channel that works and connects anew, as when its data have stopped.
  public func reconnect(reason: String) {
    guard let link = links.first(where: { $0.epoch == machine.current }) else { return }
    drop(link, reason: reason)
  }

  // MARK: What the channels say

  fileprivate func didOpen(_ link: ConnectionLink) {
    let now = clock.monotonicNow
    let replacing = machine.current
    link.watch = StalenessWatch(now: now, askAfter: options.askAfter, deadAfter: options.deadAfter)
    let actions = machine.opened(epoch: link.epoch, now: now, unit: random.unit())
    let isWanted = machine.current == link.epoch || machine.candidate == link.epoch
    lastFailure = nil
    perform(actions, reason: "connected")
    guard isWanted else { return }
    scheduleCheck()
    delegate?.connection(self, didOpen: link.epoch, replacing: replacing)
  }

  fileprivate func didReceive(_ link: ConnectionLink, _ message: UnsafeRawBufferPointer, isText: Bool) {
    delegate?.connection(self, epoch: link.epoch, didReceive: message, isText: isText)
  }

  fileprivate func messageRoute(of link: ConnectionLink) -> WebSocketMessageRoute? {
    delegate?.connection(self, messageRouteOf: link.epoch)
  }

  fileprivate func didReadBatch(_ link: ConnectionLink) {
    link.watch?.heard(now: clock.monotonicNow)
    delegate?.connectionDidReadBatch(self)
  }

  fileprivate func didHear(_ link: ConnectionLink) {
    link.watch?.heard(now: clock.monotonicNow)
  }

  fileprivate func didClose(_ link: ConnectionLink, _ reason: WebSocketCloseReason) {
    guard links.contains(where: { $0 === link }) else { return }
    var leaveAlone = Duration.zero
    if case .refused(let response) = reason { leaveAlone = options.reconnect.wait(afterRefusal: response) }
    lastFailure = reason
    remove(link, reason: reason.description, leaveAlone: leaveAlone)
  }

  // MARK: Steps

  private func perform(_ actions: [ReconnectMachine.Action], reason: String) {
    for action in actions {
      switch action {
      case .connect(let epoch): connect(epoch)
      case .close(let epoch): close(epoch, reason: reason)
      case .schedule(let kind, let delay):
        cancel(kind)
        let timer = clock.schedule(after: delay) { [weak self] in
          guard let self else { return }
          self.cancel(kind)
          let actions = self.machine.fired(kind, now: self.clock.monotonicNow, unit: self.random.unit())
          self.perform(actions, reason: Self.reason(of: kind))
        }
        timers.append((kind, timer))
      case .cancel(let kind): cancel(kind)
      }
    }
    guard machine.state != reportedState else { return }
    reportedState = machine.state
    delegate?.connection(self, didChange: reportedState, reason: reason)
  }

  private static func reason(of timer: ReconnectMachine.Timer) -> String {
    switch timer {
    case .retry: "trying again"
    case .rotation: "renewed before the venue ends it"
    case .overlap: "renewed"
    }
  }

  private func cancel(_ kind: ReconnectMachine.Timer) {
    for entry in timers where entry.kind == kind { entry.timer.cancel() }
    timers.removeAll { $0.kind == kind }
  }

  private func connect(_ epoch: ConnectionEpoch) {
    let delay = budget.reserve(now: clock.monotonicNow)
    guard delay > .zero else { return attempt(epoch) }
    attemptTimer?.cancel()
    attemptTimer = clock.schedule(after: delay) { [weak self] in self?.attempt(epoch) }
  }

  private func attempt(_ epoch: ConnectionEpoch) {
    guard machine.candidate == epoch else { return }
    let link = ConnectionLink(epoch: epoch, connection: self)
    links.append(link)
    link.channel = transport.connect(request, handler: link)
  }

  /// Closes a channel that is wanted no more; one that was open is reported.
  private func close(_ epoch: ConnectionEpoch, reason: String) {
    guard let index = links.firstIndex(where: { $0.epoch == epoch }) else { return }
    let link = links.remove(at: index)
    link.channel?.close(code: 1000)
    guard link.isOpen else { return }
    link.isOpen = false
    delegate?.connection(self, didClose: epoch, reason: reason, isReplaced: machine.current != nil)
  }

  /// Drops a channel that is dead or of no use, without waiting for the peer.
  private func drop(_ link: ConnectionLink, reason: String) {
    link.channel?.abort()
    remove(link, reason: reason, leaveAlone: .zero)
  }

  private func remove(_ link: ConnectionLink, reason: String, leaveAlone: Duration) {
    let leaveAlone = max(leaveAlone, holdOff?() ?? .zero)
    let now = clock.monotonicNow
    links.removeAll { $0 === link }
    if leaveAlone > .zero { budget.block(for: leaveAlone, now: now) }
    let wasOpen = link.isOpen
    link.isOpen = false
    let actions = machine.closed(epoch: link.epoch, now: now, unit: random.unit(), leaveAlone: leaveAlone)
    if wasOpen {
      delegate?.connection(self, didClose: link.epoch, reason: reason, isReplaced: machine.current != nil)
    }
    perform(actions, reason: reason)
  }

  // MARK: Silence

  private func scheduleCheck() {
    checkTimer?.cancel()
    checkTimer = clock.schedule(after: options.checkInterval) { [weak self] in self?.check() }
  }

  private func check() {
    let now = clock.monotonicNow
    for link in links where link.isOpen {
      switch link.watch?.check(now: now) {
      case .ask: link.channel?.ping()
      case .dead(let silence): drop(link, reason: "nothing was heard for \(Int(silence.inSeconds)) s")
      case .fine, nil: break
      }
    }
    if links.contains(where: { $0.isOpen }) { scheduleCheck() }
  }
}

/// One channel of a connection.
private final class ConnectionLink: WebSocketHandler {
  let epoch: ConnectionEpoch
  var channel: (any WebSocketChannel)?
  var isOpen = false
  var watch: StalenessWatch?
  /// Nil when the connection does not want to hear any more.
  private var connection: WebSocketConnection?

  init(epoch: ConnectionEpoch, connection: WebSocketConnection) {
    self.epoch = epoch
    self.connection = connection
  }

  func webSocketDidOpen(_ channel: any WebSocketChannel) {
    isOpen = true
    self.channel = channel
    connection?.didOpen(self)
  }

  func webSocket(_ channel: any WebSocketChannel, didReceive message: UnsafeRawBufferPointer, isText: Bool) {
    // A channel that was replaced or dropped may deliver a little more; nobody counts on it.
    if isOpen { connection?.didReceive(self, message, isText: isText) }
  }

  var messageRoute: WebSocketMessageRoute? { isOpen ? connection?.messageRoute(of: self) : nil }

  func webSocketDidReceivePing(_ channel: any WebSocketChannel) { connection?.didHear(self) }

  func webSocketDidReceivePong(_ channel: any WebSocketChannel) { connection?.didHear(self) }

  func webSocketDidReadBatch(_ channel: any WebSocketChannel) {
    if isOpen { connection?.didReadBatch(self) }
  }

  func webSocketDidClose(_ reason: WebSocketCloseReason) {
    let connection = connection
    self.connection = nil
    channel = nil
    connection?.didClose(self, reason)
  }
}
