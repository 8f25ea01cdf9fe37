import NIOCore
import TradingModel

/// Writes the frames of a WebSocket client, masked as the protocol wants it.
struct WebSocketFrameEncoder {
  private let random: RandomSource

  /// - Parameter random: where masks come from.
  init(random: RandomSource) {
    self.random = random
  }

  /// The largest frame that a payload of this size can make.
  static func frameSize(payload: Int) -> Int { payload + 14 }

  /// Appends one unfragmented frame.
  func write(opcode: UInt8, payload: some Collection<UInt8>, to buffer: inout ByteBuffer) {
    let count = payload.count
    buffer.writeInteger(0x80 | opcode)
    switch count {
    case ...125: buffer.writeInteger(0x80 | UInt8(count))
    case ...0xFFFF:
      buffer.writeInteger(0x80 | 126 as UInt8)
      buffer.writeInteger(UInt16(count))
    default:
      buffer.writeInteger(0x80 | 127 as UInt8)
      buffer.writeInteger(UInt64(count))
    }
    let mask = UInt32(truncatingIfNeeded: random.next())
    buffer.writeInteger(mask)
    buffer.writeBytes(payload)
    // The mask's bytes in the order in which they were written, twice: eight bytes at a time.
    let key = UInt64(mask.bigEndian)
    let keys = UInt64(littleEndian: key | key << 32)
    buffer.withUnsafeMutableReadableBytes { bytes in
      var index = bytes.count - count
      while index + 8 <= bytes.count {
        let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        bytes.storeBytes(of: word ^ keys, toByteOffset: index, as: UInt64.self)
        index += 8
      }
      var rest = keys
      while index < bytes.count {
        bytes[index] ^= UInt8(truncatingIfNeeded: rest)
        rest >>= 8
        index += 1
      }
    }
  }
}
