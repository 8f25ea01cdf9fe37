import TradingModel

/// The venue's rules for the life of a connection: pings that must be answered, an end after a day, and how many
/// messages a client may send in a second.
final class ConnectionLife {
  private let clock: any TradingClock
  private let limits: FrontLimits
  private unowned let channel: any FrontChannel
  private var timers: [any ClockTimer] = []
  private var lastPong: UnixNanos
  private var windowStart: UnixNanos
  private var messages = 0
  /// Messages are counted on stream connections only.
  private let countsMessages: Bool

  init(clock: any TradingClock, limits: FrontLimits, channel: any FrontChannel, countsMessages: Bool) {
    self.clock = clock
    self.limits = limits
    self.channel = channel
    self.countsMessages = countsMessages
    lastPong = clock.monotonicNow
    windowStart = clock.monotonicNow
  }

  /// Why a connection of a day's age ends.
  static let dayIsOver = "Connection lifetime of 24 hours reached"

  func start() {
    timers.append(
      clock.schedule(after: limits.connectionLifetime) { [weak self] in
        self?.channel.close(code: 1001, reason: Self.dayIsOver)
      })
    schedulePing()
  }

  func stop() {
    for timer in timers { timer.cancel() }
    timers.removeAll()
  }

  private func schedulePing() {
    let timer = clock.schedule(after: limits.pingInterval) { [weak self] in
      guard let self else { return }
      if clock.monotonicNow - lastPong > limits.pongTimeout + limits.pingInterval {
        channel.close(code: 1008, reason: "Pong timeout")
        return
      }
      channel.ping()
      schedulePing()
    }
    if timers.count > 1 { timers.removeLast() }
    timers.append(timer)
  }

  /// A pong arrived.
  func pong() {
    lastPong = clock.monotonicNow
    countMessage()
  }

  /// Counts a message, a ping or a pong.
  ///
  /// - Returns: false when the client sent too many in this second, and was told to go.
  @discardableResult
  func countMessage() -> Bool {
    guard countsMessages else { return true }
    let now = clock.monotonicNow
    if now - windowStart >= .seconds(1) {
      windowStart = now
      messages = 0
    }
    messages += 1
    guard messages > limits.messagesPerSecond else { return true }
    channel.close(code: 1008, reason: "Too many requests")
    return false
  }
}
