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

  static func list(_ items: [String]) -> String { "[\(items.joined(separator: ","))]" }

  static func error(_ code: Int, _ message: String) -> String { "{\"code\":\(code),\"msg\":\"\(message)\"}" }
}
