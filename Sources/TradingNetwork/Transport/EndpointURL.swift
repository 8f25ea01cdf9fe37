/// A URL taken apart as far as a transport needs it, and checked: scheme, host, port, path, query.
///
/// Plain, unencrypted schemes are accepted for this machine only (``LoopbackRule``).
public struct EndpointURL: Sendable, Equatable {
  /// The schemes that are understood.
  public enum Scheme: String, Sendable {
    case http
    case https
    case ws
    case wss
  }

  /// What is spoken with the server, and whether encrypted.
  public let scheme: Scheme
  /// The host in lower case, without the brackets of an IPv6 address.
  public let host: String
  /// The port to connect to; where the URL names none, 443 of the encrypted schemes and 80 of the others.
  public let port: Int
  /// The path, always beginning with `/`.
  public let path: String
  /// The query without its `?`; empty when there is none.
  public let query: String

  /// Whether the connection is encrypted.
  public var isSecure: Bool { scheme == .https || scheme == .wss }
  /// Host and port for messages and `Host` fields: `host:port`.
  public var place: String { "\(host.contains(":") ? "[\(host)]" : host):\(port)" }
  /// Path and query as they go into a request line.
  public var target: String { query.isEmpty ? path : "\(path)?\(query)" }

  private init(nowhere host: String) {
    scheme = .https
    self.host = host
    port = 0
    path = "/"
    query = ""
  }

  /// What stands for a URL that could not be taken apart.
  static let nowhere = EndpointURL(nowhere: "invalid")

  /// Takes a URL apart; the error never repeats its query.
  public init(_ url: String) throws(TransportError) {
    func refuse(_ place: String, _ detail: String) -> TransportError {
      TransportError(kind: .invalidURL, place: place, detail: detail, mayHaveBeenSent: false)
    }
    guard url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw refuse("URL", "the URL contains spaces or characters that are not percent-encoded")
    }
    guard let colon = url.firstRange(of: "://"), let scheme = Scheme(rawValue: url[..<colon.lowerBound].lowercased())
    else { throw refuse("URL", "the URL does not begin with http://, https://, ws:// or wss://") }
    let rest = url[colon.upperBound...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard !authority.contains("@") else { throw refuse("URL", "the URL contains a user name or password") }
    let (host, portText) = Self.split(authority)
    guard !host.isEmpty else { throw refuse("URL", "the URL names no host") }
    self.scheme = scheme
    self.host = host.lowercased()
    if let portText {
      guard let port = UInt16(portText), port > 0 else {
        throw refuse(host, "the URL's port is not a number below 65536")
      }
      self.port = Int(port)
    } else {
      self.port = scheme == .https || scheme == .wss ? 443 : 80
    }
    var tail = rest[authority.endIndex...]
    if let hash = tail.firstIndex(of: "#") { tail = tail[..<hash] }
    let path = tail.prefix { $0 != "?" }
    self.path = path.isEmpty ? "/" : String(path)
    self.query = String(tail[path.endIndex...].dropFirst())
    guard isSecure || LoopbackRule.isLoopback(host: host) else {
      throw refuse(place, "unencrypted \(scheme.rawValue):// is for this machine only; use \(scheme.rawValue)s://")
    }
  }

  private static func split(_ authority: Substring) -> (host: String, port: Substring?) {
    if authority.first == "[", let end = authority.firstIndex(of: "]") {
      let after = authority[authority.index(after: end)...]
      return (
        String(authority[authority.index(after: authority.startIndex)..<end]), after.isEmpty ? nil : after.dropFirst()
      )
    }
    guard let colon = authority.lastIndex(of: ":") else { return (String(authority), nil) }
    return (String(authority[..<colon]), authority[authority.index(after: colon)...])
  }
}
