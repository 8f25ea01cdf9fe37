public import TradingEngine

/// Makes an adapter's data clients for a node.
public protocol LiveDataClientFactory: Sendable {
  /// Reads the client's part of a configuration file and refuses unknown keys (``ConfigurationTree/finish()``).
  func makeConfig(_ tree: ConfigurationTree) throws -> any DataClientConfig
  /// Makes a client; called on the node's loop before anything connects.
  ///
  /// - Throws: an error in one clear line when the configuration or the credentials cannot work.
  func makeClient(
    config: any DataClientConfig, context: ClientContext, sink: any MarketDataSink
  ) throws -> any DataClient
}
