import NIOCore
import Testing
import TradingModel

@testable import TradingNetwork

@Suite("Frames of the client")
struct FrameEncoderTests {
  @Test("are masked to the last byte, whatever the length")
  func masks() throws {
    let encoder = WebSocketFrameEncoder(random: RandomSource(seed: 9))
    for count in Array(0...300) + [65_535, 65_536, 65_541] {
      let payload = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ 7) }
      var frame = ByteBuffer()
      encoder.write(opcode: WebSocketFrameHeader.text, payload: payload, to: &frame)
      let start = count < 126 ? 2 : count < 65_536 ? 4 : 10
      let bytes = Array(frame.readableBytesView)
      try #require(bytes.count == start + 4 + count, "a payload of \(count)")
      #expect(bytes[1] & 0x80 != 0)
      let key = bytes[start..<start + 4]
      let plain = bytes[(start + 4)...].enumerated().map { $0.element ^ key[start + $0.offset % 4] }
      #expect(plain == payload, "a payload of \(count)")
    }
  }
}
