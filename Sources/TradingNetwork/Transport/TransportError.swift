/// Why a request or connection failed before there was an answer.
public struct TransportError: Error, Sendable, CustomStringConvertible {
  /// What kind of failure it is. A metric label: bounded and free of data.
  public enum Kind: String, Sendable {
    case invalidURL
    case nameResolution
    case connectionRefused
    case connectTimeout
    case tls
    case proxy
    case requestTimeout
    case connectionReset
    case shutDown
    case other
  }

  /// What kind of failure it is.
  public let kind: Kind
  /// Host and port, or what else tells where it happened; never a query, a header or a body.
  public let place: String
  /// What happened, for people.
  public let detail: String
  /// Whether any byte of the request may have reached the peer: if so, its effect is unknown.
  public let mayHaveBeenSent: Bool

  /// Makes an error; the caller keeps keys, queries and bodies out of its texts.
  public init(kind: Kind, place: String, detail: String, mayHaveBeenSent: Bool) {
    self.kind = kind
    self.place = place
    self.detail = detail
    self.mayHaveBeenSent = mayHaveBeenSent
  }

  public var description: String { "\(detail) (\(place))" }
}
