import BinanceAdapter
import Testing
import TradingEngine
import TradingModel
import TradingNetwork
import TradingTesting

@Suite("How a futures account is set up, and what it hears of changes")
struct FuturesSettingsTests {
  private func tell(_ bench: FuturesExecutionBench, _ name: String, _ body: String) {
    let time = bench.venue.milliseconds
    bench.venue.tell("{\"e\":\"\(name)\",\"E\":\(time),\"T\":\(time),\(body)}")
    bench.run(.milliseconds(100))
  }

  /// A bench that is connected, with a long position of one contract or bitcoin.
  private func benchWithPosition(isCoin: Bool = false) throws -> FuturesExecutionBench {
    let bench = try FuturesExecutionBench(isCoin: isCoin)
    bench.venue.holdings["P"] = .init(amount: "1", entry: "100")
    bench.connect()
    bench.run(.seconds(1))
    return bench
  }

  @Test("What one symbol's settings fail with does not stop the others, nor the start")
  func oneFails() throws {
    let bench = try FuturesExecutionBench {
      $0.futuresMarginTypes = ["BTCUSDT": .isolated, "ETHUSDT": .crossed]
      $0.futuresLeverages = ["BTCUSDT": 10, "ETHUSDT": 20]
    }
    bench.venue.answers["POST /v1/marginType"] = (
      400, ScriptedQuery.error(-4048, "Margin type cannot be changed if there exists position.")
    )
    try #require(bench.connect()).get()
    #expect(bench.venue.parameters(of: "POST /v1/marginType").map { $0["symbol"] } == ["BTCUSDT", "ETHUSDT"])
    #expect(
      bench.venue.parameters(of: "POST /v1/leverage").map { "\($0["symbol"] ?? "") \($0["leverage"] ?? "")" }
        == ["BTCUSDT 10", "ETHUSDT 20"])
  }

  @Test("A position mode that cannot be had ends the start: orders would mean something else")
  func modeRefused() throws {
    let bench = try FuturesExecutionBench { $0.positionMode = .hedge }
    bench.venue.answers["POST /v1/positionSide/dual"] = (
      400, ScriptedQuery.error(-4068, "Position side cannot be changed if there exists position.")
    )
    let result = try #require(bench.connect())
    #expect(throws: (any Error).self) { try result.get() }
    #expect(bench.client.positionMode == .oneWay)
  }

  @Test("Good-till dates are the venue's business on USDⓈ-M, unless the node is to end orders, and never on COIN-M")
  func goodTillDates() throws {
    for (isCoin, useGTD, isKept) in [(false, true, true), (false, false, false), (true, true, false)] {
      let bench = try FuturesExecutionBench(isCoin: isCoin) { $0.useGTD = useGTD }
      #expect(bench.client.keepsExpireTime(bench.instrumentId) == isKept)
    }
  }

  @Test("A leverage that is changed elsewhere is told with the positions")
  func leverage() throws {
    let bench = try benchWithPosition()
    let told = bench.sink.positionReports.count
    tell(bench, "ACCOUNT_CONFIG_UPDATE", "\"ac\":{\"s\":\"BTCUSDT\",\"l\":25}")
    #expect(bench.sink.positionReports.count > told)
    #expect(bench.sink.positionReports.last?.leverage?.plain() == "25")
  }

  @Test("Multi-assets mode that is switched elsewhere is told with the account")
  func multiAssets() throws {
    let bench = try benchWithPosition()
    bench.run(.seconds(10))
    #expect(bench.sink.accountStates.last?.info["multiAssetsMode"] != "true")
    tell(bench, "ACCOUNT_CONFIG_UPDATE", "\"ai\":{\"j\":true}")
    bench.run(.seconds(10))
    #expect(bench.sink.accountStates.last?.info["multiAssetsMode"] == "true")
  }

  @Test("A margin call is an account event with its positions, and their new margin is told")
  func marginCall() throws {
    let bench = try benchWithPosition()
    tell(
      bench, "MARGIN_CALL",
      "\"cw\":\"3.16\",\"p\":[{\"s\":\"BTCUSDT\",\"ps\":\"BOTH\",\"pa\":\"1\",\"mt\":\"CROSSED\",\"iw\":\"0\","
        + "\"mp\":\"50.0\",\"up\":\"-50\",\"mm\":\"1.61\"}]")
    let state = try #require(bench.sink.accountStates.last)
    #expect(!state.isComplete && state.info["reason"] == "MARGIN_CALL")
    #expect(state.info["positions"] == "BTCUSDT BOTH 1" && state.info["maintenance.BTCUSDT-BOTH"] == "1.61")
    #expect(state.margins.last?.maintenance.amount.plain() == "1.61")
  }

  @Test(
    "A position mode that another client changed is found out by the orders, and by their refusals",
    arguments: [false, true])
  func modeChangedElsewhere(isCoin: Bool) throws {
    let byEvent = try benchWithPosition(isCoin: isCoin)
    byEvent.run(.seconds(10))
    byEvent.venue.isHedge = true
    tell(
      byEvent, "ORDER_TRADE_UPDATE",
      "\"o\":{\"s\":\"\(byEvent.venue.symbol)\",\"c\":\"web_1\",\"S\":\"BUY\",\"o\":\"LIMIT\",\"f\":\"GTC\","
        + "\"q\":\"1\",\"p\":\"100\",\"x\":\"NEW\",\"X\":\"NEW\",\"i\":77,\"l\":\"0\",\"z\":\"0\","
        + "\"L\":\"0\",\"t\":0,\"ps\":\"LONG\"}"
    )
    byEvent.run(.seconds(1))
    #expect(byEvent.client.positionMode == .hedge && byEvent.client.omsType == .hedging)

    let byRefusal = try benchWithPosition(isCoin: isCoin)
    byRefusal.run(.seconds(10))
    byRefusal.venue.isHedge = true
    byRefusal.venue.reaction = .refuse(
      code: -4061, message: "Order's position side does not match user's setting.", status: 400)
    byRefusal.submit("A-1")
    byRefusal.run(.seconds(1))
    #expect(byRefusal.story(of: "A-1") == ["OrderSubmitted", "OrderRejected"])
    byRefusal.venue.reaction = .rest
    byRefusal.submit("A-2")
    byRefusal.run(.seconds(1))
    let sent = try #require(byRefusal.venue.sent.last { $0.parameters["newClientOrderId"] == "A-2" })
    #expect(sent.parameters["positionSide"] == "LONG")
  }

  @Test("A position mode that was changed while a gap lasted, or while the node started, is known after it")
  func modeChangedInGap() throws {
    let bench = try benchWithPosition()
    bench.venue.isAway = true
    bench.venue.cut()
    bench.run(.seconds(2))
    bench.venue.isHedge = true
    bench.venue.isAway = false
    bench.run(.seconds(60))
    #expect(bench.client.positionMode == .hedge)
  }

  @Test("The position mode is changed on request; a refusal leaves it as it was")
  func modeOnRequest() throws {
    let bench = try FuturesExecutionBench()
    bench.connect()
    var results: [Result<BinanceSettingOutcome, BinanceError>] = []
    bench.venue.answers["POST /v1/positionSide/dual"] = (
      400, ScriptedQuery.error(-4067, "Position side cannot be changed if there exists open orders.")
    )
    bench.client.change(positionMode: .hedge) { results.append($0) }
    bench.run(.seconds(1))
    #expect(bench.client.positionMode == .oneWay)
    bench.venue.answers["POST /v1/positionSide/dual"] = nil
    bench.client.change(positionMode: .hedge) { results.append($0) }
    bench.run(.seconds(1))
    #expect(bench.client.positionMode == .hedge)
    bench.venue.answers["POST /v1/positionSide/dual"] = (
      400, ScriptedQuery.error(-4059, "No need to change position side.")
    )
    bench.client.change(positionMode: .hedge) { results.append($0) }
    bench.run(.seconds(1))
    let outcomes = results.map { (try? $0.get()).map { "\($0)" } ?? "refused" }
    #expect(outcomes == ["refused", "changed", "unchanged"])
  }

  @Test("Margin is added to and taken from an isolated position, by name of its side in hedge mode alone")
  func isolatedMargin() throws {
    for isHedge in [false, true] {
      let bench = try FuturesExecutionBench()
      bench.venue.isHedge = isHedge
      bench.venue.answers["POST /v1/positionMargin"] = (
        200, "{\"amount\":2.5,\"code\":200,\"msg\":\"Successfully modify position margin.\",\"type\":1}"
      )
      bench.connect()
      for amount in ["2.5", "-1"] {
        bench.client.adjustMargin(of: "BTCUSDT", by: try WideDecimal(amount), positionSide: .long) { _ in }
      }
      bench.run(.seconds(1))
      let sent = bench.venue.parameters(of: "POST /v1/positionMargin")
      #expect(sent.map { "\($0["amount"] ?? "") \($0["type"] ?? "")" }.sorted() == ["1 2", "2.5 1"])
      #expect(sent.allSatisfy { $0["positionSide"] == (isHedge ? "LONG" : nil) })
    }
  }

  @Test("A fill that the venue tells nobody of, between an expired listen key and the next, is told all the same")
  func listenKeyGap() throws {
    let bench = try FuturesExecutionBench()
    bench.connect()
    bench.submit("A-1")
    bench.run(.seconds(5))
    bench.venue.tell("{\"e\":\"listenKeyExpired\",\"E\":\"1\",\"listenKey\":\"key-1\"}")
    bench.venue.fill("A-1", "1", at: "100.0", tellsEvent: false)
    bench.run(.seconds(30))
    let told = bench.sink.massStatuses.flatMap(\.fills) + bench.sink.bundles.flatMap(\.fills)
    #expect(Set(told.map(\.tradeId.text)) == ["500"])
    #expect(bench.venue.log.contains("open fstream.binance.com/private/ws/key-2"))
  }
}
