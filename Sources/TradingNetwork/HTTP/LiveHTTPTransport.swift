import AsyncHTTPClient
public import NIOCore
import NIOHTTP1
public import TradingModel

/// The HTTP transport of the live world: async-http-client, bound to one event loop.
///
/// Connections live on that loop and are kept warm between requests. Redirects are handed to the caller as they are,
/// nothing is compressed or retried, certificates are always verified. Call ``shutDown(completion:)`` before the loop
/// ends.
public final class LiveHTTPTransport: HTTPTransport {
  private let eventLoop: any EventLoop
  private let configuration: HTTPClient.Configuration
  private let relay: ProxyRelay?
  private let maxResponseBytes: Int
  private let mapper: TransportErrorMapper
  private var client: HTTPClient?
  /// What waits until the relay listens.
  private var waiting: [(Result<HTTPClient, any Error>) -> Void] = []
  private var isShutDown = false

  /// A transport on a loop; fails if an option names something unusable.
  ///
  /// - Parameters:
  ///   - eventLoop: the loop that the connections live on.
  ///   - options: the proxy, the trusted certificates, and the limits of connections and answers.
  ///   - random: where the password of the relay to a proxy comes from.
  public init(
    eventLoop: any EventLoop, options: HTTPTransportOptions = HTTPTransportOptions(), random: RandomSource = .system()
  ) throws(TransportError) {
    let proxy = try options.proxyURL.map { (url) throws(TransportError) in try ProxyEndpoint(url) }
    let tls = try TLSClient(trustRootsFile: options.trustRootsFile)
    let connectTimeout = TimeAmount.nanoseconds(options.connectTimeout.wholeNanoseconds)
    var configuration = HTTPClient.Configuration(
      tlsConfiguration: tls.configuration, redirectConfiguration: .disallow,
      timeout: HTTPClient.Configuration.Timeout(connect: connectTimeout), decompression: .disabled)
    configuration.proxy = proxy.flatMap(Self.clientProxy)
    configuration.httpVersion = .http1Only
    configuration.connectionPool.idleTimeout = .nanoseconds(options.idleTimeout.wholeNanoseconds)
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = max(1, options.maxConnectionsPerHost)
    configuration.connectionPool.retryConnectionEstablishment = false
    self.eventLoop = eventLoop
    self.configuration = configuration
    self.maxResponseBytes = min(max(options.maxResponseBytes, 0), Int(UInt32.max))
    self.mapper = TransportErrorMapper(proxyPlace: proxy?.place)
    if let proxy, ProxyRelay.isNeeded(for: proxy) {
      relay = ProxyRelay(to: proxy, eventLoop: eventLoop, tls: tls, connectTimeout: connectTimeout, random: random)
      client = nil
    } else {
      relay = nil
      client = HTTPClient(eventLoopGroupProvider: .shared(eventLoop), configuration: configuration)
    }
  }

  deinit {
    if isShutDown { return }
    relay?.close()
    guard let client else { return }
    client.shutdown { _ in withExtendedLifetime(client) {} }
  }

  public func send(
    _ request: HTTPRequest, timeout: Duration, completion: @escaping (Result<HTTPResponse, TransportError>) -> Void
  ) {
    let url: EndpointURL
    let wire: HTTPClient.Request
    do throws(TransportError) {
      url = try EndpointURL(request.url)
      wire = try Self.wireRequest(request, url)
    } catch {
      return eventLoop.assumeIsolated().execute { completion(.failure(error)) }
    }
    if isShutDown {
      let error = TransportError(
        kind: .shutDown, place: url.place, detail: "the transport is shut down", mayHaveBeenSent: false)
      return eventLoop.assumeIsolated().execute { completion(.failure(error)) }
    }
    let deadline = NIODeadline.now() + .nanoseconds(min(timeout, .seconds(86_400)).wholeNanoseconds)
    if let client { return execute(wire, url, on: client, deadline: deadline, completion: completion) }
    openRelay { result in
      switch result {
      case .success(let client): self.execute(wire, url, on: client, deadline: deadline, completion: completion)
      case .failure(let error): completion(.failure(self.mapper.map(error, url: url, mayHaveBeenSent: false)))
      }
    }
  }

  /// Makes the client that goes through the relay, once that listens.
  private func openRelay(_ next: @escaping (Result<HTTPClient, any Error>) -> Void) {
    guard let relay else { return }
    waiting.append(next)
    guard waiting.count == 1 else { return }
    relay.open { result in
      let made: Result<HTTPClient, any Error> = result.flatMap { port in
        if self.isShutDown { return .failure(HTTPClientError.alreadyShutdown) }
        var configuration = self.configuration
        configuration.proxy = .server(
          host: "127.0.0.1", port: port, authorization: .basic(username: relay.user, password: relay.password))
        return .success(HTTPClient(eventLoopGroupProvider: .shared(self.eventLoop), configuration: configuration))
      }
      self.client = try? made.get()
      let waiting = self.waiting
      self.waiting = []
      for next in waiting { next(made) }
    }
  }

  private func execute(
    _ wire: HTTPClient.Request, _ url: EndpointURL, on client: HTTPClient, deadline: NIODeadline,
    completion: @escaping (Result<HTTPResponse, TransportError>) -> Void
  ) {
    let collector = HTTPResponseCollector(limit: maxResponseBytes)
    // The client's group has this one loop, so connections are on it as well. (Asking for that explicitly would make the
    // pool close a connection after each use.)
    let task = client.execute(
      request: wire, delegate: collector, eventLoop: .delegate(on: eventLoop), deadline: deadline)
    let loop = eventLoop.assumeIsolated()
    let mapper = mapper
    let relay = relay
    var isSending = true
    task.futureResult.assumeIsolated().whenComplete { result in
      let answer = result.mapError {
        let error = mapper.map($0, url: url, mayHaveBeenSent: collector.mayHaveBeenSent)
        return relay?.explain(error, url) ?? error
      }
      if isSending { loop.execute { completion(answer) } } else { completion(answer) }
    }
    isSending = false
  }

  /// Ends all connections; requests under way fail. `completion` runs on the loop.
  public func shutDown(completion: @escaping () -> Void = {}) {
    if isShutDown { return eventLoop.assumeIsolated().execute(completion) }
    isShutDown = true
    relay?.close()
    guard let client else { return eventLoop.assumeIsolated().execute(completion) }
    client.shutdown().hop(to: eventLoop).assumeIsolated().whenComplete { _ in completion() }
  }

  private static func wireRequest(
    _ request: HTTPRequest, _ url: EndpointURL
  ) throws(TransportError) -> HTTPClient.Request {
    let body: HTTPClient.Body? = request.body.isEmpty ? nil : .bytes(request.body)
    do {
      return try HTTPClient.Request(
        url: request.url, method: HTTPMethod(rawValue: request.method.rawValue),
        headers: HTTPHeaders(request.headers.map { ($0.name, $0.value) }), body: body)
    } catch {
      throw TransportError(
        kind: .invalidURL, place: url.place, detail: "the URL cannot be requested", mayHaveBeenSent: false)
    }
  }

  /// The proxy as the client knows it; nil for one that only a relay reaches.
  private static func clientProxy(_ proxy: ProxyEndpoint) -> HTTPClient.Configuration.Proxy? {
    switch (proxy.scheme, proxy.credentials) {
    case (.http, let credentials):
      .server(
        host: proxy.host, port: proxy.port,
        authorization: credentials.map { .basic(username: $0.user, password: $0.password) })
    case (.socks5, nil): .socksServer(host: proxy.host, port: proxy.port)
    case (.socks5, _), (.https, _): nil
    }
  }
}
