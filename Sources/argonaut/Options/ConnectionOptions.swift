import ArgumentParser
import BinanceAdapter
import TradingLive

/// How to reach the venue: what watch, instruments, request and record have in common.
struct ConnectionOptions: ParsableArguments {
  @Option(help: "spot, margin, isolated_margin, usdt_futures or coin_futures (default: spot).")
  var accountType: String?

  @Option(help: "live, testnet or demo (default: live).")
  var environment: String?

  @Flag(help: "Use Binance US.")
  var us = false

  @Option(name: .customLong("base-url-http"), help: "Replaces the REST host: scheme, host and port.")
  var baseURLHTTP: String?

  @Option(name: .customLong("base-url-ws"), help: "Replaces the stream host: scheme, host and port.")
  var baseURLWS: String?

  @Option(name: .customLong("base-url-ws-api"), help: "Replaces the WebSocket API host: scheme, host and port.")
  var baseURLWSAPI: String?

  @Flag(help: "Take aggregated trades instead of single ones; on futures they always are.")
  var useAggTradeTicks = false

  @Option(help: "A node configuration whose first client is used.")
  var config: String?

  @Option(help: "A file with the API key; otherwise the environment is asked.")
  var apiKeyFile: String?

  @Option(help: "A file with the API secret or private key; otherwise the environment is asked.")
  var apiSecretFile: String?

  @Option(name: .customLong("proxy-url"), help: "A proxy: http, https or socks5://user:password@host:port.")
  var proxyURL: String?

  @Option(help: "A PEM file of certificates that are trusted besides the system's.")
  var trustRootsFile: String?

  /// The client's configuration: the file's first client, if one is named, and the options on top of it.
  func dataClientConfig() throws(CommandFailure) -> BinanceDataClientConfig {
    do throws(ConfigurationError) {
      var result = try fileConfig() ?? BinanceDataClientConfig()
      var connection = result.connection
      if let accountType { connection.accountType = try BinanceAccountType(spelling: accountType) }
      if let environment { connection.environment = try BinanceEnvironment(spelling: environment) }
      if us { connection.us = true }
      connection.baseURLHTTP = baseURLHTTP ?? connection.baseURLHTTP
      connection.baseURLWS = baseURLWS ?? connection.baseURLWS
      connection.baseURLWSAPI = baseURLWSAPI ?? connection.baseURLWSAPI
      connection.apiKeyFile = apiKeyFile ?? connection.apiKeyFile
      connection.apiSecretFile = apiSecretFile ?? connection.apiSecretFile
      connection.proxyURL = proxyURL ?? connection.proxyURL
      connection.trustRootsFile = trustRootsFile ?? connection.trustRootsFile
      if useAggTradeTicks { result.useAggTradeTicks = true }
      result.connection = connection
      // Unusable URLs are told before anything starts.
      try connection.validate()
      return result
    } catch {
      throw CommandFailure(.usage, error.description)
    }
  }

  /// The first client of the configuration file: a data client, or else an execution client.
  private func fileConfig() throws(ConfigurationError) -> BinanceDataClientConfig? {
    guard let config else { return nil }
    let tree = try ConfigurationTree(file: config)
    if let clients = try tree.tree("dataClients"), let first = clients.keys.first, let own = try clients.tree(first) {
      return try BinanceDataClientConfig(tree: own)
    }
    if let clients = try tree.tree("execClients"), let first = clients.keys.first, let own = try clients.tree(first) {
      let client = try BinanceExecClientConfig(tree: own)
      return BinanceDataClientConfig(
        connection: client.connection, venue: client.venue, instrumentProvider: client.instrumentProvider)
    }
    throw ConfigurationError(place: config, path: "dataClients", problem: "there is no client in the file")
  }
}
