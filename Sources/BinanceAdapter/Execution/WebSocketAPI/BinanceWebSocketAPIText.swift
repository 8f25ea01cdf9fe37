/// Writes requests of the WebSocket API.
enum BinanceWebSocketAPIText {
  /// Parameters that the venue documents as numbers or truth values; all others are texts.
  private static let bareParameters: Set<String> = [
    "timestamp", "recvWindow", "orderId", "limit", "startTime", "endTime", "fromId", "trailingDelta",
    "strategyId", "strategyType", "pegOffsetValue", "orderListId", "subscriptionId", "omitZeroBalances",
    "returnRateLimits", "algoId", "cancelOrderId", "fromExecutionId", "goodTillDate",
  ]
  /// Ends of the names by which legs of order lists have such parameters.
  private static let bareEnds = ["TrailingDelta", "StrategyId", "StrategyType", "PegOffsetValue"]

  /// The text of a request: `{"id":1,"method":"order.place","params":{…}}`.
  static func request(id: UInt64, method: String, parameters: BinanceParameters) -> String {
    let most = parameters.items.reduce(64 + TextWriter.mostQuoted(method)) {
      $0 + TextWriter.mostQuoted($1.name) + TextWriter.mostQuoted($1.value) + 2
    }
    return String(most: most) { text in
      text.append("{\"id\":")
      text.append(id)
      text.append(",\"method\":")
      text.append(quoted: method)
      if !parameters.items.isEmpty {
        text.append(",\"params\":")
        var separator = UInt8(ascii: "{")
        for item in parameters.items {
          text.append(separator)
          separator = UInt8(ascii: ",")
          text.append(quoted: item.name)
          text.append(UInt8(ascii: ":"))
          if isPlain(item.value), isBare(item.name) {
            text.append(item.value)
          } else {
            text.append(quoted: item.value)
          }
        }
        text.append(UInt8(ascii: "}"))
      }
      text.append(UInt8(ascii: "}"))
    }
  }

  private static func isBare(_ name: String) -> Bool {
    bareParameters.contains(name) || bareEnds.contains { name.hasSuffix($0) }
  }

  /// Whether a text can stand in JSON without quotes: a truth value, or a whole number as JSON writes it.
  private static func isPlain(_ text: String) -> Bool {
    text.utf8.withContiguousStorageIfAvailable { bytes in
      guard let first = bytes.first else { return false }
      if first == UInt8(ascii: "t") || first == UInt8(ascii: "f") { return text == "true" || text == "false" }
      let start = first == UInt8(ascii: "-") ? 1 : 0
      for place in start..<bytes.count where bytes[place] &- UInt8(ascii: "0") > 9 { return false }
      // No zeros in front, and none alone behind a minus.
      guard bytes.count > start, bytes[start] != UInt8(ascii: "0") || bytes.count == 1 else { return false }
      return bytes.count <= 18 || Int64(text) != nil
    } ?? false
  }
}
