/// What a client of the ``ProxyRelay`` asks for: a tunnel by HTTP `CONNECT`.
struct ConnectRequest: Equatable {
  let host: String
  let port: Int
  /// What the `Proxy-Authorization` field holds; empty without one.
  let authorization: String

  /// Reads a request's head, without the empty line at its end; nil if it asks for anything else.
  init?(head: String) {
    let lines = head.split(separator: "\r\n")
    guard let words = lines.first?.split(separator: " "), words.count == 3, words[0] == "CONNECT" else { return nil }
    guard let colon = words[1].lastIndex(of: ":"), let port = UInt16(words[1][words[1].index(after: colon)...]) else {
      return nil
    }
    let host = words[1][..<colon].drop { $0 == "[" }.prefix { $0 != "]" }
    guard !host.isEmpty, port > 0 else { return nil }
    self.host = String(host)
    self.port = Int(port)
    authorization =
      lines.dropFirst().lazy.compactMap { line -> String? in
        guard let end = line.firstIndex(of: ":"), line[..<end].lowercased() == "proxy-authorization" else { return nil }
        return String(line[line.index(after: end)...].drop { $0 == " " })
      }.first ?? ""
  }
}
