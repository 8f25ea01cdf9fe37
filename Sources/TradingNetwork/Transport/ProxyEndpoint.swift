import Foundation

/// A proxy through which connections are made: `http://`, `https://`, `socks5://` or `socks5h://`, with a user and
/// password if it wants them. Its textual form leaves the password out.
public struct ProxyEndpoint: Sendable, Equatable, CustomStringConvertible {
  /// How the proxy itself is spoken to.
  public enum Scheme: String, Sendable {
    /// CONNECT over plain TCP.
    case http
    /// CONNECT over TLS.
    case https
    /// SOCKS version 5; names are resolved by the proxy.
    case socks5
  }

  /// A user and password. Without a textual form.
  public struct Credentials: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
    /// The name by which the proxy knows the user, percent-decoded.
    public let user: String
    /// The user's password, percent-decoded; empty where the URL names a user alone.
    public let password: String
    public var description: String { "redacted" }
    public var customMirror: Mirror { Mirror(self, children: []) }
  }

  /// How the proxy is spoken to; decides which handshake comes before the connection's own bytes.
  public let scheme: Scheme
  /// The proxy's host, without the brackets of an IPv6 address.
  public let host: String
  /// The proxy's port; where the URL names none, 80 for `http`, 443 for `https` and 1080 for SOCKS.
  public let port: Int
  /// What the proxy is shown; nil where the URL names no user.
  public let credentials: Credentials?

  /// Host and port for messages: `host:port`, with brackets around an IPv6 address.
  public var place: String { "\(host.contains(":") ? "[\(host)]" : host):\(port)" }
  public var description: String { "\(scheme.rawValue)://\(place)" }

  /// Takes a proxy's URL apart; the error never repeats it.
  public init(_ url: String) throws(TransportError) {
    func refuse(_ detail: String) -> TransportError {
      TransportError(kind: .proxy, place: "proxy URL", detail: detail, mayHaveBeenSent: false)
    }
    guard let components = URLComponents(string: url), let host = components.host, !host.isEmpty else {
      throw refuse("the proxy is not a URL such as http://user:password@host:port or socks5://host:port")
    }
    switch components.scheme?.lowercased() {
    case "http": scheme = .http
    case "https": scheme = .https
    case "socks5", "socks5h": scheme = .socks5
    default: throw refuse("the proxy's URL does not begin with http://, https://, socks5:// or socks5h://")
    }
    let bare = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    self.host = bare
    let fallback = [Scheme.http: 80, .https: 443, .socks5: 1_080][scheme] ?? 80
    let port = components.port ?? fallback
    guard (1...65_535).contains(port) else { throw refuse("the proxy's port is not a number below 65536") }
    self.port = port
    self.credentials = components.user.map { Credentials(user: $0, password: components.password ?? "") }
  }
}
