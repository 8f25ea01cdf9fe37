import ArgumentParser
import Logging
import TradingLive

/// `argonaut gateway`: a node that any program drives over JSON Lines.
struct GatewayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gateway",
    abstract: "Trades from any language: commands on stdin, results and events on stdout, one JSON object per line.",
    discussion: """
      Prints {"event":"ready",…} when every client is connected and in step with the venue, and ends with code 0 on \
      {"command":"stop"}, the end of input, SIGINT or SIGTERM. Logs go to stderr. A command is one line, such as \
      those below; Docs/Gateway.md has them all.

        {"id":1,"command":"account"}
        {"command":"subscribe","instrument":"BTCUSDT.BINANCE","data":["quotes"]}
        {"command":"cancelAll","instrument":"BTCUSDT.BINANCE","side":"BUY"}
        {"command":"stop"}
      """
  )

  @Argument(help: "The node's configuration file (YAML or JSON).")
  var config: String

  func run() async throws {
    let signals = await TerminationSignals()
    ConsoleLog.bootstrap(level: .info)
    let file = try NodeFile.load(config)
    try NodeFile.requireClients(of: file.config, config)
    if !file.strategies.isEmpty {
      StandardError.write("argonaut: \(config): strategies are not run by the gateway; 'argonaut run' runs them")
    }
    do {
      try await GatewayRun(config: file.config).run(until: signals)
    } catch let failure as CommandFailure {
      throw CommandFailure(failure.exitCode, "\(config): \(failure.message)")
    }
  }
}
