import TradingModel
public import TradingNetwork

/// Why a request to Binance did not succeed.
///
/// It says what happened, where, the likely cause and the next step, and holds no key, signature or parameter.
public struct BinanceError: Error, Hashable, Sendable {
  /// What kind of failure it is. A metric label: bounded and free of data.
  public enum Kind: String, Hashable, Sendable {
    /// The venue answered with an error code.
    case refused
    /// A rate limit was broken, or would have been.
    case throttled
    /// The venue has banned this address for a while.
    case banned
    /// A web application firewall or another box in between answered.
    case blocked
    /// The venue's servers failed.
    case server
    /// The answer was not what the venue's documentation describes.
    case unreadable
    /// There was no answer.
    case transport
    /// A request needs a key, and there is none.
    case missingCredentials
    /// Signing failed.
    case signing
    /// The client was shut down.
    case shutDown
  }

  /// What is known about the request's effect.
  public enum Outcome: String, Hashable, Sendable {
    /// The request had no effect.
    case definitive
    /// Whether it had an effect is not known; ask the venue before doing it again.
    case unknown
    /// It had no effect because of a limit; it may be sent again later.
    case throttled
  }

  /// What kind of failure it is.
  public let kind: Kind
  /// What is known about the request's effect, which decides whether it may be sent again.
  public let outcome: Outcome
  /// The venue's error code.
  public let code: Int?
  /// The venue's message, or what happened.
  public let message: String
  /// The status of the HTTP answer.
  public let httpStatus: Int?
  /// Method, host and path: `GET api.binance.com/api/v3/account`.
  public let endpoint: String
  /// How long the venue asks to wait.
  public let retryAfter: Duration?
  /// What kept the request from its answer, when there is none.
  public let transport: TransportError.Kind?
  /// What the venue says besides code and message: the parts of a request of which some failed.
  public let data: JSONValue?

  /// Makes an error; a message that others than this machine wrote loses what looks like a secret.
  public init(
    kind: Kind, outcome: Outcome, code: Int? = nil, message: String, httpStatus: Int? = nil, endpoint: String,
    retryAfter: Duration? = nil, transport: TransportError.Kind? = nil, data: JSONValue? = nil
  ) {
    self.kind = kind
    self.outcome = outcome
    self.code = code
    // Where nobody answered, the words are this machine's own, and may name a long path.
    self.message = kind == .transport || kind == .signing ? message : VenueText.withoutSecrets(message)
    self.httpStatus = httpStatus
    self.endpoint = endpoint
    self.retryAfter = retryAfter
    self.transport = transport
    self.data = data
  }

  /// Whether nothing was sent, so that the venue does not even know of the request.
  public var isUnsent: Bool {
    switch kind {
    case .missingCredentials, .signing, .shutDown: true
    case .throttled: httpStatus == nil && code == nil
    case .transport: outcome == .definitive
    case .refused, .banned, .blocked, .server, .unreadable: false
    }
  }

  /// Whether the server has no such endpoint, as older or partial servers have not.
  var isUnknownEndpoint: Bool { httpStatus == 404 || code == -5000 }

  /// Whether the server's WebSocket API has no such method, and so did nothing. The venue documents no code of its own for
  /// it: -1020 is that of operations that are not supported, others say it in words.
  var isUnknownMethod: Bool {
    outcome == .definitive && (isUnknownEndpoint || code == -1020 || message.lowercased().hasPrefix("unknown method"))
  }

  /// The likely cause and the next step, where they are known.
  public var hint: String? { BinanceErrorHints.hint(for: self) }
}

extension BinanceError: CustomStringConvertible {
  public var description: String {
    var text = endpoint.isEmpty ? "" : "\(endpoint): "
    if let code { text += "error \(code): " }
    text += message
    if let httpStatus, !(200..<300).contains(httpStatus) { text += " (HTTP \(httpStatus))" }
    if let retryAfter, retryAfter > .zero { text += "; retry in \(Int(retryAfter.inSeconds.rounded(.up))) s" }
    if let hint { text += "; \(hint)" }
    return text
  }
}
