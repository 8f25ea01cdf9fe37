/// One HTTP response.
public struct HTTPResponse: Sendable {
  /// The status code, `200` and so on; redirects arrive here like any other.
  public var status: Int
  /// Header fields as received.
  public var headers: [(name: String, value: String)]
  /// The body as received; nothing is decompressed. The answer to a refused WebSocket request may lack its end.
  public var body: [UInt8]

  /// Makes a response, as received or as a simulated server answers.
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
