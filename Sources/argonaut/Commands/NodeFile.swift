import BinanceAdapter
import TradingLive
import TradingModel

/// Reads a node's configuration file with the Binance factories.
enum NodeFile {
  /// Reads the file, or ends the command with its one clear line.
  static func load(_ path: String) throws(CommandFailure) -> TradingNodeConfig.File {
    do {
      var file = try TradingNodeConfig.load(
        file: path, dataFactory: BinanceLiveDataClientFactory(), execFactory: BinanceLiveExecClientFactory())
      for (name, client) in file.config.execClients {
        guard let exec = client as? BinanceExecClientConfig,
          let data = file.config.dataClients[name] as? BinanceDataClientConfig
        else { continue }
        file.config.execClients[name] = exec.takingURLs(from: data)
      }
      file.config.requiredInstruments = requirements(of: file.config)
      return file
    } catch {
      throw CommandFailure(.usage, "\(error)")
    }
  }

  /// Refuses a node without clients, which has nothing to do.
  static func requireClients(of config: TradingNodeConfig, _ path: String) throws(CommandFailure) {
    guard config.execClients.isEmpty, config.dataClients.isEmpty else { return }
    throw CommandFailure(
      .usage, "\(path): there are no clients; add dataClients or execClients, see Docs/Configuration.md")
  }

  /// Names the Binance factories for every client of a node's configuration.
  static func addFactories(to node: TradingNode) {
    for name in node.config.dataClients.keys { node.addDataClientFactory(name, BinanceLiveDataClientFactory()) }
    for name in node.config.execClients.keys { node.addExecClientFactory(name, BinanceLiveExecClientFactory()) }
  }

  /// Makes the data clients load what the strategies trade before these start, and the node need it: a strategy whose
  /// instrument does not exist has nothing to do.
  static func requireInstruments(of file: inout TradingNodeConfig.File) {
    for (name, client) in file.config.dataClients {
      guard var client = client as? BinanceDataClientConfig, !client.instrumentProvider.loadAll else { continue }
      let own = file.instruments.filter {
        $0.venue == client.venue
          && BinanceSymbol.serves(symbol: $0.symbol, accountType: client.connection.accountType)
      }
      client.instrumentProvider.loadIds = Set(client.instrumentProvider.loadIds + own).sorted()
      file.config.dataClients[name] = client
    }
    file.config.requiredInstruments += file.instruments.map { [$0] }
  }

  /// Of what a client is to load at least something must exist; one symbol that was delisted stops no node.
  private static func requirements(of config: TradingNodeConfig) -> [[InstrumentId]] {
    let data = config.dataClients.values.compactMap { ($0 as? BinanceDataClientConfig)?.instrumentProvider }
    let execution = config.execClients.values.compactMap { ($0 as? BinanceExecClientConfig)?.instrumentProvider }
    return (data + execution).filter { !$0.loadAll }.map(\.loadIds)
  }

  /// The exit code for a node that did not come up.
  static func code(of error: any Error) -> CommandFailure.Code {
    let causes = (error as? NodeError)?.causes ?? []
    if causes.contains(where: { $0 is UnknownInstrumentsError }) { return .usage }
    return isRefusal(error) ? .refused : .failed
  }

  /// Whether a node did not come up because the venue said no.
  private static func isRefusal(_ error: any Error) -> Bool {
    (error as? NodeError)?.causes.contains {
      [.refused, .banned, .throttled, .blocked].contains(($0 as? BinanceError)?.kind)
    } == true
  }
}
