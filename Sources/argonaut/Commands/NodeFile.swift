import BinanceAdapter
import TradingLive

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
      return file
    } catch {
      throw CommandFailure(.usage, "\(error)")
    }
  }

  /// Names the Binance factories for every client of a node's configuration.
  static func addFactories(to node: TradingNode) {
    for name in node.config.dataClients.keys { node.addDataClientFactory(name, BinanceLiveDataClientFactory()) }
    for name in node.config.execClients.keys { node.addExecClientFactory(name, BinanceLiveExecClientFactory()) }
  }

  /// Whether a node did not come up because the venue said no.
  static func isRefusal(_ error: any Error) -> Bool {
    (error as? NodeError)?.causes.contains {
      [.refused, .banned, .throttled, .blocked].contains(($0 as? BinanceError)?.kind)
    } == true
  }
}
