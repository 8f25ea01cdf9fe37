import Testing
import TradingEngine
import TradingModel
import TradingNetwork
import TradingTesting

@testable import BinanceAdapter

@Suite("A server that answers every page with the same one")
struct HistoryProgressTests {
  private let instrument = Instrument(
    id: InstrumentId(symbol: "BTCUSDT-PERP", venue: "BINANCE"), rawSymbol: "BTCUSDT", kind: .cryptoPerpetual,
    base: Currency("BTC"), quote: Currency("USDT"), priceIncrement: Price(raw: 1, precision: 1),
    sizeIncrement: Quantity(raw: 1, precision: 3), status: "TRADING", info: [:])

  /// What came of a question, and how many requests it took, when all are answered with `body`.
  private func ask<Item>(
    _ body: @escaping (UnixNanos) -> String,
    question: (BinanceHistory, UnixNanos, @escaping BinanceHistory.Completion<Item>) -> Void
  ) throws -> (result: Result<[Item], any Error>?, requests: Int) {
    let bench = try SessionBench(.usdtFutures, isSigned: false)
    let world = bench.scripted.world
    let begin = world.now
    var requests = 0
    bench.respond { _ in
      requests += 1
      return (200, body(begin))
    }
    var result: Result<[Item], any Error>?
    question(BinanceHistory(session: bench.session, clock: world, instrument: instrument), begin) { result = $0 }
    world.run(until: { result != nil || requests > 50 }, limit: .seconds(400))
    return (result, requests)
  }

  @Test("ends a question about trades with an error that names the number")
  func trades() throws {
    let (result, requests) = try ask { begin in
      #"[{"a":7,"p":"1.0","q":"1","f":7,"l":7,"T":\#(begin.milliseconds - 50_000),"m":true}]"#
    } question: { (history, begin, done: @escaping BinanceHistory.Completion<TradeTick>) in
      history.aggregatedTrades(
        start: begin.advanced(by: .seconds(-60)), end: begin, limit: nil, completion: done)
    }
    #expect(requests == 2)
    let error = #expect(throws: BinanceRequestProblem.self) { try result?.get() }
    #expect(error?.description.contains("number 8") == true)
  }

  @Test("is not asked hour by hour for years in which nothing traded", arguments: [true, false])
  func emptyYears(leaps: Bool) throws {
    let bench = try SessionBench(.spot, isSigned: false)
    let world = bench.scripted.world
    let first = world.now.milliseconds - 3 * 3_600_000
    var requests = 0
    bench.respond { request in
      requests += 1
      let query = ScriptedQuery.parameters(request.url.split(separator: "?").last.map(String.init) ?? "")
      let start = query["startTime"].flatMap { Int64($0) } ?? 0
      let end = query["endTime"].flatMap { Int64($0) } ?? (leaps ? .max : 0)
      let isThere = query["fromId"] == nil && start <= first && first <= end
      return (200, isThere ? #"[{"a":7,"p":"1.0","q":"1","f":7,"l":7,"T":\#(first),"m":true}]"# : "[]")
    }
    var result: Result<[TradeTick], any Error>?
    BinanceHistory(session: bench.session, clock: world, instrument: instrument).aggregatedTrades(
      start: world.now.advanced(by: .seconds(-(leaps ? 9_000 : 20) * 3_600)), end: nil, limit: nil
    ) { result = $0 }
    world.run(until: { result != nil }, limit: .seconds(4_000))
    #expect(try result?.get().map(\.tradeId) == [TradeId("7")])
    #expect(requests < 30)
  }

  @Test("ends a question about funding rates, forwards and backwards", arguments: [true, false])
  func fundingRates(hasStart: Bool) throws {
    let (result, requests) = try ask { begin in
      let row =
        #"{"symbol":"BTCUSDT","fundingRate":"0.0001","fundingTime":\#(begin.milliseconds - 50_000),"markPrice":"1"}"#
      return "[\(Array(repeating: row, count: 1_000).joined(separator: ","))]"
    } question: { (history, begin, done: @escaping BinanceHistory.Completion<FundingRateUpdate>) in
      history.fundingRates(
        start: hasStart ? begin.advanced(by: .seconds(-60)) : nil, end: begin, limit: 5_000, completion: done)
    }
    #expect(requests == 2)
    #expect(throws: BinanceRequestProblem.self) { try result?.get() }
  }
}
