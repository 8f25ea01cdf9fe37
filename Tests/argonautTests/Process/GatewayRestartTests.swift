import BinanceAdapter
import BinanceSandbox
import Foundation
import Testing

@testable import argonaut

/// Gateways that are stopped, killed and started again on an exchange that goes on living.
@Suite("A gateway that is started again", .serialized)
struct GatewayRestartTests {
  private static let order = #""command":"submit","order":{"instrument":"BTCUSDT.BINANCE","side":"BUY","#

  /// Runs `body` with an exchange and what starts a gateway on it.
  private func withVenue(
    seed: UInt64, _ body: (SandboxServer, () throws -> ArgonautProcess) async throws -> Void
  ) async throws {
    var sandbox = SandboxConfiguration()
    sandbox.products = [.spot]
    sandbox.seed = seed
    let server = try await SandboxServer.start(sandbox)
    let folder = FileManager.default.temporaryDirectory.appending(path: "argonaut-restart-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let address = try #require(server.address(of: .spot))
    let file = folder.appending(path: "node.yaml")
    let text = """
      traderId: AGAIN-001
      journal: { directory: \(folder.appending(path: "state").path) }
      dataClients:
        BINANCE: { baseURLHTTP: "\(address.http)", baseURLWS: "\(address.ws)", instrumentProvider: { loadIds: [BTCUSDT.BINANCE] } }
      execClients:
        BINANCE: { baseURLHTTP: "\(address.http)", baseURLWS: "\(address.ws)", baseURLWSAPI: "\(address.wsApi)" }
      """
    try text.write(to: file, atomically: true, encoding: .utf8)
    let keys = ["BINANCE_API_KEY": server.credentials.apiKey, "BINANCE_API_SECRET": server.credentials.apiSecret]
    do {
      try await body(server) { try ArgonautProcess(["gateway", file.path], environment: keys) }
    } catch {
      await server.stop()
      throw error
    }
    await server.stop()
  }

  @Test(
    "After a crash the orders are known, owned and cancelable, and nothing is told twice")
  func killed() async throws {
    try await withVenue(seed: 41) { _, start in
      let first = try start()
      _ = try await first.event("ready")
      try await first.ask(1, Self.order + #""type":"LIMIT","quantity":"0.01","price":"30000","clientOrderId":"k-1"}"#)
      _ = try await first.event("OrderAccepted", of: "k-1")
      try await first.ask(2, Self.order + #""type":"MARKET","quantity":"0.01","clientOrderId":"k-2"}"#)
      _ = try await first.next("last fill") { $0["leavesQuantity"]?.text == "0.00000" }
      first.kill()
      _ = try await first.finish()
      let second = try start()
      _ = try await second.event("ready")
      #expect(!second.lines.contains { $0.contains("OrderFilled") || $0.contains("OrderAccepted") }, "\(second.lines)")
      let order = try await second.ask(3, #""command":"order","clientOrderId":"k-1""#)["order"]
      #expect(order?["status"]?.text == "ACCEPTED")
      #expect(order?["strategy"]?.text == "GATEWAY-000")
      let positions = try await second.ask(4, #""command":"positions""#)["positions"]?.elements
      #expect(positions?.first?["side"]?.text == "LONG")
      let twice = try await second.ask(
        5, Self.order + #""type":"LIMIT","quantity":"0.01","price":"30000","clientOrderId":"k-1"}"#)
      #expect(twice["ok"]?.bool == false)
      try await second.ask(6, #""command":"cancelAll","instrument":"BTCUSDT.BINANCE""#)
      _ = try await second.event("OrderCanceled", of: "k-1")
      try await second.ask(7, #""command":"stop""#)
      #expect(try await second.finish() == 0)
    }
  }

  @Test(
    "The kill switch cancels, denies, stays set over a restart and is reset by hand")
  func killSwitch() async throws {
    try await withVenue(seed: 42) { _, start in
      let first = try start()
      _ = try await first.event("ready")
      let resting = Self.order + #""type":"LIMIT","quantity":"0.01","price":"30000","clientOrderId":"#
      try await first.ask(1, resting + #""s-1"}"#)
      _ = try await first.event("OrderAccepted", of: "s-1")
      try await first.ask(2, #""command":"kill""#)
      _ = try await first.event("OrderCanceled", of: "s-1")
      try await first.ask(3, resting + #""s-2"}"#)
      _ = try await first.event("OrderDenied", of: "s-2")
      first.endInput()
      #expect(try await first.finish() == 0)
      let second = try start()
      let ready = try await second.event("ready")
      #expect(ready["killed"]?.bool == true)
      try await second.ask(4, resting + #""s-3"}"#)
      _ = try await second.event("OrderDenied", of: "s-3")
      try await second.ask(5, #""command":"resume""#)
      try await second.ask(6, resting + #""s-4"}"#)
      _ = try await second.event("OrderAccepted", of: "s-4")
      second.interrupt()
      #expect(try await second.finish() == 0)
    }
  }

  @Test("What is wrong before the start ends with its code and one line")
  func startFailures() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "argonaut-start-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "node.yaml")
    for (text, code) in [
      ("traderId: X-001", Int32(2)), ("dataClint: {}", 2), ("execClients: { BINANCE: { accountType: spott } }", 2),
      ("execClients: { BINANCE: { accountType: spot } }", 2),
      (
        "dataClients: { BINANCE: { baseURLHTTP: 'http://127.0.0.1:9', baseURLWS: 'ws://127.0.0.1:9', loadAll: true } }",
        2
      ),
      (
        "dataClients: { BINANCE: { baseURLHTTP: 'http://127.0.0.1:9', baseURLWS: 'ws://127.0.0.1:9', "
          + "instrumentProvider: { loadAll: true } } }", 1
      ),
    ] {
      try (text + "\njournal: { enabled: false }\n").write(to: file, atomically: true, encoding: .utf8)
      let process = try ArgonautProcess(["gateway", file.path])
      process.endInput()
      #expect(try await process.finish() == code, "\(text): \(process.errors)")
      #expect(process.lines.isEmpty)
      #expect(process.errors.split(separator: "\n").last?.hasPrefix("argonaut: ") == true, "\(process.errors)")
    }
    let missing = try ArgonautProcess(["gateway", folder.appending(path: "none.yaml").path])
    #expect(try await missing.finish() == 2)
  }
}
