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
  static func request(id: UInt64, method: String, parameters: BinanceParameters) -> String {
    var text = "{\"id\":\(id),\"method\":\(quoted(method))"
    if !parameters.items.isEmpty {
      text += ",\"params\":{"
      for (index, item) in parameters.items.enumerated() {
        if index > 0 { text += "," }
        let isBare = isBare(item.name) && isPlain(item.value)
        text += "\(quoted(item.name)):\(isBare ? item.value : quoted(item.value))"
      }
      text += "}"
    }
    return text + "}"
  }

  private static func isBare(_ name: String) -> Bool {
    bareParameters.contains(name) || bareEnds.contains { name.hasSuffix($0) }
  }

  /// Whether a text can stand in JSON without quotes.
  private static func isPlain(_ text: String) -> Bool {
    if text == "true" || text == "false" { return true }
    return Int64(text).map { String($0) == text } ?? false
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
