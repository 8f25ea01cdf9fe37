import BinanceAdapter
import Foundation
import Testing

@testable import argonaut

@Suite("The demo", .serialized)
struct DemoTests {
  /// It counts seconds of the clock on the wall, which it must have for itself: `ARGONAUT_LONG=1` and a filter.
  static let isWanted = ProcessInfo.processInfo.environment["ARGONAUT_LONG"] != nil

  @Test(
    "trades spot and futures in one node, spot against the perpetual too, and reports both",
    .enabled(if: DemoTests.isWanted))
  func bothProducts() async throws {
    let demo = try ArgonautProcess(["demo", "--json", "--seconds", "300", "--seed", "3"])
    for instrument in ["BTCUSDT.BINANCE", "BTCUSDT-PERP.BINANCE"] {
      _ = try await demo.next("fill of \(instrument)") {
        $0["event"]?.text == "OrderFilled" && $0["instrument"]?.text == instrument
          && (instrument == "BTCUSDT.BINANCE" || $0["strategy"]?.text == "BasisTrade-001")
      }
    }
    demo.interrupt()
    let report = try await demo.next("report") { $0["type"]?.text == "report" }
    #expect(try await demo.finish() == 0)
    let accounts = Set(report["balances"]?.elements?.compactMap { $0["account"]?.text } ?? [])
    #expect(accounts == ["BINANCE_SPOT-001", "BINANCE_FUTURES-001"])
    let strategies = report["strategies"]?.elements?.compactMap { $0["strategy"]?.text } ?? []
    #expect(strategies == ["EmaCross-001", "SimpleMarketMaker-001", "BasisTrade-001"])
    #expect((report["fills"]?.int ?? 0) >= 2 && report["rejected"]?.int == 0)
    #expect(report["realizedPnl"]?.text != nil && report["latency"]?["count"]?.int != nil)
  }

  @Test("leaves the keys of the environment alone")
  func foreignKeys() async throws {
    let keys = [
      "BINANCE_API_KEY": "somebody-elses-key-0123456789", "BINANCE_API_SECRET": "somebody-elses-secret-012345",
    ]
    let demo = try ArgonautProcess(["demo", "--json", "--seconds", "1"], environment: keys)
    #expect(try await demo.finish() == 0)
    #expect(!demo.errors.contains("ERROR"), "\(demo.errors)")
  }

  @Test("tells a latency only where one was measured")
  func latency() {
    let none = DemoReport.Latency(count: 0, p50: 0, p99: 0, p999: 0, max: 0)
    #expect(none.text.hasPrefix("not measured"))
    let some = DemoReport.Latency(count: 3, p50: 5_000, p99: 6_000, p999: 6_500, max: 7_000)
    #expect(some.text == "venue to strategy p50 5 µs, p99 6 µs, max 7 µs")
  }

  @Test("says what a recording holds that it cannot trade")
  func missingRecording() async throws {
    let demo = try ArgonautProcess(["demo", "--market", "recorded:/nowhere/file.jsonl"])
    #expect(try await demo.finish() != 0)
    #expect(demo.errors.contains("/nowhere/file.jsonl"))
  }
}
