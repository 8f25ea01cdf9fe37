public import TradingNetwork

/// The answer to a request, before it is read.
public struct BinanceResponse: Sendable {
  /// The status of the HTTP answer.
  public let status: Int
  /// The body as received: JSON in UTF-8, unless something else than the venue answered.
  public let body: [UInt8]

  /// Makes an answer of its status and body.
  public init(status: Int, body: [UInt8]) {
    self.status = status
    self.body = body
  }

  /// The body as a tree.
  public func json() throws(JSONError) -> JSONValue { try JSONValue(parsing: body) }
}
