import BinanceAdapter
import BinanceSandbox
import Foundation
import Logging
import Synchronization
import Testing
import TradingLive
import TradingModel

@testable import argonaut

/// A gateway in this process, spoken to over pipes as another program would.
final class GatewayConversation: GatewaySpeaker {
  private struct State {
    var lines: [String] = []
    var read = 0
  }

  private let input: Int32
  private let state = Mutex(State())
  private let task: Task<Void, Never>

  /// Starts a gateway for a configuration.
  init(_ config: TradingNodeConfig) throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    let (commandsOut, commandsIn) = (ends[0], ends[1])
    try #require(pipe(&ends) == 0)
    let (eventsOut, eventsIn) = (ends[0], ends[1])
    input = commandsIn
    let shared = Outcome()
    outcome = shared
    task = Task {
      do {
        try await GatewayRun(config: config, input: commandsOut, output: eventsIn).run()
        shared.end(.success(()))
      } catch {
        shared.end(.failure(error))
      }
      close(eventsIn)
    }
    let thread = Thread { [self] in readLines(eventsOut) }
    thread.start()
  }

  /// How the run ended.
  private final class Outcome: Sendable {
    private let result = Mutex<Result<Void, any Error>?>(nil)
    func end(_ value: Result<Void, any Error>) { result.withLock { $0 = value } }
    var value: Result<Void, any Error>? { result.withLock { $0 } }
  }
  private let outcome: Outcome

  private func readLines(_ descriptor: Int32) {
    var assembler = GatewayLineAssembler(limit: 1 << 24)
    while true {
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { break }
      for piece in assembler.take(buffer[..<count]) {
        guard case .line(let bytes) = piece else { continue }
        state.withLock { $0.lines.append(String(decoding: bytes, as: UTF8.self)) }
      }
    }
    close(descriptor)
  }

  // MARK: Speaking

  func send(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = write(input, bytes, bytes.count)
  }

  func sendUnfinished(_ text: String) {
    let bytes = Array(text.utf8)
    _ = write(input, bytes, bytes.count)
  }

  func endInput() { close(input) }

  // MARK: Listening

  var lines: [String] { state.withLock { $0.lines } }

  /// The next line, from where the last search ended, that fits.
  func next(_ what: String, where fits: (JSONValue) -> Bool) async throws -> JSONValue {
    // Half a minute by count, not by the clock: simulations of other suites may hold the threads that tasks run on for minutes.
    for _ in 0..<15_000 {
      while let line = takeLine() {
        let value = try JSONValue(parsing: Array(line.utf8))
        if fits(value) { return value }
      }
      try await Task.sleep(for: .milliseconds(2))
    }
    Issue.record("no \(what) among\n\(lines.suffix(40).map { $0.prefix(400) }.joined(separator: "\n"))")
    throw GatewayProblem("no \(what)")
  }

  private func takeLine() -> String? {
    state.withLock { state in
      guard state.read < state.lines.count else { return nil }
      state.read += 1
      return state.lines[state.read - 1]
    }
  }

  /// Waits for the end of the run.
  func finish() async throws {
    await task.value
    try outcome.value?.get()
  }
}

/// An exchange for gateways.
struct GatewayVenue {
  let server: SandboxServer
  let directory: URL

  static func withSpot(seed: UInt64, _ body: (GatewayVenue) async throws -> Void) async throws {
    try await with([.spot], seed: seed, body)
  }

  static func with(
    _ products: [SandboxProduct], seed: UInt64, _ body: (GatewayVenue) async throws -> Void
  ) async throws {
    var configuration = SandboxConfiguration()
    configuration.products = products
    configuration.seed = seed
    let server = try await SandboxServer.start(configuration)
    let directory = FileManager.default.temporaryDirectory.appending(path: "argonaut-gateway-\(UUID().uuidString)")
    do {
      try await body(GatewayVenue(server: server, directory: directory))
    } catch {
      await server.stop()
      try? FileManager.default.removeItem(at: directory)
      throw error
    }
    await server.stop()
    try? FileManager.default.removeItem(at: directory)
  }

  /// A node for both futures products.
  func futuresConfig() throws -> TradingNodeConfig {
    var config = TradingNodeConfig(traderId: "GATE-001")
    config.logLevel = .critical
    config.journal.directory = directory.path
    for (name, product, type) in [
      ("USDM", SandboxProduct.usdm, BinanceAccountType.usdtFutures), ("COINM", .coinm, .coinFutures),
    ] {
      guard let address = server.address(of: product) else { continue }
      let symbol = product == .usdm ? "BTCUSDT-PERP.BINANCE" : "BTCUSD-PERP.BINANCE"
      config.dataClients[name] = BinanceDataClientConfig(
        accountType: type, baseURLHTTP: address.http, baseURLWS: address.ws,
        instrumentProvider: BinanceInstrumentProviderConfig(loadIds: [try InstrumentId(symbol)]))
      config.execClients[name] = BinanceExecClientConfig(
        accountType: type, apiKey: SecretText(server.credentials.apiKey),
        apiSecret: SecretText(server.credentials.apiSecret), baseURLHTTP: address.http, baseURLWS: address.ws,
        baseURLWSAPI: address.wsApi)
    }
    return config
  }

  /// A node for the exchange; with its journal in this venue's folder.
  func config() throws -> TradingNodeConfig {
    let address = try #require(server.address(of: .spot))
    var config = TradingNodeConfig(traderId: "GATE-001")
    config.logLevel = .critical
    config.journal.directory = directory.path
    config.dataClients["BINANCE"] = BinanceDataClientConfig(
      accountType: .spot, baseURLHTTP: address.http, baseURLWS: address.ws,
      instrumentProvider: BinanceInstrumentProviderConfig(loadIds: [try InstrumentId("BTCUSDT.BINANCE")]))
    config.execClients["BINANCE"] = BinanceExecClientConfig(
      accountType: .spot, apiKey: SecretText(server.credentials.apiKey),
      apiSecret: SecretText(server.credentials.apiSecret), baseURLHTTP: address.http, baseURLWS: address.ws,
      baseURLWSAPI: address.wsApi)
    return config
  }
}
