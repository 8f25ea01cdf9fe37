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
