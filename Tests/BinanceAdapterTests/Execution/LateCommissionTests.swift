import BinanceAdapter
import Testing
import TradingEngine
import TradingModel
import TradingNetwork
import TradingTesting

@Suite("Commissions that the venue leaves out at first")
struct LateCommissionTests {
  private func asked(_ bench: FuturesExecutionBench) -> Int {
    bench.venue.log.filter { $0 == "GET /v1/userTrades" }.count
  }

  @Test(
    "One that no event tells is asked for, and told once as a correction of the same trade", arguments: [false, true])
  func askedFor(isCoin: Bool) throws {
    let bench = try FuturesExecutionBench(isCoin: isCoin)
    bench.connect()
    bench.venue.commission = nil
    bench.submit("A-1")
    bench.run(.seconds(1))
    bench.venue.fill("A-1", "1", at: "100.0")
    bench.run(.seconds(1))
    #expect(bench.sink.fills(of: "A-1").map(\.isCommissionEstimated) == [true])
    bench.venue.commission = "0.03000000"
    bench.run(.seconds(600))
    let fills = bench.sink.fills(of: "A-1")
    #expect(fills.map(\.tradeId.text) == ["500", "500"])
    #expect(fills.map(\.isCommissionEstimated) == [true, false])
    #expect(fills.last?.commission?.description == (isCoin ? "0.03000000 BTC" : "0.03000000 USDT"))
    #expect(asked(bench) == 1)
    #expect(bench.sink.bundles.isEmpty && bench.story(of: "A-1").filter { $0 == "OrderFilled" }.count == 2)
  }

  @Test("A TRADE_LITE whose whole event is lost has its commission put right all the same")
  func lostEvent() throws {
    let bench = try FuturesExecutionBench { $0.useTradeLite = true }
    bench.connect()
    bench.submit("A-1")
    bench.run(.seconds(1))
    let time = bench.venue.milliseconds
    bench.venue.tell(
      "{\"e\":\"TRADE_LITE\",\"E\":\(time),\"T\":\(time),\"s\":\"BTCUSDT\",\"q\":\"1\",\"p\":\"100\",\"m\":true,"
        + "\"c\":\"A-1\",\"S\":\"BUY\",\"L\":\"100.0\",\"l\":\"1\",\"t\":500,\"i\":1000}")
    bench.venue.fill("A-1", "1", at: "100.0", tellsEvent: false)
    bench.run(.seconds(5))
    #expect(bench.sink.fills(of: "A-1").map(\.isCommissionEstimated) == [true, false])
    #expect(bench.sink.fills(of: "A-1").last?.commission?.description == "0.01000000 USDT")
  }

  @Test("Whoever asks for an order with an estimate learns what its trades cost")
  func byQuery() throws {
    let bench = try FuturesExecutionBench()
    bench.connect()
    bench.venue.commission = nil
    bench.submit("A-1")
    bench.run(.seconds(1))
    bench.venue.fill("A-1", "0.400", at: "100.0")
    bench.run(.seconds(1))
    bench.venue.commission = "0.03000000"
    bench.client.execute(.queryOrder(QueryOrder(order: bench.identity("A-1"), tsInit: bench.world.now)))
    bench.run(.seconds(1))
    let told = try #require(bench.sink.bundles.last)
    #expect(told.fills.map(\.tradeId.text) == ["500"] && told.fills.first?.isCommissionEstimated == false)
    bench.run(.seconds(600))
    #expect(bench.sink.fills(of: "A-1").count == 1 && asked(bench) == 1)
  }

  @Test("A trade of an order that the venue made itself is told once more with what it cost")
  func foreign() throws {
    let bench = try FuturesExecutionBench()
    bench.connect()
    bench.venue.commission = nil
    bench.venue.closeByVenue("adl_autoclose", side: "SELL", "2", at: "60.0", execution: "TRADE")
    bench.run(.seconds(1))
    bench.venue.commission = "0.03000000"
    bench.run(.seconds(600))
    #expect(bench.sink.bundles.flatMap(\.fills).map(\.isCommissionEstimated) == [true])
    #expect(bench.sink.fillReports.map(\.tradeId.text) == ["500"])
    #expect(bench.sink.fillReports.first?.commission?.description == "0.03000000 USDT")
  }

  @Test("A venue that does not answer is asked a few times, and the estimate stays")
  func fewQuestions() throws {
    let bench = try FuturesExecutionBench()
    bench.connect()
    bench.venue.commission = nil
    bench.submit("A-1")
    bench.run(.seconds(1))
    bench.venue.failures["GET /v1/userTrades"] = .max
    bench.venue.fill("A-1", "1", at: "100.0")
    bench.run(.seconds(3_600))
    #expect(bench.sink.fills(of: "A-1").map(\.isCommissionEstimated) == [true])
    #expect(asked(bench) == 4)
  }

  @Test("On spot, where nothing is estimated, a commission that was left out is told later", arguments: [true, false])
  func spot(leavesOut: Bool) throws {
    let bench = try SpotExecutionBench()
    bench.connect()
    bench.submit("A-1")
    bench.run(.seconds(1))
    bench.venue.leavesOutCommissions = leavesOut
    bench.venue.fill("A-1", "1.00000000", at: "100.00")
    bench.run(.seconds(60))
    let fills = bench.sink.fills(of: "A-1")
    #expect(fills.map(\.tradeId.text) == (leavesOut ? ["500", "500"] : ["500"]))
    #expect(fills.map(\.commission?.description) == (leavesOut ? [nil, "0.00010000 BNB"] : ["0.00010000 BNB"]))
    #expect(bench.venue.log.contains("GET /api/v3/myTrades") == leavesOut)
  }
}
