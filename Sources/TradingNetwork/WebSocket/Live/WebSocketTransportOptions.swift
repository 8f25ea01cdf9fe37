/// How a ``LiveWebSocketTransport`` connects.
public struct WebSocketTransportOptions: Sendable {
  /// The proxy that every connection goes through, such as `http://user:password@host:port` or `socks5://host:port`;
  /// nil connects directly. There is no falling back to a direct connection.
  public var proxyURL: String?
  /// A PEM file of certificates that are trusted besides the system's.
  public var trustRootsFile: String?
  /// The largest message that is accepted.
  public var maximumMessageSize: Int
  /// How many bytes may wait to be sent before `send` refuses more.
  public var maximumQueuedBytes: Int
  /// How long the peer has to answer a close frame.
  public var closeTimeout: Duration

  /// Makes options; by default connections are direct and trust the system's certificates alone.
  public init(
    proxyURL: String? = nil, trustRootsFile: String? = nil, maximumMessageSize: Int = 16 << 20,
    maximumQueuedBytes: Int = 1 << 20, closeTimeout: Duration = .seconds(2)
  ) {
    self.proxyURL = proxyURL
    self.trustRootsFile = trustRootsFile
    self.maximumMessageSize = maximumMessageSize
    self.maximumQueuedBytes = maximumQueuedBytes
    self.closeTimeout = closeTimeout
  }
}
