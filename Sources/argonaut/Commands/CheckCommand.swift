import ArgumentParser
import BinanceAdapter
import Logging
import TradingLive
import TradingModel

/// `argonaut check`: says whether a configuration can work, each point on its own line.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Checks a configuration: credentials, permissions, clock, limits, reachability.")

  @Argument(help: "The node's configuration file (YAML or JSON).")
  var config: String

  @Flag(help: "Print JSON Lines.")
  var json = false

  func run() async throws {
    ConsoleLog.bootstrap()
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
    try writer.check()
    if let worst { throw CommandFailure(worst, "\(config) does not pass; see the lines that say 'failed'") }
  }

  /// One client of the file.
  struct Client {
    let name: String
    let isExecution: Bool
    let connection: BinanceConnectionConfig
    let provider: BinanceInstrumentProviderConfig
  }

  /// The clients of a file, sorted by name, data clients first; wrong keys and values are told as they are found.
  static func clients(file: String) throws(CommandFailure) -> [Client] {
    var node = try NodeFile.load(file)
    // What `run` refuses before it connects. The gateway, which has no strategies, owns what its clients claim.
    if !node.strategies.isEmpty { _ = try StrategyAssignment(node, path: file) }
    // What the strategies trade is loaded by `run`, so it is looked for here as well.
    NodeFile.requireInstruments(of: &node)
    let config = node.config
    try NodeFile.requireClients(of: config, file)
    var clients: [Client] = []
    for (name, client) in config.dataClients.sorted(by: { $0.key < $1.key }) {
      guard let client = client as? BinanceDataClientConfig else { continue }
      clients.append(
        Client(name: name, isExecution: false, connection: client.connection, provider: client.instrumentProvider))
    }
    for (name, client) in config.execClients.sorted(by: { $0.key < $1.key }) {
      guard let client = client as? BinanceExecClientConfig else { continue }
      clients.append(
        Client(name: name, isExecution: true, connection: client.connection, provider: client.instrumentProvider))
    }
    return clients
  }

  private func findings(_ client: Client) async -> [BinanceCheckFinding] {
    do {
      let http = try BinanceHttpClient(client.connection, logger: Logger(label: "argonaut.check"))
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
