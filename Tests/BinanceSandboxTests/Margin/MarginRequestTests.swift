import Testing
import TradingModel
import TradingNetwork

@testable import BinanceSandbox

@Suite("Margin requests are read as the venue reads them")
struct MarginRequestTests {
  private let loan = "/sapi/v1/margin/borrow-repay"

  /// A venue where the default customer has collateral.
  private func fixture() throws -> FrontFixture {
    let fixture = try FrontFixture { $0.synthetic.eventsPerSecond = 0.01 }
    #expect(fixture.venue.fundMargin(Amount(whole: 100_000), "USDT"))
    return fixture
  }

  @Test("a loan that follows another one too soon meets a pending transaction, whatever its asset and kind")
  func pendingLoans() throws {
    let fixture = try fixture()
    func lend(_ words: String) throws -> Int64? {
      try fixture.ask(.post, loan, "isIsolated=FALSE&\(words)")["code"]?.integer
    }
    #expect(try lend("asset=BTC&amount=0.1&type=BORROW") == nil)
    let early = try fixture.ask(.post, loan, "isIsolated=FALSE&asset=USDT&amount=1&type=BORROW")
    #expect(early["code"]?.integer == -3007)
    #expect(early["msg"]?.string == "You have pending transaction, please try again later.")
    fixture.world.run(for: .milliseconds(99))
    #expect(try lend("asset=BTC&amount=0.01&type=REPAY") == -3007)
    fixture.world.run(for: .milliseconds(1))
    #expect(try lend("asset=BTC&amount=0.01&type=REPAY") == nil)
    // What is refused is not worked on.
    fixture.world.run(for: .milliseconds(100))
    #expect(try lend("asset=BTC&amount=1000&type=BORROW") == -3006)
    #expect(try lend("asset=BTC&amount=0.01&type=BORROW") == nil)
    // Another account does not wait.
    #expect(fixture.venue.fundMargin(Amount(whole: 1_000), "USDT", isolatedSymbol: "BTCUSDT"))
    let pair = try fixture.ask(
      .post, loan, "isIsolated=TRUE&symbol=BTCUSDT&asset=BTC&amount=0.001&type=BORROW")
    #expect(pair["tranId"] != nil)
  }

  @Test("a loan says whether it is isolated, and of which pair")
  func isolation() throws {
    let fixture = try fixture()
    let rest = "asset=USDT&amount=1&type=BORROW"
    let silent = try fixture.ask(.post, loan, rest)
    #expect(silent["code"]?.integer == -1102)
    #expect(silent["msg"]?.string?.contains("'isIsolated'") == true)
    let unnamed = try fixture.ask(.post, loan, "isIsolated=TRUE&\(rest)")
    #expect(unnamed["code"]?.integer == -1102)
    #expect(unnamed["msg"]?.string?.contains("'symbol'") == true)
    #expect(try fixture.ask(.post, loan, "isIsolated=MAYBE&\(rest)")["code"]?.integer == -1100)
    #expect(try fixture.ask(.post, loan, "isIsolated=FALSE&\(rest)")["tranId"] != nil)
  }

  @Test("movements of money are told of at most seven days, by default the last ones, and after an id")
  func flows() throws {
    let fixture = try fixture()
    let path = "/sapi/v1/margin/capital-flow"
    let day: Int64 = 86_400_000
    let now = fixture.world.now.milliseconds
    let wide = try fixture.ask(.get, path, "startTime=\(now - 7 * day - 1)&endTime=\(now)")
    #expect(wide["code"]?.integer == -4047)
    #expect(wide["msg"]?.string == "Time interval must be within 0-7 days")
    #expect(try fixture.ask(.get, path, "startTime=\(now - 7 * day)&endTime=\(now)").elements.count == 1)
    #expect(try fixture.ask(.get, path).elements.count == 1)
    // A start alone asks for the week after it, an end alone for the week before.
    #expect(try fixture.ask(.get, path, "startTime=\(now - 8 * day)").elements.isEmpty)
    #expect(try fixture.ask(.get, path, "endTime=\(now - day)").elements.isEmpty)
    #expect(try fixture.ask(.get, path, "endTime=\(now + day)").elements.count == 1)
    let first = try fixture.ask(.get, path).elements.first?["id"]?.integer ?? 0
    #expect(try fixture.ask(.get, path, "fromId=\(first)").elements.isEmpty)
    #expect(try fixture.ask(.get, path, "fromId=\(first - 1)").elements.count == 1)
    #expect(try fixture.ask(.get, path, "endTime=9223372036854775807").elements.isEmpty)
  }

