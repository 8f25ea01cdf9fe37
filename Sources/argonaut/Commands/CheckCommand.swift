import ArgumentParser
import BinanceAdapter
import Logging
import TradingLive
import TradingModel

/// `argonaut check`: says whether a configuration can work, each point on its own line.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check a configuration: credentials, permissions, clock, limits, reachability.")

  @Argument(help: "The node's configuration file (YAML or JSON).")
  var config: String

  @Flag(help: "Print JSON Lines.")
  var json = false

  func run() async throws {
    let clients = try Self.clients(file: config)
    let writer = LineWriter()
    let description = "\(clients.count) client\(clients.count == 1 ? "" : "s") in \(config)"
    write(BinanceCheckFinding("configuration", .ok, description), of: nil, writer)
    var worst: CommandFailure.Code?
    for client in clients {
      for finding in await findings(client) {
        write(finding, of: client, writer)
        guard finding.verdict == .failed else { continue }
        worst = Self.worse(worst, Self.code(finding))
      }
    }
    if let worst { throw CommandFailure(worst, "\(config) does not pass; see the lines that say 'failed'") }
  }

  /// One client of the file.
  struct Client {
    let name: String
    let isExecution: Bool
    let connection: BinanceConnectionConfig
    let provider: BinanceInstrumentProviderConfig
  }

  /// The clients of a file; wrong keys and values are told as they are found.
  static func clients(file: String) throws(CommandFailure) -> [Client] {
    do throws(ConfigurationError) {
      let tree = try ConfigurationTree(file: file)
      var clients: [Client] = []
      if let part = try tree.tree("dataClients") {
        for name in part.keys {
          guard let own = try part.tree(name) else { continue }
          let config = try BinanceDataClientConfig(tree: own)
          clients.append(
            Client(
              name: name, isExecution: false, connection: config.connection, provider: config.instrumentProvider))
        }
      }
      if let part = try tree.tree("execClients") {
        for name in part.keys {
          guard let own = try part.tree(name) else { continue }
          let config = try BinanceExecClientConfig(tree: own)
          clients.append(
            Client(name: name, isExecution: true, connection: config.connection, provider: config.instrumentProvider))
        }
      }
      guard !clients.isEmpty else {
        throw ConfigurationError(
          place: file, path: "", problem: "there are no clients; add dataClients or execClients, see README")
      }
      return clients
    } catch {
      throw CommandFailure(.usage, error.description)
    }
  }

  private func findings(_ client: Client) async -> [BinanceCheckFinding] {
    do {
      let http = try BinanceHttpClient(client.connection, logger: StandardError.logger("check"))
      let findings = try await http.check(client.provider, needsKey: client.isExecution)
      await http.shutDown()
      return findings
    } catch {
      return [BinanceCheckFinding("credentials", .failed, "\(error)", origin: .configuration)]
    }
  }

  private func write(_ finding: BinanceCheckFinding, of client: Client?, _ writer: LineWriter) {
    if json {
      var line = JSONLine("type", "check")
      line.string("client", client?.name)
      line.string("role", client.map { $0.isExecution ? "execution" : "data" })
      line.string("check", finding.check)
      line.string("verdict", finding.verdict.rawValue)
      line.string("detail", finding.detail)
      writer.write(line)
    } else {
      let name = client.map { "\($0.name) (\($0.isExecution ? "execution" : "data"))  " } ?? ""
      let verdict = finding.verdict.rawValue + String(repeating: " ", count: 9 - finding.verdict.rawValue.count)
      writer.write("\(verdict)\(name)\(finding.check): \(finding.detail)")
    }
    writer.flush()
  }

  private static func code(_ finding: BinanceCheckFinding) -> CommandFailure.Code {
    switch finding.origin {
    case .venue: .refused
    case .connection: .failed
    case .configuration, .none: .usage
    }
  }

  /// The venue's refusal says more than a failed connection, and that more than a doubtful configuration.
  private static func worse(_ left: CommandFailure.Code?, _ right: CommandFailure.Code) -> CommandFailure.Code {
    guard let left else { return right }
    return left.rawValue >= right.rawValue ? left : right
  }
}
