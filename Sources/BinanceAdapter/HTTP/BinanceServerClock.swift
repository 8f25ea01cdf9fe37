public import TradingModel

/// An estimate of the venue's clock, made of measurements: a pure value.
///
/// A measurement asks the venue for its time. When the answer arrives, the venue's clock shows at least what the answer
/// says, so an estimate that takes the answer's time for the time of its arrival is never ahead of the venue, and behind
/// by less than the round trip; the measurement with the smallest round trip is therefore the best. Between measurements
/// the estimate follows the monotonic clock, so a step of this machine's clock does not disturb it.
public struct BinanceServerClock: Hashable, Sendable {
  /// One question for the venue's time.
  public struct Sample: Hashable, Sendable {
    /// The monotonic time at which the question was sent.
    public let sentAt: UnixNanos
    /// The monotonic time at which the answer arrived.
    public let receivedAt: UnixNanos
    /// The time in the answer.
    public let serverTime: UnixNanos

    /// Makes a measurement of two monotonic times and the venue's time that arrived with the second one.
    public init(sentAt: UnixNanos, receivedAt: UnixNanos, serverTime: UnixNanos) {
      self.sentAt = sentAt
      self.receivedAt = receivedAt
      self.serverTime = serverTime
    }

    /// How long the question took.
    public var roundTrip: Duration { receivedAt - sentAt }
  }

  /// The sample in force.
  public private(set) var best: Sample?

  /// Makes a clock that knows nothing of the venue's time.
  public init() {}

  /// Whether there was a measurement.
  public var isSynchronized: Bool { best != nil }

  /// Takes the best of a new round of measurements in place of the old one.
  public mutating func adopt(_ samples: [Sample]) {
    guard let sample = samples.min(by: { $0.roundTrip < $1.roundTrip }) else { return }
    best = sample
  }

  /// The venue's time at a monotonic time; `nil` before the first measurement.
  public func serverTime(atMonotonic time: UnixNanos) -> UnixNanos? {
    guard let best else { return nil }
    return best.serverTime + (time - best.receivedAt)
  }

  /// How far the venue's clock is ahead of this machine's; `nil` before the first measurement.
  public func offset(clock: any TradingClock) -> Duration? {
    serverTime(atMonotonic: clock.monotonicNow).map { $0 - clock.now }
  }
}
