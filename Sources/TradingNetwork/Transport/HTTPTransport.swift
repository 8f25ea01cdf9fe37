/// The seam through which everything in Argonaut makes HTTP requests.
///
/// A transport belongs to one loop: it is called on that loop and calls back on it, exactly once per request, never
/// before `send` returns. It follows no redirects and retries nothing.
public protocol HTTPTransport: AnyObject {
  /// Sends one request.
  ///
  /// - Parameters:
  ///   - request: what to send, with a full URL.
  ///   - timeout: how long to wait for the whole response.
  ///   - completion: receives the response (of any status) or why there is none.
  func send(
    _ request: HTTPRequest, timeout: Duration, completion: @escaping (Result<HTTPResponse, TransportError>) -> Void)
}

/// One HTTP request.
public struct HTTPRequest: Sendable {
  /// The request methods in use.
  public enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case delete = "DELETE"
  }

  public var method: Method
  /// The full URL: scheme, host, port, path and query, already percent-encoded.
  public var url: String
  /// Header fields in the order they are sent.
  public var headers: [(name: String, value: String)]
  public var body: [UInt8]

  public init(
    method: Method = .get, url: String, headers: [(name: String, value: String)] = [], body: [UInt8] = []
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
  }
}

/// One HTTP response.
public struct HTTPResponse: Sendable {
  public var status: Int
  /// Header fields as received.
  public var headers: [(name: String, value: String)]
  public var body: [UInt8]

  public init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The first value of a header field, whatever the case of its name.
  public func header(_ name: String) -> String? {
    let wanted = name.lowercased()
    return headers.first { $0.name.lowercased() == wanted }?.value
  }
}
