/// The web application firewall before the venue: what looks like an attack is answered with 403 and no JSON.
enum RequestScreen {
  private static let words: [[String]] = [
    ["union", "select"], ["select", "from"], ["insert", "into"], ["delete", "from"], ["drop", "table"],
  ]

  /// Whether a parameter holds what a database would take for a statement, or a browser for a script.
  static func blocks(_ pairs: [(name: String, value: String)]) -> Bool {
    pairs.contains { pair in
      guard pair.value.utf8.count > 5 else { return false }
      let text = pair.value.lowercased()
      if text.contains("<script") { return true }
      let tokens = text.split { !$0.isLetter && !$0.isNumber }.map(String.init)
      guard tokens.count > 1 else { return false }
      return words.contains { words in
        var rest = words[...]
        for token in tokens where token == rest.first { rest = rest.dropFirst() }
        return rest.isEmpty
      }
    }
  }
}
