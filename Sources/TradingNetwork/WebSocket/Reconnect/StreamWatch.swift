public import TradingModel

/// Finds streams that stopped while their connection lives: silent for much longer than they use to be.
///
/// A stream counts as frozen after `max(5 × its median gap, 15 s)` without data. Gaps are measured from check to check,
/// so that hearing of a message costs next to nothing. A stream is judged only when enough of its gaps are known; and
/// one that is irregular by nature should not be watched.
public struct StreamWatch: Sendable {
  /// The shortest silence that counts.
  public let shortestSilence: Duration
  /// How many median gaps of silence count.
  public let factor: Int64

  private struct Stream: Sendable {
    var name: String
    var wasHeard = false
    var isFrozen = false
    var lastHeard: UnixNanos
    /// The last gaps in nanoseconds, a ring.
    var gaps: [Int64] = []
    var nextGap = 0
  }

  private static let keptGaps = 15
  private static let neededGaps = 5
  private var streams: [Stream?] = []

  /// Makes a watch without streams; a factor below one counts as one.
  public init(shortestSilence: Duration = .seconds(15), factor: Int64 = 5) {
    self.shortestSilence = shortestSilence
    self.factor = max(factor, 1)
  }

  /// Watches a stream from now on.
  ///
  /// - Returns: the number by which it is referred to.
  public mutating func add(_ name: String, now: UnixNanos) -> Int {
    let stream = Stream(name: name, lastHeard: now)
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

  /// The stream delivered something.
  public mutating func heard(_ number: Int) {
    guard streams.indices.contains(number) else { return }
    streams[number]?.wasHeard = true
  }

  /// All silences start again, because the connection was interrupted; what was learnt of the gaps stays.
  public mutating func restart(now: UnixNanos) {
    for number in streams.indices {
      streams[number]?.lastHeard = now
      streams[number]?.wasHeard = false
      streams[number]?.isFrozen = false
    }
  }

  /// Judges all streams; to be called about once a second.
  ///
  /// - Returns: the streams that are newly found frozen, with their silence.
  public mutating func check(now: UnixNanos) -> [(number: Int, name: String, silence: Duration)] {
    var frozen: [(number: Int, name: String, silence: Duration)] = []
    for number in streams.indices {
      guard var stream = streams[number] else { continue }
      let silence = now - stream.lastHeard
      if stream.wasHeard {
        Self.note(silence.wholeNanoseconds, in: &stream)
        stream.wasHeard = false
        stream.isFrozen = false
        stream.lastHeard = now
      } else if !stream.isFrozen, let limit = limit(for: stream), silence >= limit {
        stream.isFrozen = true
        frozen.append((number, stream.name, silence))
      }
      streams[number] = stream
    }
    return frozen
  }

  private func limit(for stream: Stream) -> Duration? {
    guard stream.gaps.count >= Self.neededGaps else { return nil }
    let median = stream.gaps.sorted()[stream.gaps.count / 2]
    let (scaled, overflow) = median.multipliedReportingOverflow(by: factor)
    return overflow ? nil : max(.nanoseconds(scaled), shortestSilence)
  }

  private static func note(_ gap: Int64, in stream: inout Stream) {
    if stream.gaps.count < keptGaps { return stream.gaps.append(gap) }
    stream.gaps[stream.nextGap] = gap
    stream.nextGap = (stream.nextGap + 1) % keptGaps
  }
}
