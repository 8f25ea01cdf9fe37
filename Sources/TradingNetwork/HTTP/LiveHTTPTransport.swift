import AsyncHTTPClient
public import NIOCore
import NIOHTTP1
import NIOSSL
import TradingModel

/// The HTTP transport of the live world: async-http-client, bound to one event loop.
///
/// Connections live on that loop and are kept warm between requests. Redirects are handed to the caller as they are,
/// nothing is compressed or retried, certificates are always verified. Call ``shutDown(completion:)`` before the loop
/// ends.
public final class LiveHTTPTransport: HTTPTransport {
  private let eventLoop: any EventLoop
  private let client: HTTPClient
  private let maxResponseBytes: Int
  private let mapper: TransportErrorMapper
  private var isShutDown = false

  /// A transport on a loop; fails if an option names something unusable.
  public init(eventLoop: any EventLoop, options: HTTPTransportOptions = HTTPTransportOptions()) throws(TransportError) {
    let proxy = try options.proxyURL.map { (url) throws(TransportError) in try ProxyEndpoint(url) }
    var configuration = HTTPClient.Configuration(
      tlsConfiguration: try Self.tlsConfiguration(trustRootsFile: options.trustRootsFile),
      redirectConfiguration: .disallow,
      timeout: HTTPClient.Configuration.Timeout(connect: .nanoseconds(options.connectTimeout.wholeNanoseconds)),
      decompression: .disabled)
    configuration.proxy = try proxy.map { (proxy) throws(TransportError) in try Self.clientProxy(proxy) }
    configuration.httpVersion = .http1Only
    configuration.connectionPool.idleTimeout = .nanoseconds(options.idleTimeout.wholeNanoseconds)
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = max(1, options.maxConnectionsPerHost)
    configuration.connectionPool.retryConnectionEstablishment = false
    self.eventLoop = eventLoop
    self.client = HTTPClient(eventLoopGroupProvider: .shared(eventLoop), configuration: configuration)
    self.maxResponseBytes = min(max(options.maxResponseBytes, 0), Int(UInt32.max))
    self.mapper = TransportErrorMapper(proxyPlace: proxy?.place)
  }

  deinit {
    if isShutDown { return }
    let client = client
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
    let collector = HTTPResponseCollector(limit: maxResponseBytes)
    // The client's group has this one loop, so connections are on it as well. (Asking for that explicitly would make the
    // pool close a connection after each use.)
    let task = client.execute(
      request: wire, delegate: collector, eventLoop: .delegate(on: eventLoop),
      deadline: .now() + .nanoseconds(min(timeout, .seconds(86_400)).wholeNanoseconds))
    let loop = eventLoop.assumeIsolated()
    let mapper = mapper
    var isSending = true
    task.futureResult.assumeIsolated().whenComplete { result in
      let answer = result.mapError { mapper.map($0, url: url, mayHaveBeenSent: collector.mayHaveBeenSent) }
      if isSending { loop.execute { completion(answer) } } else { completion(answer) }
    }
    isSending = false
  }

  /// Ends all connections; requests under way fail. `completion` runs on the loop.
  public func shutDown(completion: @escaping () -> Void = {}) {
    if isShutDown { return eventLoop.assumeIsolated().execute(completion) }
    isShutDown = true
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

  /// How TLS is spoken: certificates verified in full, with extra trusted ones on request.
  static func tlsConfiguration(trustRootsFile: String?) throws(TransportError) -> TLSConfiguration {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.minimumTLSVersion = .tlsv12
    guard let trustRootsFile else { return configuration }
    do {
      let certificates = try NIOSSLCertificate.fromPEMFile(trustRootsFile)
      configuration.additionalTrustRoots = [.certificates(certificates)]
      return configuration
    } catch {
      throw TransportError(
        kind: .tls, place: trustRootsFile, detail: "the file of trusted certificates cannot be read as PEM",
        mayHaveBeenSent: false)
    }
  }

  private static func clientProxy(_ proxy: ProxyEndpoint) throws(TransportError) -> HTTPClient.Configuration.Proxy {
    switch (proxy.scheme, proxy.credentials) {
    case (.http, let credentials):
      return .server(
        host: proxy.host, port: proxy.port,
        authorization: credentials.map { .basic(username: $0.user, password: $0.password) })
    case (.socks5, nil): return .socksServer(host: proxy.host, port: proxy.port)
    case (.socks5, _), (.https, _):
      throw TransportError(
        kind: .proxy, place: proxy.place,
        detail: "HTTP requests cannot go through a SOCKS5 proxy with a password, nor a proxy that is itself reached "
          + "over TLS; use an http:// proxy or one without a password", mayHaveBeenSent: false)
    }
  }
}
