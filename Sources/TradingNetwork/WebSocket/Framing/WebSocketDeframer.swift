/// Finds the messages in the bytes that a WebSocket server sends: RFC 6455 in full, without extensions.
///
/// Frames that arrived whole are handed on where they lie, without a copy; a frame split over two reads is completed in
/// a buffer of its own, and so are fragmented messages. Memory is bounded by the largest message allowed. After a
/// violation or a close frame, everything else is ignored.
public struct WebSocketDeframer {
  /// The largest message that is accepted, in bytes.
  public let maximumMessageSize: Int

  /// The start of a frame of which the rest has not arrived.
  private var carry: [UInt8] = []
  /// The fragments of a message so far.
  private var fragments: [UInt8] = []
  private var fragmentedOpcode: UInt8?
  private var isFinished = false

  /// Buffers that grew beyond this are given back after use.
  private static let keptCapacity = 1 << 20

  /// Makes a deframer for the bytes of one connection; a maximum below 125, which control frames need, counts as 125.
  public init(maximumMessageSize: Int = 16 << 20) {
    self.maximumMessageSize = max(maximumMessageSize, 125)
  }

  /// Takes received bytes and hands what they complete to the sink, in order.
  public mutating func consume(
    _ bytes: UnsafeRawBufferPointer, into sink: inout some WebSocketFrameSink
  ) throws(WebSocketViolation) {
    if isFinished { return }
    do {
      var offset = 0
      if !carry.isEmpty {
        guard let used = try completeCarry(bytes, &sink) else { return }
        offset = used
      }
      try consumeInPlace(bytes, from: offset, &sink)
    } catch {
      finish()
      throw error
    }
  }

