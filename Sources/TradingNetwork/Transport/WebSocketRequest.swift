/// Where to connect and how.
public struct WebSocketRequest: Sendable {
  /// The full URL, `wss://host:port/path?query`.
  public var url: String
  /// Extra header fields of the upgrade request.
  public var headers: [(name: String, value: String)]
  /// How long opening may take, from DNS to the upgrade's answer.
  public var connectTimeout: Duration

  /// Makes a request for one attempt to connect.
  public init(url: String, headers: [(name: String, value: String)] = [], connectTimeout: Duration = .seconds(10)) {
    self.url = url
    self.headers = headers
    self.connectTimeout = connectTimeout
  }
}
