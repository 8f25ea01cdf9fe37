import DequeModule
import TradingModel

/// What travels on a simulated WebSocket connection.
enum SimulatedFrame {
  case opened
  case message([UInt8], isText: Bool)
  case ping
  case pong
  case close(code: UInt16, reason: String)
  case reset

  var label: String {
    switch self {
    case .opened: "opened"
    case .message(let bytes, _): "message \(bytes.count) \(Self.digest(bytes))"
    case .ping: "ping"
    case .pong: "pong"
    case .close(let code, _): "close \(code)"
    case .reset: "reset"
    }
  }

  /// FNV-1a: enough to tell two sessions apart.
  private static func digest(_ bytes: [UInt8]) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return String(hash, radix: 16)
  }
}

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
