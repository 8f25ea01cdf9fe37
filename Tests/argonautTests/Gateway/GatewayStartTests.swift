import BinanceAdapter
import Logging
import Testing
import TradingLive
import TradingModel

@testable import argonaut

@Suite("A gateway whose node is still starting", .serialized)
struct GatewayStartTests {
  /// A node that waits for its venue: it has an instrument to ask for, without which it would be up at once.
  private func config(_ hole: BlackHole) throws -> TradingNodeConfig {
    var config = TradingNodeConfig(traderId: "GATE-001")
    config.logLevel = .critical
    config.journal.enabled = false
    config.timeoutConnection = .seconds(3_600)
    config.dataClients["BINANCE"] = BinanceDataClientConfig(
      accountType: .spot, baseURLHTTP: hole.http, baseURLWS: hole.ws,
      instrumentProvider: BinanceInstrumentProviderConfig(loadIds: [try InstrumentId("BTCUSDT.BINANCE")]))
    return config
  }

  @Test("ends at once and without a failure when it is told to stop")
  func stop() async throws {
    let hole = try BlackHole()
    let gateway = try GatewayConversation(config(hole))
    try await gateway.ask(1, #""command":"stop""#)
    try await gateway.finish()
    #expect(gateway.lines.allSatisfy { !$0.contains("ready") })
  }

  @Test("tells what is wrong with the start where its input has already ended")
  func endedInput() async throws {
    try await GatewayVenue.withSpot(seed: 40) { venue in
      var config = try venue.config()
      var client = try #require(config.execClients["BINANCE"] as? BinanceExecClientConfig)
      client.apiKey = SecretText("nobody's")
      config.execClients["BINANCE"] = client
      let gateway = try GatewayConversation(config)
      gateway.endInput()
      await #expect(throws: CommandFailure.self) { try await gateway.finish() }
    }
  }

  @Test("carries out afterwards, in order, what it was told before, and ends then")
  func backlog() async throws {
    try await GatewayVenue.withSpot(seed: 41) { venue in
      let gateway = try GatewayConversation(venue.config())
      gateway.send(#"{"id":1,"command":"positions"}"#)
      gateway.send(#"{"id":2,"command":"orders"}"#)
      gateway.send(#"{"id":3,"command":"stop"}"#)
      gateway.endInput()
      try await gateway.finish()
      let lines = try gateway.lines.map { try JSONValue(parsing: Array($0.utf8)) }
      let told = lines.compactMap { $0["event"]?.text == "ready" ? 0 : $0["result"]?.int }
      #expect(told == [0, 1, 2, 3], "\(gateway.lines)")
    }
  }
}
