public import NIOCore
import NIOPosix
import NIOSSL
import TradingModel
import TradingNetwork

/// The sandbox on real sockets: one port for each product and one for the operator, all on one event loop.
///
/// ```swift
/// let server = try await SandboxServer.start(SandboxConfiguration())
/// print(server.address(of: .spot)?.http ?? "")
/// await server.stop()
/// ```
public final class SandboxServer: Sendable {
  /// Where a product is reached.
  public struct Address: Sendable {
    /// REST: `http://127.0.0.1:8080`.
    public let http: String
    /// Market streams: `ws://127.0.0.1:8080`.
    public let ws: String
    /// WebSocket API: `ws://127.0.0.1:8080`.
    public let wsApi: String
    /// The TCP port that all three share: the one that was bound, also where any was asked for.
    public let port: Int
  }

  /// How a sandbox listens.
  public struct Options: Sendable {
    /// The address to listen on, as it also stands in the URLs; the default is reached from this machine alone.
    public var host = "127.0.0.1"
    /// The first port, further ones follow; 0 takes free ones.
    public var port = 0
    /// Whether the products' ports speak TLS (`https`, `wss`); the operator's port never does.
    public var usesTLS = false
    /// PEM files for TLS; without them the sandbox makes a certificate for itself.
    public var certificateFile: String?
    /// The private key of ``certificateFile``; either file counts only together with the other.
    public var privateKeyFile: String?

    /// Makes options for free ports of this machine alone, without TLS.
    public init() {}
  }

  /// Why a sandbox cannot start.
  public enum StartError: Error, Sendable, CustomStringConvertible {
    case recording(RecordingError)
    /// A recording is of a product that is not to be served, so nobody would ever see it.
    case unservedRecording(path: String, product: SandboxProduct)
    case cannotListen(host: String, port: Int, reason: String)
    case tls(String)

    public var description: String {
      switch self {
      case .recording(let error): error.description
      case .unservedRecording(let path, let product):
        "recording \(path): it is of \(product.rawValue), which is not among the products; add \(product.rawValue) to them, or name none"
      case .cannotListen(let host, let port, let reason):
        "cannot listen on \(host):\(port): \(reason); another program may use the port: stop it, or choose another --port (0 takes free ones)"
      case .tls(let reason): "cannot set up TLS: \(reason); check the certificate and key files"
      }
    }
  }

  private let venue: NIOLoopBoundBox<SandboxVenue>
  private let loop: any EventLoop
  private let group: (any EventLoopGroup)?
  private let channels: [any Channel]
  /// The products in the order of their ports.
  public let products: [SandboxProduct]
  private let addresses: [SandboxProduct: Address]
  /// The operator's URL.
  public let adminURL: String
  /// The default account's key and secret.
  public let credentials: SandboxCredentials
  /// Those of the accounts that the configuration names.
  public let furtherCredentials: [SandboxCredentials]
  /// The certificate that clients must trust, in PEM, when the sandbox made one.
  public let certificatePEM: String?

  private init(
    _ parts: Parts, ports: [any Channel], options: Options, loop: any EventLoop, group: (any EventLoopGroup)?
  ) {
    venue = parts.venue
    self.loop = loop
    self.group = group
    channels = ports
    products = parts.products
    credentials = parts.credentials
    furtherCredentials = parts.furtherCredentials
    certificatePEM = parts.certificatePEM
    let scheme = options.usesTLS ? ("https", "wss") : ("http", "ws")
    var addresses: [SandboxProduct: Address] = [:]
    for (product, channel) in zip(parts.products, ports) {
      let port = channel.localAddress?.port ?? 0
      let place = "\(options.host):\(port)"
      addresses[product] = Address(
        http: "\(scheme.0)://\(place)", ws: "\(scheme.1)://\(place)", wsApi: "\(scheme.1)://\(place)", port: port)
    }
    self.addresses = addresses
    adminURL = "http://\(options.host):\(ports.last?.localAddress?.port ?? 0)"
  }

  /// Where a product is reached; nil when it is not served.
  public func address(of product: SandboxProduct) -> Address? { addresses[product] }

  // MARK: Life

