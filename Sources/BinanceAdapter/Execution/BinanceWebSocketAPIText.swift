/// Writes requests of the WebSocket API.
enum BinanceWebSocketAPIText {
  /// Parameters that the venue documents as numbers or truth values; all others are texts.
  private static let bareParameters: Set<String> = [
    "timestamp", "recvWindow", "orderId", "limit", "startTime", "endTime", "fromId", "trailingDelta",
    "strategyId", "strategyType", "pegOffsetValue", "orderListId", "subscriptionId", "omitZeroBalances",
    "returnRateLimits", "algoId", "cancelOrderId", "fromExecutionId",
  ]
  /// Ends of the names by which legs of order lists have such parameters.
  private static let bareEnds = ["TrailingDelta", "StrategyId", "StrategyType", "PegOffsetValue"]

  /// The text of a request: `{"id":1,"method":"order.place","params":{…}}`.
  ///
  /// It is put together as bytes: two allocations instead of three for each parameter.
  static func request(id: UInt64, method: String, parameters: BinanceParameters) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(96 + parameters.items.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 6 })
    text.append(contentsOf: "{\"id\":".utf8)
    text.append(contentsOf: String(id).utf8)
    text.append(contentsOf: ",\"method\":".utf8)
    appendQuoted(method, to: &text)
    if !parameters.items.isEmpty {
      text.append(contentsOf: ",\"params\":{".utf8)
      var isFirst = true
      for item in parameters.items {
        if !isFirst { text.append(UInt8(ascii: ",")) }
        isFirst = false
        appendQuoted(item.name, to: &text)
        text.append(UInt8(ascii: ":"))
        if isPlain(item.value), isBare(item.name) {
          text.append(contentsOf: item.value.utf8)
        } else {
          appendQuoted(item.value, to: &text)
        }
      }
      text.append(UInt8(ascii: "}"))
    }
    text.append(UInt8(ascii: "}"))
    return String(decoding: text, as: UTF8.self)
  }

  private static func isBare(_ name: String) -> Bool {
    bareParameters.contains(name) || bareEnds.contains { name.hasSuffix($0) }
  }

  /// Whether a text can stand in JSON without quotes.
  private static func isPlain(_ text: String) -> Bool {
    if text == "true" || text == "false" { return true }
    return Int64(text).map { String($0) == text } ?? false
  }

  private static func appendQuoted(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    if text.utf8.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) {
      for byte in text.utf8 { appendEscaped(byte, to: &bytes) }
    } else {
      bytes.append(contentsOf: text.utf8)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func appendEscaped(_ byte: UInt8, to bytes: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"):
      bytes.append(UInt8(ascii: "\\"))
      bytes.append(byte)
    case ..<0x20:
      let digits = String(byte, radix: 16)
      bytes.append(contentsOf: "\\u00\(digits.utf8.count == 1 ? "0" : "")\(digits)".utf8)
    default: bytes.append(byte)
    }
  }
}
