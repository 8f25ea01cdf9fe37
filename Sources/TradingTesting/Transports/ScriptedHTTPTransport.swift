public import TradingModel
public import TradingNetwork

/// An HTTP transport that a test drives by hand: it shows what was sent, and the test answers.
///
/// Requests wait until the test answers them, or are answered by ``responder`` where one is set.
public final class ScriptedHTTPTransport: HTTPTransport {
  /// A request that was sent and not answered yet.
  public final class Exchange {
    /// What the code under test sent.
    public let request: HTTPRequest
    /// After how long the transport itself fails the request with `TransportError/Kind/requestTimeout`.
    public let timeout: Duration
    fileprivate var completion: ((Result<HTTPResponse, TransportError>) -> Void)?

    fileprivate init(
      request: HTTPRequest, timeout: Duration, completion: @escaping (Result<HTTPResponse, TransportError>) -> Void
    ) {
      self.request = request
      self.timeout = timeout
      self.completion = completion
    }

    /// Whether nobody has answered yet.
    public var isWaiting: Bool { completion != nil }

    /// Answers with a result; the first answer counts.
    public func finish(_ result: Result<HTTPResponse, TransportError>) {
      let completion = completion
      self.completion = nil
      completion?(result)
    }

    /// Answers with a status and a body of text.
    public func answer(_ status: Int = 200, _ body: String = "{}", headers: [(name: String, value: String)] = []) {
      finish(.success(HTTPResponse(status: status, headers: headers, body: Array(body.utf8))))
    }

    /// Fails it.
    public func fail(_ kind: TransportError.Kind, mayHaveBeenSent: Bool = true) {
      finish(
        .failure(
          TransportError(kind: kind, place: "scripted", detail: kind.rawValue, mayHaveBeenSent: mayHaveBeenSent)))
    }
  }

  /// Everything that was sent, in order.
  public private(set) var exchanges: [Exchange] = []
  /// Answers requests by itself; nil leaves a request to the test.
  public var responder: ((HTTPRequest) -> Result<HTTPResponse, TransportError>?)?

  private let clock: any TradingClock

  /// - Parameter clock: on which answers of the ``responder`` and timeouts come.
  public init(clock: any TradingClock) { self.clock = clock }

  /// Keeps the request in ``exchanges``; it is answered by ``responder``, by the test, or by its timeout.
  public func send(
    _ request: HTTPRequest, timeout: Duration, completion: @escaping (Result<HTTPResponse, TransportError>) -> Void
  ) {
    let exchange = Exchange(request: request, timeout: timeout, completion: completion)
    exchanges.append(exchange)
    if let result = responder?(request) {
      clock.schedule(after: .zero) { exchange.finish(result) }
    }
    clock.schedule(after: timeout) { exchange.fail(.requestTimeout) }
  }

  /// The requests that nobody has answered.
  public var waiting: [Exchange] { exchanges.filter(\.isWaiting) }

  /// The requests whose URL contains this text.
  public func requests(containing text: String) -> [HTTPRequest] {
    exchanges.map(\.request).filter { $0.url.contains(text) }
  }
}
