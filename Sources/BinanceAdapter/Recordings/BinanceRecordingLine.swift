public import TradingModel
import TradingNetwork

/// One line of a recording: when something was received, and what, as received.
///
/// `<nanoseconds> <message>`; the message is a combined stream message, or the answer to a REST depth request.
public struct BinanceRecordingLine: Hashable, Sendable {
  /// When the message was received, by the recording machine's clock.
  public var time: UnixNanos
  /// The message as received.
  public var message: [UInt8]

  /// Makes a line from a message and the time at which it was received.
  public init(time: UnixNanos, message: [UInt8]) {
    self.time = time
    self.message = message
  }

  /// Reads a line, without its line break.
  public init?(_ line: some Collection<UInt8>) {
    var nanoseconds: Int64 = 0
    var index = line.startIndex
    while index != line.endIndex, line[index] &- 48 < 10 {
      let (scaled, tooLarge) = nanoseconds.multipliedReportingOverflow(by: 10)
      let (sum, carry) = scaled.addingReportingOverflow(Int64(line[index] &- 48))
      if tooLarge || carry { return nil }
      nanoseconds = sum
      line.formIndex(after: &index)
    }
    guard index != line.startIndex, index != line.endIndex, line[index] == UInt8(ascii: " ") else { return nil }
    line.formIndex(after: &index)
    guard index != line.endIndex, line[index] == UInt8(ascii: "{") else { return nil }
    time = UnixNanos(nanoseconds)
    message = Array(line[index...])
  }

  /// The line as it is written.
  public var bytes: [UInt8] { Array(String(time.nanoseconds).utf8) + [UInt8(ascii: " ")] + message }

  /// What the message is, as far as replaying it needs to know.
  public enum Kind: Hashable, Sendable {
    /// A message of a stream, with the stream's name.
    case stream(BinanceStreamName)
    /// The answer to a depth request; the symbol where the answer names it.
    case snapshot(symbol: String?)
    case other
  }

  /// Looks at the outermost keys of the message.
  public var kind: Kind {
    (try? message.withUnsafeBytes { bytes throws(JSONError) in try Self.kind(bytes) }) ?? .other
  }

  private static func kind(_ bytes: UnsafeRawBufferPointer) throws(JSONError) -> Kind {
    var reader = JSONReader(bytes)
    var isSnapshot = false
    var symbol: String?
    try reader.beginObject()
    while let key = try reader.nextKey() {
      switch key {
      case "stream": return .stream(BinanceStreamName(try reader.readText()))
      case "lastUpdateId":
        isSnapshot = true
        try reader.skipValue()
      case "symbol": symbol = try reader.readText()
      default: try reader.skipValue()
      }
    }
    try reader.finish()
    return isSnapshot ? .snapshot(symbol: symbol) : .other
  }
}
