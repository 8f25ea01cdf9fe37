/// What receives the messages and control frames that a ``WebSocketDeframer`` finds.
///
/// Bytes are valid during the call only. Each method says whether to go on: false drops whatever else was received.
public protocol WebSocketFrameSink {
  /// A whole message.
  mutating func receive(message: UnsafeRawBufferPointer, isText: Bool) -> Bool
  mutating func receive(ping payload: UnsafeRawBufferPointer) -> Bool
  mutating func receive(pong payload: UnsafeRawBufferPointer) -> Bool
  /// A close frame. A frame without a status has the code 1005. Nothing is received afterwards.
  mutating func receive(closeCode: UInt16, reason: UnsafeRawBufferPointer)
}
