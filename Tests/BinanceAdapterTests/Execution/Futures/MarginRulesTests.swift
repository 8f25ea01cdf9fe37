import Testing
import TradingEngine
import TradingModel
import TradingTesting

@testable import BinanceAdapter

@Suite("Margins by the venue's brackets")
struct MarginRulesTests {
  private static let brackets = """
    [{"symbol":"BTCUSDT","brackets":[
      {"bracket":2,"initialLeverage":100,"notionalCap":600000,"notionalFloor":50000,"maintMarginRatio":0.005,"cum":50.0},
      {"bracket":1,"initialLeverage":125,"notionalCap":50000,"notionalFloor":0,"maintMarginRatio":0.004,"cum":0.0}]}]
    """

  private func rules() throws -> BinanceMarginRules {
    var rules = BinanceMarginRules()
    let list = try JSONValue(parsing: Array(Self.brackets.utf8)).elements ?? []
    rules.apply(try list.map { try BinanceLeverageBrackets($0) })
    return rules
  }

  private func holding(_ size: String, _ entry: String, mark: String? = nil) throws -> BinanceMarginRules.Holding {
    .init(size: try WideDecimal(size), entryPrice: try WideDecimal(entry), markPrice: try WideDecimal(mark ?? entry))
  }

  private func liquidation(
    _ holdings: [BinanceMarginRules.Holding], balance: String, isInverse: Bool = false
  ) throws -> String? {
    try rules().liquidationPrice(
      of: holdings, symbol: "BTCUSDT", isInverse: isInverse, behind: .init(balance: try WideDecimal(balance)),
      precision: 2
    )?.plain()
  }

  @Test("The maintenance margin grows with the brackets, without a step between them")
  func maintenance() throws {
    let rules = try rules()
    func margin(_ size: String) throws -> String? {
      rules.maintenance(of: try holding(size, "50000"), symbol: "BTCUSDT", isInverse: false)?.trimmed.plain()
    }
    #expect(try margin("0.5") == "100")
    #expect(try margin("1") == "200")
    #expect(try margin("-2") == "450")
    #expect(rules.leverages(of: "BTCUSDT") == 1...125 && rules.leverages(of: "NOPE") == nil)
    #expect(rules.maintenance(of: try holding("1", "1"), symbol: "NOPE", isInverse: false) == nil)
  }

  @Test("At the liquidation price the margin is what must be kept: long, short, inverse, both sides at once")
  func liquidationPrices() throws {
    #expect(try liquidation([holding("1", "30000")], balance: "3000") == "27108.43")
    #expect(try liquidation([holding("-1", "30000")], balance: "3000") == "32868.53")
    // In the second bracket its saving counts: 2 × (p − 30000) + 6000 = 2p × 0.005 − 50.
    #expect(try liquidation([holding("2", "30000")], balance: "6000") == "27110.55")
    #expect(try liquidation([holding("30000", "30000")], balance: "0.1", isInverse: true) == "27381.82")
    #expect(try liquidation([holding("1", "30000"), holding("-0.4", "31000")], balance: "3000") == "24562.58")
    // What is behind the position suffices whatever happens.
    #expect(try liquidation([holding("1", "30000")], balance: "40000") == nil)
  }

  @Test("The mark price follows from the profit, linear and inverse")
  func markPrices() throws {
    func mark(_ size: String, _ entry: String, profit: String, isInverse: Bool) throws -> String? {
      BinanceMarginRules.markPrice(
        size: try WideDecimal(size), entryPrice: try WideDecimal(entry), profit: try WideDecimal(profit),
        isInverse: isInverse)?.rounded(scale: 2).plain()
    }
    #expect(try mark("-2", "30000", profit: "-500", isInverse: false) == "30250")
    #expect(try mark("30000", "30000", profit: "0.0625", isInverse: true) == "32000")
    #expect(try mark("0", "30000", profit: "1", isInverse: false) == nil)
  }

  /// A long position of 1 at 100 comes about, and the account's events tell it.
  private func openLong(_ bench: FuturesExecutionBench, profit: String = "5") {
    bench.venue.holdings["BTCUSDT"] = .init(amount: "1", entry: "100.0")
    let time = bench.venue.milliseconds
    bench.venue.tell(
      "{\"e\":\"ACCOUNT_UPDATE\",\"E\":\(time),\"T\":\(time),\"a\":{\"m\":\"ORDER\",\"B\":[{\"a\":\"USDT\","
        + "\"wb\":\"10\",\"cw\":\"10\",\"bc\":\"0\"}],\"P\":[{\"s\":\"BTCUSDT\",\"pa\":\"1\",\"ep\":\"100.0\","
        + "\"cr\":\"0\",\"up\":\"\(profit)\",\"mt\":\"cross\",\"iw\":\"0\",\"ps\":\"BOTH\"}]}}")
  }

