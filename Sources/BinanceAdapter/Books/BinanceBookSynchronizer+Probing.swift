import TradingModel

/// A book that no message has confirmed stands still because the market does, or because the stream is frozen: other
/// snapshots tell which.
extension BinanceBookSynchronizer {
  /// Asks for a snapshot to compare with after a silence, and tells of the freeze that the last one found.
  mutating func checkUnconfirmed(at now: UnixNanos) -> [BinanceBookAction] {
    if let ahead = venueAheadSince, lastArrival < ahead {
      // What the venue sent at the moment of the snapshot may still be on its way.
      guard now.since(ahead) >= configuration.siblingSpan else { return [] }
      return freeze("the depth stream is frozen: the venue's book moved on without it", at: now)
    }
    venueAheadSince = nil
    let patience = configuration.probeDelay * (1 << min(quietProbes, 5))
    guard ticket == nil, now.since(lastArrival) >= patience else { return [] }
    return [request(after: .zero)]
  }

  /// The answer to a probe: the book stands, whatever it says; it tells whether the stream should have moved.
  mutating func probed(_ snapshot: BinanceDepthSnapshot, at now: UnixNanos) -> [BinanceBookAction] {
    attempts = 0
    // A message that came in the meantime has answered the question.
    guard let base, now.since(lastArrival) >= configuration.probeDelay else { return [] }
    if snapshot.lastUpdateId > base {
      venueAheadSince = now
    } else {
      quietProbes += 1
      lastArrival = now
    }
    return []
  }

  /// After a freeze a snapshot alone proves nothing: the venue has to stand as still as the stream. While it moves, the
  /// stream is joined again, at growing intervals (see ``streamReady(at:)``).
  mutating func doubt(_ snapshot: BinanceDepthSnapshot) -> [BinanceBookAction] {
    let isFirst = stillAt == nil
    stillAt = snapshot.lastUpdateId
    if isFirst {
      // A message that comes before the second look makes it needless.
      isWaitingForQuiet = true
      return [request(after: configuration.stillness)]
    }
    freezes += 1
    return [.renewStream]
  }
}
