import Testing
import TradingModel
import TradingNetwork

@testable import BinanceSandbox

@Suite("The sessions behind TradFi contracts")
struct TradingSessionTests {
  @Test("are those of New York, in summer and in winter, as the documentation's samples tell them")
  func hours() {
    typealias Row = (market: TradingSession.Market, now: Int64, session: TradingSession)
    let rows: [Row] = [
      // 2025-12-09 01:35 UTC, the sample of the stream; the others are those of the schedule, in October.
      (.equity, 1_765_244_143_062, session(1_765_242_000_000, 1_765_270_800_000, "OVERNIGHT")),
      (.equity, 1_761_177_600_000, session(1_761_177_600_000, 1_761_206_400_000, "OVERNIGHT")),
      (.equity, 1_761_206_400_000, session(1_761_206_400_000, 1_761_226_200_000, "PRE_MARKET")),
      (.commodity, 1_761_744_600_000, session(1_761_744_600_000, 1_761_768_000_000, "REGULAR")),
      // The weekend behind Friday 2025-10-31, at whose end the clocks go back: from 20:00 to 20:00 in New York.
      (.equity, 1_762_000_000_000, session(1_761_955_200_000, 1_762_131_600_000, "NO_TRADING")),
    ]
    for row in rows { #expect(TradingSession.current(row.market, at: row.now) == row.session) }
  }

  private func session(_ start: Int64, _ end: Int64, _ type: String) -> TradingSession {
    TradingSession(start: start, end: end, type: type)
  }

  @Test(
    "follow each other without a gap for the week that the schedule tells", arguments: TradingSession.Market.allCases)
  func week(market: TradingSession.Market) throws {
    let now: Int64 = 1_761_286_643_918
    let week = TradingSession.week(market, at: now)
    let first = try #require(week.first)
    #expect(first.start <= 1_761_177_600_000 && first.end > 1_761_177_600_000)
    #expect(try #require(week.last).end >= 1_761_177_600_000 + 7 * 86_400_000)
    for (session, next) in zip(week, week.dropFirst()) {
      #expect(session.end == next.start && session.type != next.type)
    }
    #expect(week.count { $0.type == "REGULAR" } == 5)
  }

  @Test("go with an agreement that whoever has a key can sign, on USDⓈ-M alone")
  func agreement() throws {
    let fixture = try FrontFixture { $0.synthetic.eventsPerSecond = 0.01 }
    let signed = try fixture.ask(.post, "/fapi/v1/stock/contract", to: .usdm)
    #expect(signed.names == ["code", "msg"] && signed["code"]?.integer == 200)
    let nobody = try fixture.send(.post, "/fapi/v1/stock/contract", to: .usdm)
    #expect(nobody.map { (400..<500).contains($0.status) } == true)
    #expect(try fixture.ask(.post, "/dapi/v1/stock/contract", to: .coinm)["code"]?.integer == -5000)
  }

  @Test("are told each second by the stream, one message a market, and by the schedule")
  func told() throws {
    let fixture = try FrontFixture { $0.synthetic.eventsPerSecond = 0.01 }
    let channel = try fixture.connect("/market/ws/tradingSession", to: .usdm)
    fixture.world.run(for: .milliseconds(2_500))
    let messages = channel.json
    #expect([4, 6].contains(messages.count))
    #expect(messages.prefix(2).map { $0["e"]?.string } == ["EquityUpdate", "CommodityUpdate"])
    let schedule = try fixture.get("/fapi/v1/tradingSchedule", from: .usdm)
    for (message, market) in zip(messages, ["EQUITY", "COMMODITY"]) {
      #expect(message.names == ["e", "E", "t", "T", "S"])
      let sessions = schedule["marketSchedules"]?[market]?["sessions"]?.elements ?? []
      let fits = sessions.contains {
        $0["startTime"]?.integer == message["t"]?.integer && $0["endTime"]?.integer == message["T"]?.integer
          && $0["type"]?.string == message["S"]?.string
      }
      #expect(fits, "\(market)")
    }
    // Neither COIN-M nor the route of books has it.
    for (path, product) in [("/ws/tradingSession", SandboxProduct.coinm), ("/public/ws/tradingSession", .usdm)] {
      let silent = try fixture.connect(path, to: product)
      fixture.world.run(for: .seconds(2))
      #expect(silent.json.isEmpty, "\(path)")
    }
  }
}
