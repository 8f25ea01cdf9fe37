import TradingModel

/// How long packets travel: a base and a random jitter on top, one way.
public struct SimulatedLatency: Sendable {
  /// What every packet takes at least.
  public var base: Duration
  /// What a packet takes longer at most: each draws anew, evenly from zero up to it.
  public var jitter: Duration
  /// How many round trips it takes to open a connection, with TCP and TLS.
  public var connectRoundTrips: Int

  /// Makes a latency; by default that of a server nearby.
  public init(
    base: Duration = .milliseconds(5), jitter: Duration = .milliseconds(1), connectRoundTrips: Int = 2
  ) {
    self.base = base
    self.jitter = jitter
    self.connectRoundTrips = connectRoundTrips
  }

  func draw(_ random: RandomSource) -> Duration {
    let span = jitter.wholeNanoseconds
    guard span > 0 else { return base }
    return base + .nanoseconds(Int64(Double(span) * random.unit()))
  }
}
