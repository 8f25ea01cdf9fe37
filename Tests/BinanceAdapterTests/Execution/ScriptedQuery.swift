import BinanceAdapter

/// Texts that scripted venues read and write.
enum ScriptedQuery {
  static func parameters(_ query: String) -> [String: String] {
    var result: [String: String] = [:]
    for pair in query.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1)
      if let name = parts.first { result[String(name)] = parts.count > 1 ? String(parts[1]) : "" }
    }
    return result
  }

  /// The parameters of a request of the WebSocket API, as a query would have them.
  static func parameters(_ json: JSONValue?) -> [String: String] {
    var result: [String: String] = [:]
    for member in json?.members ?? [] {
      result[member.key] = member.value.text ?? member.value.bool.map { $0 ? "true" : "false" }
    }
    return result
  }

  static func list(_ items: [String]) -> String { "[\(items.joined(separator: ","))]" }

  static func error(_ code: Int, _ message: String) -> String { "{\"code\":\(code),\"msg\":\"\(message)\"}" }
}
