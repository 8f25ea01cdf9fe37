public import TradingModel

/// Finds streams that stopped while their connection lives: silent for much longer than they use to be.
///
/// A stream counts as frozen after `max(5 × its usual gap, 15 s)` without data, and again each time that its silence has
/// doubled since. Gaps are measured from check to check, so that hearing of a message costs next to nothing. A stream is
/// judged only when enough of it is known.
public struct StreamWatch: Sendable {
  /// How evenly a stream's messages come, which decides what its usual gap is.
  public enum Rhythm: Sendable {
    /// Evenly, like quotes: the usual gap is the median of the last ones.
    case steady
    /// By chance, like trades: the usual gap is the longest of the last ones.
    case irregular
  }

  /// A stream that is found frozen.
  public struct Silence: Hashable, Sendable {
    /// The number that the stream got when it was added.
    public var number: Int
    /// What the stream is called.
    public var name: String
    /// How long nothing has come.
    public var duration: Duration
    /// How often this silence was told before.
    public var repeats: Int
  }

  /// The shortest silence that counts.
  public let shortestSilence: Duration
  /// How many usual gaps of silence count.
  public let factor: Int64

  private struct Stream: Sendable {
    var name: String
    var rhythm: Rhythm
    var lastHeard: UnixNanos
    /// Messages since the last check.
    var heard = 0
    /// Messages in all, as far as it matters.
    var known = 0
    /// How often the present silence was told.
    var told = 0
    /// The last gaps in nanoseconds, a ring.
    var gaps: [Int64] = []
    var nextGap = 0
  }

  private static let keptGaps = 15
  /// So many gaps tell what is usual; so many messages in at least two gaps do as well.
  private static let neededGaps = 5
  private static let neededMessages = 20
  private var streams: [Stream?] = []

  /// Makes a watch without streams; a factor below one counts as one.
  public init(shortestSilence: Duration = .seconds(15), factor: Int64 = 5) {
    self.shortestSilence = shortestSilence
    self.factor = max(factor, 1)
  }

  /// Watches a stream from now on.
  ///
  /// - Returns: the number by which it is referred to.
  public mutating func add(_ name: String, rhythm: Rhythm = .steady, now: UnixNanos) -> Int {
    let stream = Stream(name: name, rhythm: rhythm, lastHeard: now)
    if let free = streams.firstIndex(where: { $0 == nil }) {
      streams[free] = stream
      return free
    }
    streams.append(stream)
    return streams.count - 1
  }

  /// Watches a stream no longer.
  public mutating func remove(_ number: Int) {
    guard streams.indices.contains(number) else { return }
    streams[number] = nil
  }

  /// The stream delivered so many messages.
  public mutating func heard(_ number: Int, messages: Int = 1) {
    guard messages > 0, streams.indices.contains(number) else { return }
    streams[number]?.heard &+= messages
  }

  /// All silences start again, because the connection was interrupted; what was learnt of the gaps stays.
  public mutating func restart(now: UnixNanos) {
    for number in streams.indices {
      streams[number]?.lastHeard = now
      streams[number]?.heard = 0
      streams[number]?.told = 0
    }
  }

  /// Judges all streams; to be called about once a second.
  ///
  /// - Returns: the streams that are found frozen.
  public mutating func check(now: UnixNanos) -> [Silence] {
    var frozen: [Silence] = []
    for number in streams.indices {
      guard var stream = streams[number] else { continue }
      let silence = now - stream.lastHeard
      if stream.heard > 0 {
        Self.note(silence.wholeNanoseconds, in: &stream)
        stream.known = min(stream.known &+ stream.heard, Self.neededMessages)
        stream.heard = 0
        stream.told = 0
        stream.lastHeard = now
      } else if silence >= shortestSilence, let limit = limit(for: stream), silence >= limit {
        frozen.append(Silence(number: number, name: stream.name, duration: silence, repeats: stream.told))
        stream.told += 1
      }
      streams[number] = stream
    }
    return frozen
  }

  /// The silence at which a stream is told of next.
  private func limit(for stream: Stream) -> Duration? {
    let isKnown =
      stream.gaps.count >= Self.neededGaps || (stream.gaps.count >= 2 && stream.known >= Self.neededMessages)
    let ordered = stream.gaps.sorted()
    guard isKnown, let longest = ordered.last else { return nil }
    let usual =
      switch stream.rhythm {
      case .steady: ordered[ordered.count / 2]
      case .irregular: longest
      }
    let (first, overflow) = usual.multipliedReportingOverflow(by: factor)
    guard !overflow else { return nil }
    // After an hour or so of doubling a stream is as dead as it gets.
    let (limit, tooLong) = max(first, shortestSilence.wholeNanoseconds)
      .multipliedReportingOverflow(by: 1 << Int64(min(stream.told, 20)))
    return tooLong ? nil : .nanoseconds(limit)
  }

  private static func note(_ gap: Int64, in stream: inout Stream) {
    if stream.gaps.count < keptGaps { return stream.gaps.append(gap) }
    stream.gaps[stream.nextGap] = gap
    stream.nextGap = (stream.nextGap + 1) % keptGaps
  }
}
