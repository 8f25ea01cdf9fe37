public import Logging
public import TradingEngine
public import TradingModel
public import TradingNetwork

/// What a factory gets to build a client with.
public struct ClientContext {
  /// How a client wants its connections made.
  public struct ConnectionOptions: Hashable, Sendable {
    /// The proxy that every connection goes through; `nil` connects directly.
    public var proxyURL: String?
    /// A PEM file of certificates that are trusted besides the system's.
    public var trustRootsFile: String?

    /// Makes the options; without any, connections are direct and the system's certificates are trusted.
    public init(proxyURL: String? = nil, trustRootsFile: String? = nil) {
      self.proxyURL = proxyURL
      self.trustRootsFile = trustRootsFile
    }
  }

  /// The name of the client in the node's configuration.
  public let clientId: ClientId
  /// The trader whose node the client belongs to.
  public let traderId: TraderId
  /// The kernel's cache, for reading.
  public let cache: Cache
  /// The client's own log, labelled `argonaut.client.NAME`.
  public let logger: Logger
  /// Where what must survive a restart is kept, such as a ban's deadline; `nil` when the node keeps nothing.
  public let stateDirectory: String?
  private let makeRuntime: (ConnectionOptions) throws -> Runtime

  /// Makes what a factory is handed; the node makes one for each of its clients.
  public init(
    clientId: ClientId, traderId: TraderId, cache: Cache, logger: Logger, stateDirectory: String?,
    makeRuntime: @escaping (ConnectionOptions) throws -> Runtime
  ) {
    self.clientId = clientId
    self.traderId = traderId
    self.cache = cache
    self.logger = logger
    self.stateDirectory = stateDirectory
    self.makeRuntime = makeRuntime
  }

  /// The seams of the node's loop, with connections made as asked: every socket of the client lives on that loop.
  public func runtime(_ options: ConnectionOptions = ConnectionOptions()) throws -> Runtime {
    try makeRuntime(options)
  }
}
