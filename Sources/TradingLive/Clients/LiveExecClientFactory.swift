public import TradingEngine

/// Makes an adapter's execution clients for a node.
public protocol LiveExecClientFactory: Sendable {
  /// Reads the client's part of a configuration file and refuses unknown keys (``ConfigurationTree/finish()``).
  func makeConfig(_ tree: ConfigurationTree) throws -> any ExecClientConfig
  /// Makes a client; called on the node's loop before anything connects.
  ///
  /// - Throws: an error in one clear line when the configuration or the credentials cannot work.
  func makeClient(
    config: any ExecClientConfig, context: ClientContext, sink: any ExecutionEventSink
  ) throws -> any ExecutionClient
}