  /// Starts a sandbox on an event loop of its own, or on the one given.
  public static func start(
    _ configuration: SandboxConfiguration, options: Options = Options(), eventLoop: (any EventLoop)? = nil
  ) async throws(StartError) -> SandboxServer {
    var recordings: [RecordingFile] = []
    for path in configuration.recordings {
      do { recordings.append(try RecordingFile(path: path)) } catch { throw .recording(error) }
    }
    if let products = configuration.products,
      let stranger = recordings.first(where: { !products.contains($0.product) })
    {
      throw .unservedRecording(path: stranger.path, product: stranger.product)
    }
    let tls = try makeTLS(options)
    let group = eventLoop == nil ? MultiThreadedEventLoopGroup(numberOfThreads: 1) : nil
    guard let loop = eventLoop ?? group?.next() else {
      throw .cannotListen(host: options.host, port: options.port, reason: "no event loop")
    }
    let parts: Parts
    do {
      parts = try await loop.submit { [recordings] in
        try Parts(configuration, recordings: recordings, loop: loop, certificatePEM: tls.certificatePEM)
      }.get()
    } catch let error as RecordingError {
      try? await group?.shutdownGracefully()
      throw .recording(error)
    } catch {
      try? await group?.shutdownGracefully()
      throw .cannotListen(host: options.host, port: options.port, reason: "\(error)")
    }
    do throws(StartError) {
      let ports = try await bind(parts, options: options, loop: loop, tls: tls.context)
      let server = SandboxServer(parts, ports: ports, options: options, loop: loop, group: group)
      loop.execute { server.venue.value.start() }
      return server
    } catch {
      try? await group?.shutdownGracefully()
      throw error
    }
  }

  /// Says goodbye to clients, closes the ports and stops the markets.
  public func stop() async {
    for channel in channels { try? await channel.close().get() }
    try? await loop.submit { self.venue.value.stop() }.get()
    try? await group?.shutdownGracefully()
  }

  /// Works with the venue on its loop.
  @discardableResult
  public func run<Result: Sendable>(_ body: @escaping @Sendable (SandboxVenue) -> Result) async -> Result {
    await withCheckedContinuation { continuation in
      loop.execute { continuation.resume(returning: body(self.venue.value)) }
    }
  }

  // MARK: Parts

  /// What is made on the loop before the ports are bound.
  private struct Parts: Sendable {
    let venue: NIOLoopBoundBox<SandboxVenue>
    let services: [NIOLoopBound<any FrontService>]
    let products: [SandboxProduct]
    let credentials: SandboxCredentials
    let furtherCredentials: [SandboxCredentials]
    let certificatePEM: String?

    init(
      _ configuration: SandboxConfiguration, recordings: [RecordingFile], loop: any EventLoop, certificatePEM: String?
    ) throws {
      let random = configuration.seed.map { RandomSource(seed: $0) } ?? .system()
      let venue = try SandboxVenue(
        configuration, recordings: recordings, clock: EventLoopClock(eventLoop: loop), random: random)
      products = venue.products
      credentials = venue.credentials
      furtherCredentials = venue.furtherCredentials
      services =
        venue.fronts.map { NIOLoopBound<any FrontService>($0, eventLoop: loop) }
        + [NIOLoopBound<any FrontService>(AdminFront(venue: venue), eventLoop: loop)]
      self.venue = NIOLoopBoundBox(venue, eventLoop: loop)
      self.certificatePEM = certificatePEM
    }
  }

  private static func bind(
    _ parts: Parts, options: Options, loop: any EventLoop, tls: NIOSSLContext?
  ) async throws(StartError) -> [any Channel] {
    var channels: [any Channel] = []
    for (index, service) in parts.services.enumerated() {
      let port = options.port == 0 ? 0 : options.port + index
      let isAdmin = index == parts.services.count - 1
      do {
        channels.append(
          try await ServerPort.bind(
            host: options.host, port: port, loop: loop, tls: isAdmin ? nil : tls, maximumBacklog: 16 << 20,
            service: service
          ).get())
      } catch {
        for channel in channels { try? await channel.close().get() }
        throw .cannotListen(host: options.host, port: port, reason: reason(error))
      }
    }
    return channels
  }

  private static func reason(_ error: any Error) -> String {
    guard let error = error as? IOError else { return "\(error)" }
    return switch error.errnoCode {
    case 98, 48: "the port is in use"
    case 13: "permission denied"
    default: error.description
    }
  }

  private static func makeTLS(
    _ options: Options
  ) throws(StartError) -> (context: NIOSSLContext?, certificatePEM: String?) {
    guard options.usesTLS else { return (nil, nil) }
    do {
      if let certificate = options.certificateFile, let key = options.privateKeyFile {
        return (try SelfSignedCertificate.context(certificateFile: certificate, keyFile: key), nil)
      }
      let own = try SelfSignedCertificate(
        now: EventLoopClock(eventLoop: MultiThreadedEventLoopGroup.singleton.next()).now)
      return (try own.context(), own.certificatePEM)
    } catch {
      throw .tls("\(error)")
    }
  }
}
