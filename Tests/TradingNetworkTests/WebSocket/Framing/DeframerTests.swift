import NIOCore
import NIOEmbedded
import NIOWebSocket
import Testing
import TradingModel
import TradingTesting

@testable import TradingNetwork

@Suite("The WebSocket deframer")
struct DeframerTests {
  @Test("Messages come out as NIO's own codec finds them, however the bytes are cut")
  func againstStockCodec() throws {
    let random = RandomSource(seed: TestSeed.draw(for: "deframer"))
    for _ in 0..<(generatedCases / 30) {
      let bytes = Self.stream(random)
      let expected = try Self.stockEvents(bytes)
      #expect(deframe([bytes]) == expected)
      #expect(deframe(split(bytes, random)) == expected)
    }
  }

  @Test("Damaged streams give the same messages and the same violation, however the bytes are cut")
  func damagedStreams() {
    let random = RandomSource(seed: TestSeed.draw(for: "damaged frames"))
    for _ in 0..<(generatedCases / 10) {
      var bytes = Self.stream(random)
      for _ in 0..<random.integer(in: 1...3) {
        let index = random.integer(in: 0...(min(bytes.count, 200) - 1))
        bytes[index] = UInt8(truncatingIfNeeded: random.next())
      }
      #expect(deframe([bytes], limit: 70_000) == deframe(split(bytes, random), limit: 70_000))
    }
  }

