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
    text.append(utf8: "{\"id\":")
    text.append(utf8: String(id))
    text.append(utf8: ",\"method\":")
    appendQuoted(method, to: &text)
    if !parameters.items.isEmpty {
      text.append(utf8: ",\"params\":")
      var separator = UInt8(ascii: "{")
      for item in parameters.items {
        text.append(separator)
        separator = UInt8(ascii: ",")
        appendQuoted(item.name, to: &text)
        text.append(UInt8(ascii: ":"))
        if isPlain(item.value), isBare(item.name) {
          text.append(utf8: item.value)
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
    guard let first = text.utf8.first,
      first < UInt8(ascii: ":") || first == UInt8(ascii: "t") || first == UInt8(ascii: "f")
    else { return false }
    if text == "true" || text == "false" { return true }
    return Int64(text).map { String($0) == text } ?? false
  }

  private static func appendQuoted(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { text in
      if text.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) {
        for byte in text { appendEscaped(byte, to: &bytes) }
      } else {
        bytes.append(contentsOf: text)
      }
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
