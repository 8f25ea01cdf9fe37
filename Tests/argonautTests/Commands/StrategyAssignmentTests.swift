import BinanceAdapter
import Foundation
import Testing
import TradingLive
import TradingModel

@testable import TradingEngine
@testable import argonaut

@Suite("The strategies of a configuration file and its execution clients")
struct StrategyAssignmentTests {
  private func file(_ clients: String, _ strategies: String) throws -> TradingNodeConfig.File {
    try TradingNodeConfig.load(
      tree: ConfigurationTree(
        text: "{ journal: { enabled: false }, execClients: { \(clients) }, strategies: [ \(strategies) ] }",
        source: "node.yaml"),
      dataFactory: BinanceLiveDataClientFactory(), execFactory: BinanceLiveExecClientFactory())
  }

  private func problem(_ clients: String, _ strategies: String) throws -> String {
    let file = try file(clients, strategies)
    let failure = try #require(throws: CommandFailure.self) { try StrategyAssignment(file, path: "node.yaml") }
    #expect(failure.exitCode == .usage && !failure.message.contains("\n"))
    return failure.message
  }

  private static let cross = #"{ type: EmaCross, instrument: BTCUSDT.BINANCE, tradeSize: "0.01" }"#
  private static let maker =
    #"{ type: MarketMaker, instrument: BTCUSDT.BINANCE, tradeSize: "0.01", maxPosition: "1", client: MARGIN }"#
  private static let both = "SPOT: { accountType: spot }, MARGIN: { accountType: margin }"
  private static let claiming = "SPOT: { accountType: spot, externalOrderClaims: [BTCUSDT.BINANCE] }"

  @Test("what a client claims belongs to the strategy that trades it, before anything is asked of the venue")
  func claims() async throws {
    let clients = "SPOT: { accountType: spot, apiKey: k, apiSecret: s, externalOrderClaims: [BTCUSDT.BINANCE] }"
    let other = Self.cross.replacing("BTCUSDT", with: "ETHUSDT")
    let file = try file(clients, [other, Self.cross].joined(separator: ", "))
    let assignment = try StrategyAssignment(file, path: "node.yaml")
    let node = TradingNode(config: file.config)
    NodeFile.addFactories(to: node)
    for make in file.strategies { node.addStrategy(make) }
    try await node.build()
    _ = await node.confine { assignment.apply(to: $0) }
    let (claims, owner) = try #require(
      await node.withKernel { ($0.executionEngine.claims, $0.strategies.last?.strategyId) })
    #expect(claims == [try InstrumentId("BTCUSDT.BINANCE"): try #require(owner)])
    await node.shutDown()
  }

  @Test("a claim that no strategy or several would look after is refused")
  func claimsWithoutOwner() throws {
    let other = Self.cross.replacing("BTCUSDT", with: "ETHUSDT")
    #expect(
      try problem(Self.claiming, other).hasPrefix(
        "node.yaml: execClients.SPOT.externalOrderClaims: no strategy trades BTCUSDT.BINANCE"))
    let second = Self.maker.replacing(", client: MARGIN", with: "")
    #expect(
      try problem(Self.claiming, "\(Self.cross), \(second)").contains("strategies[0] and strategies[1] trade BTCUSDT"))
  }

  @Test("a strategy has to name its client where several serve its instrument, and one that does")
  func clients() throws {
    #expect(
      try problem(Self.both, Self.cross)
        == "node.yaml: strategies[0].client: is missing; BTCUSDT.BINANCE is traded by MARGIN, SPOT: name one of them")
    #expect(try problem("SPOT: { accountType: spot }", Self.maker).contains("'MARGIN' does not trade BTCUSDT.BINANCE"))
    #expect(try StrategyAssignment(file(Self.both, Self.maker), path: "node.yaml").claims.isEmpty)
    #expect(try StrategyAssignment(file("", Self.cross), path: "node.yaml").claims.isEmpty)
  }

  @Test("check refuses what run would refuse, and leaves a gateway's claims alone")
  func checkedFiles() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "argonaut-\(UUID().uuidString).yaml")
    defer { try? FileManager.default.removeItem(at: file) }
    func check(_ strategies: String) throws -> [CheckCommand.Client] {
      let text = "{ journal: { enabled: false }, execClients: { \(Self.claiming) }, strategies: [ \(strategies) ] }"
      try text.write(to: file, atomically: true, encoding: .utf8)
      return try CheckCommand.clients(file: file.path)
    }
    let failure = try #require(throws: CommandFailure.self) { try check(Self.maker) }
    #expect(failure.exitCode == .usage && failure.message.contains("'MARGIN' does not trade BTCUSDT.BINANCE"))
    #expect(try check("").count == 1)
    #expect(try check(Self.cross).count == 1)
  }
}
