import Logging
public import TradingEngine
public import TradingModel

extension TradingNodeConfig {
  /// What a configuration file describes: the node, and the built-in strategies that it runs.
  public struct File: Sendable {
    /// The node, its clients and its engines' settings.
    public var config: TradingNodeConfig
    /// Makes the strategies of the file, in its order; call it on the node's loop.
    public var strategies: [@Sendable () throws -> Strategy]
    /// What the strategies trade.
    public var instruments: [InstrumentId]
    /// What each of the strategies trades, in the file's order.
    public var trades: [[StrategyTrade]]
  }

  /// Reads a YAML or JSON file.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - dataFactory: reads the data clients' parts.
  ///   - execFactory: reads the execution clients' parts.
  /// - Throws: ``ConfigurationError`` naming the file, line and key.
  public static func load(
    file path: String, dataFactory: any LiveDataClientFactory, execFactory: any LiveExecClientFactory
  ) throws -> File {
    try load(tree: ConfigurationTree(file: path), dataFactory: dataFactory, execFactory: execFactory)
  }

  /// The trader's name, which names a folder too.
  static func traderId(_ tree: ConfigurationTree) throws(ConfigurationError) -> String {
    guard let name = try tree.string("traderId") else { return "TRADER-001" }
    guard !name.isEmpty, !name.hasPrefix("."), name.utf8.allSatisfy({ $0 > 32 && $0 != UInt8(ascii: "/") }) else {
      throw tree.error("traderId", "'\(name)' cannot be the name of a folder; use letters, digits, - and _")
    }
    return name
  }

  /// Reads a configuration tree; see ``load(file:dataFactory:execFactory:)``.
  public static func load(
    tree: ConfigurationTree, dataFactory: any LiveDataClientFactory, execFactory: any LiveExecClientFactory
  ) throws -> File {
    var config = TradingNodeConfig()
    config.traderId = TraderId(try traderId(tree))
    if let clients = try tree.tree("dataClients") {
      for name in clients.keys {
        config.dataClients[name] = try dataFactory.makeConfig(clients.require(name, clients.tree(name)))
      }
    }
    if let clients = try tree.tree("execClients") {
      for name in clients.keys {
        config.execClients[name] = try execFactory.makeConfig(clients.require(name, clients.tree(name)))
      }
    }
    try config.kernel.read(tree)
    config.journal = try JournalConfig(tree: tree.tree("journal"))
    config.onStop = try tree.word("onStop", as: OpenOrdersPolicy.self) ?? .leave
    config.timeoutConnection = try tree.duration("timeoutConnection", unit: .seconds) ?? config.timeoutConnection
    config.timeoutReconciliation =
      try tree.duration("timeoutReconciliation", unit: .seconds) ?? config.timeoutReconciliation
    config.timeoutDisconnection =
      try tree.duration("timeoutDisconnection", unit: .seconds) ?? config.timeoutDisconnection
    config.timeoutPostStop = try tree.duration("timeoutPostStop", unit: .seconds) ?? config.timeoutPostStop
    config.logLevel = try tree.word("logLevel", as: LogLevelWord.self)?.level ?? .info
    let strategies = try (tree.trees("strategies") ?? []).map { try StrategyFile.read($0) }
    try tree.finish()
    return File(
      config: config, strategies: strategies.map(\.make), instruments: Set(strategies.flatMap(\.instruments)).sorted(),
      trades: strategies.map(\.trades))
  }
}
