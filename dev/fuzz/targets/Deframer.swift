import TradingNetwork

/// The first byte says where the rest is cut; the messages must not depend on it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDeframer(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard count > 2, let start else { return 0 }
  let bytes = UnsafeRawBufferPointer(start: start, count: count)
  let step = Int(bytes[0] & 0x3F) + 1
  let stream = UnsafeRawBufferPointer(rebasing: bytes[1...])
  precondition(events(stream, step: stream.count) == events(stream, step: step), "the cut changed the messages")
  return 0
}

private func events(_ stream: UnsafeRawBufferPointer, step: Int) -> [String] {
  var deframer = WebSocketDeframer(maximumMessageSize: 1_000)
  var sink = Recorder()
  var index = 0
  while index < stream.count {
    let end = min(index + step, stream.count)
    // A copy of its own, so that the sanitizer sees every byte read beyond the piece.
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: end - index, alignment: 1)
    defer { piece.deallocate() }
    piece.copyMemory(from: UnsafeRawBufferPointer(rebasing: stream[index..<end]))
    do {
      try deframer.consume(UnsafeRawBufferPointer(piece), into: &sink)
    } catch {
      sink.events.append("violation \(error)")
    }
    index = end
  }
  return sink.events
}

private struct Recorder: WebSocketFrameSink {
  var events: [String] = []

  mutating func receive(message: UnsafeRawBufferPointer, isText: Bool) -> Bool {
    precondition(!isText || String(validating: message, as: UTF8.self) != nil, "a text that is no UTF-8")
    events.append("message \(isText) \(Array(message))")
    return true
  }
  mutating func receive(ping payload: UnsafeRawBufferPointer) -> Bool {
    events.append("ping \(Array(payload))")
    return true
  }
  mutating func receive(pong payload: UnsafeRawBufferPointer) -> Bool {
    events.append("pong \(Array(payload))")
    return true
  }
  mutating func receive(closeCode: UInt16, reason: UnsafeRawBufferPointer) {
    events.append("close \(closeCode) \(Array(reason))")
  }
}
