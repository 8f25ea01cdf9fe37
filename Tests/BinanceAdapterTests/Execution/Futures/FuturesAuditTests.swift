import BinanceAdapter
import Testing
import TradingEngine
import TradingModel
import TradingNetwork
import TradingTesting

@Suite("The audit of a futures account whose stream is open and silent")
struct FuturesAuditTests {
  /// What the venue was last said to have of a position, negative for a short.
  private func told(_ bench: FuturesExecutionBench, _ side: String) -> WideDecimal? {
    let id = PositionId("\(bench.instrumentId)-\(side)")
    return bench.sink.positionReports.last { $0.positionId == id }?.signedQuantity
  }

  @Test(
    "A position that somebody else changed without any event is told within the minute", arguments: [false, true],
    [false, true])
  func changedUnseen(isCoin: Bool, isHedge: Bool) throws {
    let bench = try FuturesExecutionBench(isCoin: isCoin)
    bench.venue.isHedge = isHedge
    let long = isHedge ? "LONG" : "BOTH"
    bench.venue.holdings["long"] = .init(amount: "3", entry: "100", side: long)
    if isHedge { bench.venue.holdings["short"] = .init(amount: "-2", entry: "100", side: "SHORT") }
    bench.connect()
    bench.run(.seconds(1))
    bench.venue.holdings["long"] = .init(amount: "1", entry: "100", side: long)
    bench.venue.holdings["short"] = isHedge ? .init(amount: "-1", entry: "100", side: "SHORT") : nil
    bench.run(.seconds(65))
    #expect(told(bench, long) == WideDecimal(1))
    if isHedge { #expect(told(bench, "SHORT") == WideDecimal(-1)) }
  }

  @Test("A position that somebody else closed without any event is told as flat", arguments: [false, true])
  func closedUnseen(isCoin: Bool) throws {
    let bench = try FuturesExecutionBench(isCoin: isCoin)
    bench.venue.holdings["long"] = .init(amount: "3", entry: "100")
    bench.connect()
    bench.run(.seconds(1))
    bench.venue.holdings["long"] = nil
    bench.run(.seconds(65))
    #expect(bench.sink.positionReports.last?.side == .flat)
  }

  @Test("Positions come with the question for balances: a silent hour costs sixty of each", arguments: [false, true])
  func weights(isCoin: Bool) throws {
    let bench = try FuturesExecutionBench(isCoin: isCoin)
    bench.venue.holdings["long"] = .init(amount: "3", entry: "100")
    bench.connect()
    bench.run(.seconds(10))
    let before = bench.venue.log.count
    bench.run(.seconds(3_600))
    let asked = bench.venue.log.dropFirst(before)
    let endpoints = isCoin ? ["GET /v1/account", "GET /v1/positionRisk"] : ["GET /v3/account", "GET /v3/positionRisk"]
    for endpoint in endpoints { #expect((59...61).contains(asked.filter { $0 == endpoint }.count)) }
    #expect(!asked.contains { $0 == "GET /v1/openOrders" || $0 == "GET /v1/userTrades" })
  }
}
