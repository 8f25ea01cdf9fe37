import Testing
import TradingModel
import TradingNetwork

@testable import BinanceSandbox

@Suite("Fundings have a past that the venue's questions find")
struct FundingHistoryTests {
  private static let interval: Int64 = 8 * 3_600_000

  private func rows(
    _ fixture: FrontFixture, _ words: String, from product: SandboxProduct = .usdm
  ) throws
    -> [(time: Int64, rate: String)]
  {
    let path = product == .usdm ? "/fapi/v1/fundingRate" : "/dapi/v1/fundingRate"
    return try fixture.get("\(path)?\(words)", from: product).elements.compactMap { row in
      guard let time = row["fundingTime"]?.integer, let rate = row["fundingRate"]?.string else { return nil }
      return (time, rate)
    }
  }

  @Test(
    "there are fundings before the start, every eight hours until now, in order",
    arguments: [
      (SandboxProduct.usdm, "BTCUSDT"), (.coinm, "BTCUSD_PERP"),
    ])
  func past(product: SandboxProduct, symbol: String) throws {
    let fixture = try FrontFixture { $0.synthetic.eventsPerSecond = 0.01 }
    let found = try rows(fixture, "symbol=\(symbol)&limit=1000", from: product)
    #expect(found.count == 600)
    let last = fixture.world.now.milliseconds / Self.interval * Self.interval
    #expect(found.map(\.time) == (0..<600).map { last - Int64(599 - $0) * Self.interval })
    #expect(Set(found.map(\.rate)).count > 10)
    #expect(found.contains { $0.rate == "0.00010000" } && found.contains { $0.rate.hasPrefix("-") })
  }

  @Test("a start leads forward and an end backward, a limit cuts from the start, and none of both is the newest")
  func ranges() throws {
    let fixture = try FrontFixture { $0.synthetic.eventsPerSecond = 0.01 }
    let all = try rows(fixture, "symbol=BTCUSDT&limit=1000").map(\.time)
    let start = all[100]
    #expect(try rows(fixture, "symbol=BTCUSDT&startTime=\(start)").map(\.time) == Array(all[100..<200]))
    #expect(try rows(fixture, "symbol=BTCUSDT&endTime=\(start)&limit=3").map(\.time) == Array(all[98...100]))
    #expect(
      try rows(fixture, "symbol=BTCUSDT&startTime=\(start)&endTime=\(all[103])&limit=3").map(\.time)
        == Array(all[100...102]))
    #expect(try rows(fixture, "symbol=BTCUSDT").map(\.time) == Array(all.suffix(200)))
    #expect(try rows(fixture, "symbol=BTCUSDT&startTime=\(fixture.world.now.milliseconds)").isEmpty)
    #expect(try fixture.get("/fapi/v1/fundingRate?symbol=BTCUSDT&limit=1001", from: .usdm)["code"] != nil)
    // Dated contracts pay no funding, and COIN-M wants to know the symbol.
    #expect(try fixture.get("/dapi/v1/fundingRate", from: .coinm)["code"]?.integer == -1102)
    let dated = try fixture.front(.coinm).exchange.markets.first { $0.rules.contractType != "PERPETUAL" }
    #expect(try rows(fixture, "symbol=\(try #require(dated).symbol)", from: .coinm).isEmpty)
  }

  @Test("no funding is dearer than the cap that is told")
  func caps() throws {
    let fixture = try FrontFixture { $0.synthetic.eventsPerSecond = 0.01 }
    let told = try #require(try fixture.get("/fapi/v1/fundingInfo", from: .usdm).elements.first)
    let names = [
      "adjustedFundingRateCap", "adjustedFundingRateFloor", "fundingIntervalHours", "disclaimer", "updateTime",
    ]
    #expect(told.names == ["symbol"] + names)
    let highest = FundingRecord.rate(premium: 10_000_000)
    #expect(told["adjustedFundingRateCap"]?.string == FixedText.format(highest, decimals: 8))
    let lowest = FundingRecord.rate(premium: -10_000_000)
    #expect(told["adjustedFundingRateFloor"]?.string == FixedText.format(lowest, decimals: 8))
  }

  @Test("the same seed has the same past; what is settled later follows it, at the mark price of the candle before")
  func continues() throws {
    func market(seed: UInt64) -> (fixture: ExchangeFixture, source: SyntheticMarket) {
      let fixture = ExchangeFixture(product: .usdm, seed: seed)
      let source = SyntheticMarket(
        exchange: fixture.exchange, settings: SyntheticSettings(), random: RandomSource(seed: seed))
      source.start()
      source.stop()
      fixture.exchange.moveMarkPrices()
      return (fixture, source)
    }
    func words(_ records: [FundingRecord]) -> [String] { records.map { "\($0.time) \($0.rate) \($0.markPrice)" } }
    let first = market(seed: 5)
    let told = words(first.fixture.market.fundings)
    #expect(told == words(market(seed: 5).fixture.market.fundings))
    #expect(told != words(market(seed: 6).fixture.market.fundings))
    let fundings = first.fixture.market.fundings
    let marks = first.fixture.market.references.klines(.mark, .hour8)
    for record in fundings.suffix(100) {
      #expect(marks.first { $0.closeTime + 1 == record.time }?.close == record.markPrice)
    }
    first.fixture.clock.advance(by: .seconds(8 * 3_600))
    first.fixture.exchange.moveMarkPrices()
    let later = first.fixture.market.fundings
    #expect(words(Array(later.prefix(fundings.count))) == told)
    #expect(later.count == fundings.count + 1)
    #expect(later.last.map(\.time) == fundings.last.map { $0.time + Self.interval })
  }
}