  private mutating func consumeInPlace(
    _ bytes: UnsafeRawBufferPointer, from start: Int, _ sink: inout some WebSocketFrameSink
  ) throws(WebSocketViolation) {
    var offset = start
    let count = bytes.count
    while !isFinished {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[offset..<count])
      guard let header = try WebSocketFrameHeader.parse(rest, limit: maximumMessageSize),
        header.totalLength <= rest.count
      else {
        if !rest.isEmpty { carry.append(contentsOf: rest) }
        return
      }
      let payload = UnsafeRawBufferPointer(rebasing: rest[header.headerLength..<header.totalLength])
      offset &+= header.totalLength
      try deliver(header, payload, &sink)
    }
  }

  /// Completes the split frame with the first of `bytes`.
  ///
  /// - Returns: how many of the bytes belonged to it, or `nil` when it is still incomplete.
  private mutating func completeCarry(
    _ bytes: UnsafeRawBufferPointer, _ sink: inout some WebSocketFrameSink
  ) throws(WebSocketViolation) -> Int? {
    var used = 0
    while true {
      guard let header = try carryHeader() else {
        // A header has 10 bytes at most: one at a time is quick enough.
        guard used < bytes.count else { return nil }
        carry.append(bytes[used])
        used &+= 1
        continue
      }
      let taken = min(header.totalLength &- carry.count, bytes.count &- used)
      if taken > 0 {
        carry.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[used..<(used &+ taken)]))
        used &+= taken
      }
      guard carry.count >= header.totalLength else { return nil }
      // Taken out of self, so that the payload and the deframer are not accessed at once.
      var frame = carry
      carry = []
      defer {
        if !isFinished, frame.capacity <= Self.keptCapacity {
          frame.removeAll(keepingCapacity: true)
          carry = frame
        }
      }
      try deliver(header, owned: frame, &sink)
      return used
    }
  }

  private func carryHeader() throws(WebSocketViolation) -> WebSocketFrameHeader? {
    let limit = maximumMessageSize
    let result = carry.withUnsafeBytes { bytes -> Result<WebSocketFrameHeader?, WebSocketViolation> in
      do throws(WebSocketViolation) {
        return .success(try WebSocketFrameHeader.parse(bytes, limit: limit))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private mutating func deliver(
    _ header: WebSocketFrameHeader, owned frame: [UInt8], _ sink: inout some WebSocketFrameSink
  ) throws(WebSocketViolation) {
    let result = frame.withUnsafeBytes { bytes -> Result<Void, WebSocketViolation> in
      let payload = UnsafeRawBufferPointer(rebasing: bytes[header.headerLength..<header.totalLength])
      do throws(WebSocketViolation) {
        return .success(try deliver(header, payload, &sink))
      } catch {
        return .failure(error)
      }
    }
    try result.get()
  }

  @inline(__always)
  private mutating func deliver(
    _ header: WebSocketFrameHeader, _ payload: UnsafeRawBufferPointer, _ sink: inout some WebSocketFrameSink
  ) throws(WebSocketViolation) {
    if header.isFinal, fragmentedOpcode == nil,
      header.opcode == WebSocketFrameHeader.text || header.opcode == WebSocketFrameHeader.binary
    {
      return try deliverMessage(payload, isText: header.opcode == WebSocketFrameHeader.text, &sink)
    }
    if header.opcode & 0x8 != 0 { return try deliverControl(header.opcode, payload, &sink) }
    try deliverFragment(header, payload, &sink)
  }

  @inline(__always)
  private mutating func deliverMessage(
    _ message: UnsafeRawBufferPointer, isText: Bool, _ sink: inout some WebSocketFrameSink
  ) throws(WebSocketViolation) {
    if isText, !UTF8Check.isValid(message) { throw .invalidUTF8 }
    if !sink.receive(message: message, isText: isText) { finish() }
  }

  private mutating func deliverFragment(
    _ header: WebSocketFrameHeader, _ payload: UnsafeRawBufferPointer, _ sink: inout some WebSocketFrameSink
  ) throws(WebSocketViolation) {
    if header.opcode == WebSocketFrameHeader.continuation {
      guard fragmentedOpcode != nil else { throw .unexpectedContinuation }
    } else {
      guard fragmentedOpcode == nil else { throw .expectedContinuation }
      fragmentedOpcode = header.opcode
    }
    guard payload.count <= maximumMessageSize &- fragments.count else {
      throw .messageTooLarge(limit: maximumMessageSize)
    }
    fragments.append(contentsOf: payload)
    guard header.isFinal else { return }
    let isText = fragmentedOpcode == WebSocketFrameHeader.text
    fragmentedOpcode = nil
    var message = fragments
    fragments = []
    let result = message.withUnsafeBytes { bytes -> Result<Void, WebSocketViolation> in
      do throws(WebSocketViolation) {
        return .success(try deliverMessage(bytes, isText: isText, &sink))
      } catch {
        return .failure(error)
      }
    }
    try result.get()
    if !isFinished, message.capacity <= Self.keptCapacity {
      message.removeAll(keepingCapacity: true)
      fragments = message
    }
  }

  private mutating func deliverControl(
    _ opcode: UInt8, _ payload: UnsafeRawBufferPointer, _ sink: inout some WebSocketFrameSink
  ) throws(WebSocketViolation) {
    switch opcode {
    case WebSocketFrameHeader.ping:
      if !sink.receive(ping: payload) { finish() }
    case WebSocketFrameHeader.pong:
      if !sink.receive(pong: payload) { finish() }
    default:
      let (code, reason) = try Self.closeStatus(payload)
      finish()
      sink.receive(closeCode: code, reason: reason)
    }
  }

  /// The status of a close frame.
  static func closeStatus(
    _ payload: UnsafeRawBufferPointer
  ) throws(WebSocketViolation) -> (code: UInt16, reason: UnsafeRawBufferPointer) {
    if payload.isEmpty { return (1005, payload) }
    guard payload.count >= 2 else { throw .badCloseCode }
    let code = UInt16(bigEndian: payload.loadUnaligned(as: UInt16.self))
    switch code {
    case 1000...1003, 1007...1014, 3000...4999: break
    default: throw .badCloseCode
    }
    let reason = UnsafeRawBufferPointer(rebasing: payload[2...])
    guard UTF8Check.isValid(reason) else { throw .invalidUTF8 }
    return (code, reason)
  }

  private mutating func finish() {
    isFinished = true
    carry = []
    fragments = []
    fragmentedOpcode = nil
  }
}