  @Test("Control frames come through between the fragments of a message")
  func interleaving() {
    let bytes =
      ServerFrame.text("Ко", isFinal: false) + ServerFrame.make(opcode: 9, [1, 2])
      + ServerFrame.make(opcode: 0, Array("ми".utf8), isFinal: false) + ServerFrame.make(opcode: 10, [])
      + ServerFrame.make(opcode: 0, Array("т".utf8)) + ServerFrame.make(opcode: 2, [0xFF])
    #expect(
      deframe([bytes]) == [
        .ping([1, 2]), .pong([]), .message(Array("Комит".utf8), isText: true), .message([0xFF], isText: false),
      ])
  }

  @Test("A character may be cut by fragments, but must be whole in the end")
  func cutCharacters() {
    let euro: [UInt8] = [0xE2, 0x82, 0xAC]
    let head = ServerFrame.make(opcode: 1, [euro[0]], isFinal: false)
    #expect(
      deframe([head + ServerFrame.make(opcode: 0, [euro[1], euro[2]])]) == [.message(euro, isText: true)])
    #expect(deframe([head + ServerFrame.make(opcode: 0, [euro[1]])]) == [.violation(.invalidUTF8)])
  }

  @Test(
    "Violations are told apart, whole or byte by byte, and end the stream",
    arguments: [
      (ServerFrame.make(opcode: 1, [65], reserved: 4), .reservedBits),
      (ServerFrame.make(opcode: 3, []), .reservedOpcode(3)), (ServerFrame.make(opcode: 11, []), .reservedOpcode(11)),
      (ServerFrame.make(opcode: 1, [65], masked: true), .maskedFrame),
      (ServerFrame.make(opcode: 9, [], isFinal: false), .fragmentedControlFrame),
      (ServerFrame.make(opcode: 9, Array(repeating: 0, count: 126)), .controlFrameTooLong),
      ([0x81, 126, 0, 125], .badLength), ([0x81, 127, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF], .badLength),
      ([0x81, 127, 0x80, 0, 0, 0, 0, 0, 0, 0], .badLength),
      ([0x82, 127, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], .messageTooLarge(limit: 1_000)),
      ([0x82, 126, 0x03, 0xE9], .messageTooLarge(limit: 1_000)),
      (
        ServerFrame.make(opcode: 2, Array(repeating: 0, count: 600), isFinal: false)
          + ServerFrame.make(opcode: 0, Array(repeating: 0, count: 401)), .messageTooLarge(limit: 1_000)
      ),
      (ServerFrame.make(opcode: 0, [65]), .unexpectedContinuation),
      (ServerFrame.text("a", isFinal: false) + ServerFrame.text("b"), .expectedContinuation),
      (ServerFrame.make(opcode: 8, [3]), .badCloseCode), (ServerFrame.make(opcode: 8, [0x03, 0xED]), .badCloseCode),
      (ServerFrame.make(opcode: 8, [0x03, 0xE8, 0xFF]), .invalidUTF8),
      (ServerFrame.make(opcode: 1, [0xC0, 0x80]), .invalidUTF8),
    ] as [([UInt8], WebSocketViolation)])
  func violations(bytes: [UInt8], violation: WebSocketViolation) {
    let more = ServerFrame.text("ignored")
    #expect(deframe([bytes + more], limit: 1_000) == [.violation(violation)])
    #expect(deframe((bytes + more).map { [$0] }, limit: 1_000) == [.violation(violation)])
  }

  @Test("A close frame ends the stream, with or without a status")
  func closing() {
    let more = ServerFrame.text("ignored")
    #expect(deframe([ServerFrame.make(opcode: 8, []) + more, more]) == [.close(1005, [])])
    #expect(deframe([ServerFrame.make(opcode: 8, [0x0F, 0xA0, 65]) + more]) == [.close(4_000, [65])])
  }

  @Test("A sink that has had enough receives nothing more")
  func stopping() {
    let bytes = ServerFrame.text("a") + ServerFrame.text("b") + ServerFrame.text("c")
    #expect(deframe([bytes, bytes], stopsAfter: 2).count == 2)
  }

  @Test("The limit itself is allowed")
  func exactLimit() {
    let payload = [UInt8](repeating: 65, count: 1_000)
    #expect(
      deframe([ServerFrame.make(opcode: 1, payload)], limit: 1_000) == [.message(payload, isText: true)])
  }

  @Test("UTF-8 is judged as the standard library judges it")
  func utf8() {
    let random = RandomSource(seed: TestSeed.draw(for: "UTF-8"))
    let interesting: [UInt8] = [
      0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEE, 0xEF, 0xF0,
      0xF1, 0xF4, 0xF5, 0xFF,
    ]
    for _ in 0..<(generatedCases * 4) {
      var bytes = [UInt8](repeating: 0x61, count: random.integer(in: 0...40))
      for _ in 0..<random.integer(in: 1...5) {
        bytes.insert(
          interesting[random.integer(in: 0...(interesting.count - 1))], at: random.integer(in: 0...bytes.count))
      }
      if random.chance(0.5) { bytes += Array("é币😀".utf8) }
      let ours = bytes.withUnsafeBytes { UTF8Check.isValid($0) }
      #expect(ours == (String(validating: bytes, as: UTF8.self) != nil), "\(bytes)")
    }
  }

  @Test("Frames of the client are masked and read by NIO's own codec")
  func encoder() throws {
    let random = RandomSource(seed: 7)
    let encoder = WebSocketFrameEncoder(random: random)
    for count in [0, 1, 125, 126, 127, 65_535, 65_536, 100_000] {
      let payload = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      var buffer = ByteBuffer()
      encoder.write(opcode: 2, payload: payload, to: &buffer)
      let channel = EmbeddedChannel(
        handler: ByteToMessageHandler(WebSocketFrameDecoder(maxFrameSize: 1 << 20)))
      try channel.writeInbound(buffer)
      let frame = try #require(try channel.readInbound(as: WebSocketFrame.self))
      #expect(frame.maskKey != nil)
      #expect(frame.opcode == .binary)
      #expect(Array(frame.unmaskedData.readableBytesView) == payload)
    }
  }

  // MARK: Fixtures

  /// A well-formed stream of messages, fragments and control frames.
  private static func stream(_ random: RandomSource) -> [UInt8] {
    var bytes: [UInt8] = []
    func payload() -> [UInt8] {
      let count = [0, 3, 125, 126, 127, 158, 1_750, 65_535, 65_536][random.integer(in: 0...8)]
      let text = random.chance(0.2) ? "é" : "a"
      return Array(String(repeating: text, count: count / text.utf8.count).utf8)
    }
    func control() -> [UInt8] {
      ServerFrame.make(opcode: random.chance(0.5) ? 9 : 10, Array(repeating: 7, count: random.integer(in: 0...125)))
    }
    for _ in 0..<random.integer(in: 1...8) {
      switch random.integer(in: 0...3) {
      case 0: bytes += control()
      case 1:
        bytes += ServerFrame.make(opcode: 1, payload(), isFinal: false)
        for _ in 0..<random.integer(in: 0...3) {
          if random.chance(0.5) { bytes += control() }
          bytes += ServerFrame.make(opcode: 0, payload(), isFinal: false)
        }
        bytes += ServerFrame.make(opcode: 0, payload())
      default: bytes += ServerFrame.make(opcode: random.chance(0.8) ? 1 : 2, payload())
      }
    }
    return bytes
  }

  /// What NIO's codec, and a plain assembly of fragments, make of a stream.
  private static func stockEvents(_ bytes: [UInt8]) throws -> [FrameEvent] {
    let channel = EmbeddedChannel(handler: ByteToMessageHandler(WebSocketFrameDecoder(maxFrameSize: 1 << 20)))
    try channel.writeInbound(ByteBuffer(bytes: bytes))
    var events: [FrameEvent] = []
    var assembled: [UInt8] = []
    var isText = true
    while let frame = try channel.readInbound(as: WebSocketFrame.self) {
      let payload = Array(frame.unmaskedData.readableBytesView)
      switch frame.opcode {
      case .ping: events.append(.ping(payload))
      case .pong: events.append(.pong(payload))
      case .text, .binary, .continuation:
        if frame.opcode != .continuation { isText = frame.opcode == .text }
        assembled += payload
        guard frame.fin else { continue }
        events.append(.message(assembled, isText: isText))
        assembled = []
      default: break
      }
    }
    return events
  }
}
