public import TradingModel

/// A message of a market stream, as received.
public struct BinanceStreamMessage: Hashable, Sendable {
  /// The stream that it belongs to.
  public let stream: BinanceStreamName
  /// The whole message, with its `stream` and `data`.
  public let bytes: [UInt8]
  /// When it was received.
  public let tsInit: UnixNanos

  /// Makes a message of a stream from its bytes and the time at which they were received.
  public init(stream: BinanceStreamName, bytes: [UInt8], tsInit: UnixNanos) {
    self.stream = stream
    self.bytes = bytes
    self.tsInit = tsInit
  }

  /// The message as text.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The message as a tree.
  public func json() throws -> JSONValue { try JSONValue(parsing: bytes) }
}
