/// One HTTP request.
public struct HTTPRequest: Sendable {
  /// The request methods in use.
  public enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case delete = "DELETE"
  }

  /// What is done with the resource that the URL names.
  public var method: Method
  /// The full URL: scheme, host, port, path and query, already percent-encoded.
  public var url: String
  /// Header fields in the order they are sent.
  public var headers: [(name: String, value: String)]
  /// The bytes that follow the header fields; empty for none.
  public var body: [UInt8]

  /// Makes a request; by default it reads and has neither header fields nor body.
  public init(
    method: Method = .get, url: String, headers: [(name: String, value: String)] = [], body: [UInt8] = []
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
  }
}
