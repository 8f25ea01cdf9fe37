import TradingModel
import TradingNetwork

/// Writes the frames of a server, right and wrong ones.
enum ServerFrame {
  static func make(
    opcode: UInt8, _ payload: [UInt8], isFinal: Bool = true, reserved: UInt8 = 0, masked: Bool = false
  ) -> [UInt8] {
    var frame: [UInt8] = [(isFinal ? 0x80 : 0) | reserved << 4 | opcode]
    let mask: UInt8 = masked ? 0x80 : 0
    switch payload.count {
    case ...125: frame.append(mask | UInt8(payload.count))
    case ...0xFFFF: frame += [mask | 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
    default: frame += [mask | 127] + (0..<8).map { UInt8(truncatingIfNeeded: payload.count >> (56 - 8 * $0)) }
    }
    if masked { frame += [0, 0, 0, 0] }
    return frame + payload
  }

  static func text(_ text: String, isFinal: Bool = true) -> [UInt8] {
    make(opcode: 1, Array(text.utf8), isFinal: isFinal)
  }
}

/// What a deframer delivered.
enum FrameEvent: Equatable {
  case message([UInt8], isText: Bool)
  case ping([UInt8])
  case pong([UInt8])
  case close(UInt16, [UInt8])
  case violation(WebSocketViolation)
}

/// Keeps what a deframer delivers.
struct FrameRecorder: WebSocketFrameSink {
  var events: [FrameEvent] = []
  var stopsAfter = Int.max

  private mutating func take(_ event: FrameEvent) -> Bool {
    events.append(event)
    return events.count < stopsAfter
  }

  mutating func receive(message: UnsafeRawBufferPointer, isText: Bool) -> Bool {
    take(.message(Array(message), isText: isText))
  }
  mutating func receive(ping payload: UnsafeRawBufferPointer) -> Bool { take(.ping(Array(payload))) }
  mutating func receive(pong payload: UnsafeRawBufferPointer) -> Bool { take(.pong(Array(payload))) }
  mutating func receive(closeCode: UInt16, reason: UnsafeRawBufferPointer) {
    events.append(.close(closeCode, Array(reason)))
  }
}

/// Deframes the pieces one after the other.
func deframe(_ pieces: [[UInt8]], limit: Int = 16 << 20, stopsAfter: Int = .max) -> [FrameEvent] {
  var deframer = WebSocketDeframer(maximumMessageSize: limit)
  var recorder = FrameRecorder(stopsAfter: stopsAfter)
  for piece in pieces {
    // A copy that ends exactly where the piece ends, for the sanitizer to watch.
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: piece.count, alignment: 1)
    defer { copy.deallocate() }
    copy.copyBytes(from: piece)
    do {
      try deframer.consume(UnsafeRawBufferPointer(copy), into: &recorder)
    } catch {
      recorder.events.append(.violation(error))
    }
  }
  return recorder.events
}

/// Cuts bytes into random pieces.
func split(_ bytes: [UInt8], _ random: RandomSource) -> [[UInt8]] {
  var pieces: [[UInt8]] = []
  var start = 0
  let largest = [1, 3, 20, 300, 5_000][random.integer(in: 0...4)]
  while start < bytes.count {
    let end = min(bytes.count, start + random.integer(in: 1...largest))
    pieces.append(Array(bytes[start..<end]))
    start = end
  }
  return pieces
}
