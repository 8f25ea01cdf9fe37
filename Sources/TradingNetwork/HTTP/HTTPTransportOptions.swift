/// How a ``LiveHTTPTransport`` connects.
public struct HTTPTransportOptions: Sendable {
  /// The proxy that every connection goes through, `http://user:password@host:port`, `https://…` or `socks5://…`;
  /// nil connects directly. There is no falling back to a direct connection.
  public var proxyURL: String?
  /// A PEM file of certificates that are trusted besides the system's.
  public var trustRootsFile: String?
  /// How long opening a connection may take, with TLS.
  public var connectTimeout: Duration
  /// The largest answer that is accepted.
  public var maxResponseBytes: Int
  /// How long an unused connection is kept open.
  public var idleTimeout: Duration
  /// How many connections to one host are open at once.
  public var maxConnectionsPerHost: Int

  /// Makes options; by default connections are direct and trust the system's certificates alone.
  public init(
    proxyURL: String? = nil, trustRootsFile: String? = nil, connectTimeout: Duration = .seconds(5),
    maxResponseBytes: Int = 64 << 20, idleTimeout: Duration = .seconds(55), maxConnectionsPerHost: Int = 8
  ) {
    self.proxyURL = proxyURL
    self.trustRootsFile = trustRootsFile
    self.connectTimeout = connectTimeout
    self.maxResponseBytes = maxResponseBytes
    self.idleTimeout = idleTimeout
    self.maxConnectionsPerHost = maxConnectionsPerHost
  }
}
