public import NIOCore
public import TradingModel

/// The runtime of the live world: the machine's clocks and real sockets, all on one NIO event loop.
public final class LiveRuntime {
  /// How the runtime reaches the outside world.
  public struct Options: Sendable {
    /// The proxy that every connection goes through; nil connects directly.
    public var proxyURL: String?
    /// A PEM file of certificates that are trusted besides the system's.
    public var trustRootsFile: String?
    /// How long opening an HTTP connection may take, with TLS.
    public var httpConnectTimeout: Duration

    /// Makes options; by default connections are direct and trust the system's certificates alone.
    public init(
      proxyURL: String? = nil, trustRootsFile: String? = nil, httpConnectTimeout: Duration = .seconds(5)
    ) {
      self.proxyURL = proxyURL
      self.trustRootsFile = trustRootsFile
      self.httpConnectTimeout = httpConnectTimeout
    }
  }

  /// The seams, for whoever lives on the loop.
  public let runtime: Runtime
  /// The event loop that everything lives on.
  public let eventLoop: any EventLoop
  private let http: LiveHTTPTransport

  /// A runtime on an event loop; call it on that loop. It fails if an option names something unusable.
  ///
  /// - Parameters:
  ///   - eventLoop: the loop that the clock and all connections live on.
  ///   - options: how the runtime reaches the outside world.
  ///   - random: where random numbers come from; by default a generator seeded by the operating system.
  public init(
    eventLoop: any EventLoop, options: Options = Options(), random: RandomSource = .system()
  ) throws(TransportError) {
    self.eventLoop = eventLoop
    http = try LiveHTTPTransport(
      eventLoop: eventLoop,
      options: HTTPTransportOptions(
        proxyURL: options.proxyURL, trustRootsFile: options.trustRootsFile,
        connectTimeout: options.httpConnectTimeout), random: random.split())
    let webSocket = try LiveWebSocketTransport(
      eventLoop: eventLoop, random: random.split(),
      options: WebSocketTransportOptions(proxyURL: options.proxyURL, trustRootsFile: options.trustRootsFile))
    runtime = Runtime(
      loop: NIOTradingLoop(eventLoop), clock: EventLoopClock(eventLoop: eventLoop), random: random, http: http,
      webSocket: webSocket)
  }

  /// Ends all HTTP connections; WebSockets end with whoever opened them. `completion` runs on the loop.
  public func shutDown(completion: @escaping () -> Void = {}) {
    http.shutDown(completion: completion)
  }
}
