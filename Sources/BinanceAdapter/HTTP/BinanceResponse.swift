public import TradingNetwork

/// The answer to a request, before it is read.
public struct BinanceResponse: Sendable {
  public let status: Int
  public let body: [UInt8]

  public init(status: Int, body: [UInt8]) {
    self.status = status
    self.body = body
  }

  /// The body as a tree.
  public func json() throws(JSONError) -> JSONValue { try JSONValue(parsing: body) }
}
