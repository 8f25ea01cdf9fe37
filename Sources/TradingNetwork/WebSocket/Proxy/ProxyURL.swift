/// A proxy: `http://[user:password@]host:port`, `socks5://…` or `socks5h://…`.
public struct ProxyURL: Sendable {
  /// The protocols that are spoken with proxies.
  public enum Scheme: String, Sendable {
    /// A tunnel by HTTP `CONNECT`.
    case http
    /// SOCKS version 5. Names are always resolved by the proxy, as with `socks5h`.
    case socks5
    case socks5h
  }

  public let scheme: Scheme
  public let host: String
  public let port: Int
  /// User and password, when the proxy wants them. They have no textual form.
  let credentials: (user: String, password: String)?

  /// Host and port, for messages.
  public var place: String { "\(host.contains(":") ? "[\(host)]" : host):\(port)" }

  /// Takes a proxy's URL apart; the error never repeats its password.
  public init(_ text: String) throws(TransportError) {
    func refuse(_ detail: String) -> TransportError {
      TransportError(kind: .invalidURL, place: "proxy URL", detail: detail, mayHaveBeenSent: false)
    }
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), let mark = text.firstRange(of: "://"),
      let scheme = Scheme(rawValue: text[..<mark.lowerBound].lowercased())
    else { throw refuse("a proxy's URL begins with http://, socks5:// or socks5h://") }
    var authority = text[mark.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    if let at = authority.lastIndex(of: "@") {
      let parts = authority[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard let user = Self.decode(parts[0]), let password = Self.decode(parts.count > 1 ? parts[1] : ""),
        user.utf8.count <= 255, password.utf8.count <= 255
      else { throw refuse("the proxy's user or password is badly percent-encoded or too long") }
      credentials = (user, password)
      authority = authority[authority.index(after: at)...]
    } else {
      credentials = nil
    }
    var host = authority
    var portText: Substring?
    if authority.first == "[", let end = authority.firstIndex(of: "]") {
      host = authority[authority.index(after: authority.startIndex)..<end]
      portText = authority[authority.index(after: end)...].dropFirst()
    } else if let colon = authority.lastIndex(of: ":") {
      host = authority[..<colon]
      portText = authority[authority.index(after: colon)...]
    }
    guard !host.isEmpty else { throw refuse("the proxy's URL names no host") }
    guard let port = UInt16(portText ?? (scheme == .http ? "8080" : "1080")), port > 0 else {
      throw refuse("the proxy's port is not a number below 65536")
    }
    self.scheme = scheme
    self.host = host.lowercased()
    self.port = Int(port)
  }

  private static func decode(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.popFirst().flatMap(JSONString.hexValue), let low = rest.popFirst().flatMap(JSONString.hexValue)
      else { return nil }
      bytes.append(high << 4 | low)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
