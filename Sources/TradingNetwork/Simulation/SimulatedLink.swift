import DequeModule
import TradingModel

/// One direction of a simulated connection: what is on its way, in the order of arrival.
struct SimulatedLink {
  private var frames: Deque<(arrival: UnixNanos, frame: SimulatedFrame)> = []
  private var lastArrival = UnixNanos.zero
  /// A message that later ones overtake, and how many still have to.
  private(set) var held: (frame: SimulatedFrame, remaining: Int)?
  /// Data messages are lost from now on.
  var isFrozen = false
  /// Messages that were swallowed by a half-open connection and fill its send buffer.
  var swallowed = 0

  /// How many frames have not arrived.
  var count: Int { frames.count + swallowed + (held == nil ? 0 : 1) }

  var nextArrival: UnixNanos? { frames.first?.arrival }

  /// Puts a frame on its way, behind all others.
  mutating func append(_ frame: SimulatedFrame, arrival: UnixNanos) {
    lastArrival = max(lastArrival, arrival)
    frames.append((lastArrival, frame))
    guard let held else { return }
    guard case .message = frame else { return }
    if held.remaining > 1 {
      self.held = (held.frame, held.remaining - 1)
    } else {
      releaseHeld(arrival: arrival)
    }
  }

  /// Keeps a message back until so many later ones were sent.
  mutating func hold(_ frame: SimulatedFrame, passing count: Int) {
    held = (frame, max(1, count))
  }

  mutating func releaseHeld(arrival: UnixNanos) {
    guard let frame = held?.frame else { return }
    held = nil
    lastArrival = max(lastArrival, arrival)
    frames.append((lastArrival, frame))
  }

  mutating func popArrived(at now: UnixNanos) -> SimulatedFrame? {
    guard let first = frames.first, first.arrival <= now else { return nil }
    frames.removeFirst()
    return first.frame
  }

  mutating func removeAll() {
    frames.removeAll()
    held = nil
    swallowed = 0
  }
}