  @Test("A position that just changed is told with margins by its brackets until the venue tells its own")
  func betweenAnswers() throws {
    let bench = try FuturesExecutionBench()
    bench.venue.answers["GET /v1/leverageBracket"] = (200, Self.brackets)
    bench.connect()
    bench.run(.seconds(1))
    openLong(bench)
    bench.run(.milliseconds(100))
    let early = try #require(bench.sink.positionReports.last)
    #expect(early.maintenanceMargin?.amount.trimmed.plain() == "0.42")
    #expect(early.liquidationPrice?.plain() == "90.4")
    bench.run(.seconds(10))
    let late = try #require(bench.sink.positionReports.last)
    #expect(late.maintenanceMargin?.amount.plain() == "1.5" && late.liquidationPrice?.plain() == "55.5")
  }

  @Test("Margins by brackets have the decimals of their currency")
  func decimals() throws {
    let bench = try FuturesExecutionBench()
    bench.venue.answers["GET /v1/leverageBracket"] = (200, Self.brackets)
    bench.connect()
    bench.run(.seconds(1))
    // 105.00000234 × 0.004 = 0.42000000936.
    openLong(bench, profit: "5.00000234")
    bench.run(.milliseconds(100))
    #expect(bench.sink.positionReports.last?.maintenanceMargin?.amount.plain() == "0.42000001")
    #expect(bench.sink.accountStates.last?.margins.last?.maintenance.amount.plain() == "0.42000001")
  }

  @Test("In multi-assets mode, or while the mode is not known, no liquidation price of our own is told")
  func multiAssets() throws {
    for isKnown in [true, false] {
      let bench = try FuturesExecutionBench()
      bench.venue.answers["GET /v1/leverageBracket"] = (200, Self.brackets)
      bench.venue.isMultiAssets = true
      if !isKnown {
        bench.venue.answers["GET /v1/accountConfig"] = (404, ScriptedQuery.error(-5000, "Path is invalid"))
      }
      bench.connect()
      bench.run(.seconds(1))
      openLong(bench)
      bench.run(.milliseconds(100))
      #expect(try #require(bench.sink.positionReports.last).liquidationPrice == nil)
      bench.run(.seconds(10))
      #expect(bench.sink.positionReports.last?.liquidationPrice?.plain() == "55.5", "the venue's own is told")
      #expect(bench.sink.accountStates.last?.info["multiAssetsMode"] == (isKnown ? "true" : nil))
    }
  }

  @Test("A leverage that the brackets do not allow is refused without asking the venue")
  func leverageBounds() throws {
    let bench = try FuturesExecutionBench()
    bench.venue.answers["GET /v1/leverageBracket"] = (200, Self.brackets)
    bench.venue.answers["POST /v1/leverage"] = (
      200, #"{"leverage":20,"maxNotionalValue":"600000","symbol":"BTCUSDT"}"#
    )
    bench.connect()
    bench.run(.seconds(1))
    var results: [Result<BinanceLeverageChange, BinanceError>] = []
    bench.client.change(leverage: 126, of: "BTCUSDT") { results.append($0) }
    bench.client.change(leverage: 20, of: "BTCUSDT") { results.append($0) }
    bench.run(.seconds(1))
    #expect(bench.venue.parameters(of: "POST /v1/leverage").map { $0["leverage"] } == ["20"])
    guard case .failure(let error) = try #require(results.first) else { throw BinanceDecodingError(field: "failure") }
    #expect(error.message == "BTCUSDT takes leverages of 1 to 125, not 126")
    #expect(try results.last?.get().maxNotional?.plain() == "600000")
  }

  @Test("A symbol's commission rates are asked for with its first order, once; a rebate is a rebate")
  func commissionRates() throws {
    let bench = try FuturesExecutionBench { $0.useTradeLite = true }
    bench.venue.answers["GET /v1/commissionRate"] = (
      200, #"{"symbol":"BTCUSDT","makerCommissionRate":"-0.00005","takerCommissionRate":"0.0004"}"#
    )
    bench.connect()
    bench.submit("A-1")
    bench.submit("A-2")
    bench.run(.seconds(5))
    #expect(bench.venue.log.filter { $0.hasSuffix("commissionRate") }.count == 1)
    let time = bench.venue.milliseconds
    bench.venue.tell(
      "{\"e\":\"TRADE_LITE\",\"E\":\(time),\"T\":\(time),\"s\":\"BTCUSDT\",\"q\":\"1\",\"p\":\"100\",\"m\":true,"
        + "\"c\":\"A-1\",\"S\":\"BUY\",\"L\":\"100.0\",\"l\":\"1\",\"t\":500,\"i\":1000}")
    bench.run(.milliseconds(10))
    #expect(bench.sink.fills(of: "A-1").first?.commission?.amount.plain() == "-0.005")
  }
}
