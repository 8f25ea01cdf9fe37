/// The header of a frame from a server.
@usableFromInline
struct WebSocketFrameHeader {
  @usableFromInline let isFinal: Bool
  @usableFromInline let opcode: UInt8
  @usableFromInline let headerLength: Int
  @usableFromInline let payloadLength: Int

  @usableFromInline static var continuation: UInt8 { 0x0 }
  @usableFromInline static var text: UInt8 { 0x1 }
  @usableFromInline static var binary: UInt8 { 0x2 }
  @usableFromInline static var close: UInt8 { 0x8 }
  @usableFromInline static var ping: UInt8 { 0x9 }
  @usableFromInline static var pong: UInt8 { 0xA }

  /// How many bytes the header and payload have together.
  @usableFromInline var totalLength: Int { headerLength &+ payloadLength }

  /// Reads the header at the start of `bytes`; `nil` when it is not complete yet.
  @usableFromInline
  static func parse(
    _ bytes: UnsafeRawBufferPointer, limit: Int
  ) throws(WebSocketViolation) -> WebSocketFrameHeader? {
    guard bytes.count >= 2 else { return nil }
    let first = bytes[0]
    let second = bytes[1]
    if first & 0x70 != 0 { throw .reservedBits }
    let opcode = first & 0x0F
    let isFinal = first & 0x80 != 0
    let isControl = opcode & 0x8 != 0
    guard opcode <= 0x2 || (0x8...0xA).contains(opcode) else { throw .reservedOpcode(opcode) }
    if isControl, !isFinal { throw .fragmentedControlFrame }
    if second & 0x80 != 0 { throw .maskedFrame }
    let short = Int(second & 0x7F)
    if isControl, short > 125 { throw .controlFrameTooLong }
    var headerLength = 2
    var length = short
    if short == 126 {
      guard bytes.count >= 4 else { return nil }
      headerLength = 4
      length = Int(UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: 2, as: UInt16.self)))
      if length < 126 { throw .badLength }
    } else if short == 127 {
      guard bytes.count >= 10 else { return nil }
      headerLength = 10
      let wide = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 2, as: UInt64.self))
      guard wide > 0xFFFF, wide <= UInt64(Int64.max) else { throw .badLength }
      guard wide <= UInt64(limit) else { throw .messageTooLarge(limit: limit) }
      length = Int(wide)
    }
    guard length <= limit || isControl else { throw .messageTooLarge(limit: limit) }
    return WebSocketFrameHeader(
      isFinal: isFinal, opcode: opcode, headerLength: headerLength, payloadLength: length)
  }
}
