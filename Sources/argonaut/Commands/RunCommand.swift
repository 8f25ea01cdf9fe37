import ArgumentParser
import BinanceAdapter
import Logging
import Synchronization
import TradingEngine
import TradingLive

/// Runs a node from a configuration file with the built-in strategies.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Runs a node from a configuration file with the built-in strategies.",
    discussion: """
      The file is YAML or JSON; an unknown key is refused with its line and the nearest valid name. The node stops
      gracefully on SIGINT or SIGTERM, and with --json when nobody reads stdout any more. Logs go to stderr.
      """
  )

  @Argument(help: "The configuration file.")
  var config: String

  @Flag(help: "Print every order, position and account event as a line of JSON.")
  var json = false

  func run() async throws {
    ConsoleLog.bootstrap(level: .info)
    var file = try NodeFile.load(config)
    try NodeFile.requireClients(of: file.config, config)
    if file.strategies.isEmpty {
      StandardError.write(
        "argonaut: \(config): there are no strategies, so nothing will trade; see Docs/Configuration.md for those that "
          + "are built in, or use 'argonaut gateway'")
    }
    let assignment = try StrategyAssignment(file, path: config)
    NodeFile.requireInstruments(of: &file)
    let node = TradingNode(config: file.config)
    NodeFile.addFactories(to: node)
    for make in file.strategies { node.addStrategy(make) }
    do {
      try await node.build()
    } catch {
      throw CommandFailure(.usage, "\(config): \(error)")
    }
    // Before the venue is asked for orders, so that those of elsewhere have their owners.
    _ = await node.confine { assignment.apply(to: $0) }
    let output = Output()
    if json {
      _ = await node.confine { kernel in
        EventPrinter(kernel) { [weak node] failure in
          output.failure.withLock { $0 = failure }
          node?.stop()
        }
      }
    }
    do {
      try await node.run()
    } catch {
      throw CommandFailure(NodeFile.code(of: error), "\(config): \(error)")
    }
    if let failure = output.failure.withLock({ $0 }) { throw failure }
  }

  /// What became of stdout.
  private final class Output: Sendable {
    let failure = Mutex<CommandFailure?>(nil)
  }
}