  @Test("records are told of a week, unless somebody asks for more, and of a month at most")
  func records() throws {
    let clock = UnixNanos(milliseconds: 1_795_392_000_000)
    let day: Int64 = 86_400_000
    let now = clock.milliseconds
    func period(_ words: [(name: String, value: String)], _ rules: MarginPeriod.Rules) throws -> [Int64] {
      let found = try MarginPeriod(Call(parameters: Parameters(words), client: "a"), rules, at: clock)
      return [(now - found.start) / day, (now - found.end) / day]
    }
    func at(_ days: Int64) -> String { String(now - days * day) }
    #expect(try period([], .records) == [7, 0])
    #expect(try period([("startTime", at(20))], .records) == [20, 0])
    #expect(try period([("startTime", at(50))], .records) == [30, 0])
    #expect(try period([("endTime", at(10))], .records) == [17, 10])
    #expect(try period([("startTime", at(80)), ("endTime", at(40))], .records) == [70, 40])
    #expect(try period([("startTime", at(200)), ("endTime", at(85))], .records) == [90, 85])
    #expect(try period([], .loans(days: 30)) == [7, 0])
    #expect(try period([("startTime", at(29))], .loans(days: 30)) == [29, 0])
    #expect(try period([("startTime", at(29))], .loans(days: 7)) == [7, 0])
    #expect(throws: VenueError.self) { try period([("startTime", at(1)), ("endTime", at(2))], .records) }
  }

  @Test("small debts are exchanged once in six hours, ten at most, each once")
  func smallDebts() throws {
    let fixture = ExchangeFixture()
    let desk = fixture.exchange.margin
    let account = desk.cross(fixture.alice)
    _ = try desk.transfer(Amount(whole: 100_000), "USDT", of: fixture.alice, from: .main, to: .cross)
    fixture.market.lastPrice = 6_500_000_000_000
    let debt = Amount(units: 10_000)
    let refused = "-3026 Your input param is invalid."
    func exchange(_ assets: [String]) -> String { fixture.refusal { try desk.exchangeSmallDebts(assets, account) } }
    try desk.borrow(debt, "BTC", for: account)
    #expect(exchange([]) == refused)
    #expect(exchange(["BTC", "BTC"]) == refused)
    #expect(exchange(["ETH"]) == refused)
    #expect(exchange(["BTC"]) == "accepted")
    #expect(account.smallDebts.count == 1 && !account.debt("BTC").total.isPositive)
    try desk.borrow(debt, "BTC", for: account)
    fixture.clock.advance(by: .seconds(6 * 3_600 - 1))
    #expect(exchange(["BTC"]) == refused)
    fixture.clock.advance(by: .seconds(1))
    #expect(exchange(["BTC"]) == "accepted")
  }

  @Test("a history forgets its older half when it is full")
  func forgets() {
    var rows: [Int] = []
    var forgotten = 0
    for row in 1...95 { forgotten += rows.append(row, keeping: 10) }
    #expect(rows.count <= 10 && rows.last == 95)
    #expect(rows.first == forgotten + 1 && rows == Array((forgotten + 1)...95))
  }

  @Test("orders and trades of a margin account are told of the last day where nothing else is asked for")
  func orders() throws {
    let fixture = ExchangeFixture()
    let desk = fixture.exchange.margin
    _ = try desk.transfer(Amount(whole: 100_000), "USDT", of: fixture.alice, from: .main, to: .cross)
    let trader = desk.cross(fixture.alice).trader
    fixture.liquidity(.sell, "65000", "5")
    for account in [trader, fixture.alice] {
      try fixture.place("side=BUY type=MARKET quantity=0.1 newClientOrderId=a", by: account)
    }
    func count(_ account: SandboxAccount, _ words: String = "") throws -> [Int] {
      let parameters = fixture.parameters(words)
      return [
        try fixture.exchange.allOrders(parameters, for: account).count,
        try fixture.exchange.accountTrades(parameters, for: account).count,
      ]
    }
    #expect(try count(trader) == [1, 1])
    fixture.clock.advance(by: .seconds(86_401))
    #expect(try count(trader) == [0, 0])
    #expect(try count(trader, "startTime=1") == [1, 1])
    #expect(try count(fixture.alice) == [1, 1])
  }
}
