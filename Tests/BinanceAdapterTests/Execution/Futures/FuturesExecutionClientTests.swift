import BinanceAdapter
import Testing
import TradingEngine
import TradingModel
import TradingTesting

@Suite("BinanceFuturesExecutionClient")
struct FuturesExecutionClientTests {
  @Test("Connecting learns the position mode, subscribes on the private route, then asks for account and positions")
  func connecting() throws {
    let bench = try FuturesExecutionBench()
    bench.venue.holdings["BTCUSDT"] = .init(amount: "-0.500", entry: "101.5")
    try #require(bench.connect()).get()
    let log = bench.venue.log
    let stream = try #require(log.firstIndex(of: "open fstream.binance.com/private/ws/key-1"))
    #expect(try #require(log.firstIndex(of: "GET /v1/positionSide/dual")) < stream)
    #expect(stream < (try #require(log.firstIndex(of: "GET /v3/account"))))
    let state = try #require(bench.sink.accountStates.first)
    #expect(state.isComplete && state.accountType == .margin)
    #expect(state.balances.map { "\($0.total) \($0.free)" } == ["100.50000000 USDT 90.00000000 USDT"])
    #expect(state.margins.map { "\($0.initial) \($0.maintenance)" }.first == "10.50000000 USDT 1.50000000 USDT")
    let position = try #require(bench.sink.positionReports.first)
    #expect(position.positionId == "BTCUSDT-PERP.BINANCE-BOTH" && position.side == .short)
    #expect(position.quantity.description == "0.500" && position.averageOpenPrice?.plain() == "101.5")
    #expect(position.liquidationPrice?.plain() == "55.5")
    #expect(bench.client.omsType == .netting)
  }

  @Test("A limit order goes over the WebSocket API, is accepted, filled with position id and fee, each told once")
  func limitOrder() throws {
    let bench = try FuturesExecutionBench()
    bench.connect()
    bench.run(.seconds(1))
    bench.submit("A-1")
    bench.run(.seconds(1))
    let sent = try #require(bench.venue.parameters(of: "order.place").first)
    #expect(sent["symbol"] == "BTCUSDT" && sent["type"] == "LIMIT" && sent["timeInForce"] == "GTC")
    #expect(sent["quantity"] == "1.000" && sent["price"] == "100.0" && sent["positionSide"] == nil)
    #expect(sent["reduceOnly"] == nil && sent["newClientOrderId"] == "A-1")
    bench.venue.fill("A-1", "0.4", at: "100.0")
    bench.venue.fill("A-1", "0.6", at: "99.9")
    bench.run(.seconds(30))
    #expect(bench.story(of: "A-1") == ["OrderSubmitted", "OrderAccepted", "OrderFilled", "OrderFilled"])
    let fill = try #require(bench.sink.fills(of: "A-1").first)
    #expect(fill.positionId == "BTCUSDT-PERP.BINANCE-BOTH" && fill.tradeId.text == "500")
    #expect(fill.commission?.description == "0.01000000 USDT" && fill.liquiditySide == .maker)
  }

  @Test("Without a WebSocket API for orders they go over REST")
  func rest() throws {
    let bench = try FuturesExecutionBench { $0.useWSTrading = false }
    bench.connect()
    bench.submit("A-1")
    bench.run(.seconds(1))
    bench.cancel("A-1")
    bench.run(.seconds(1))
    #expect(bench.story(of: "A-1") == ["OrderSubmitted", "OrderAccepted", "OrderCanceled"])
    #expect(bench.venue.parameters(of: "POST /v1/order").count == 1)
    #expect(bench.venue.parameters(of: "DELETE /v1/order").count == 1)
  }

  @Test("COIN-M trades contracts on its own paths and reports fees in the base currency")
  func coinMargined() throws {
    let bench = try FuturesExecutionBench(isCoin: true)
    try #require(bench.connect()).get()
    bench.run(.seconds(1))
    bench.venue.commission = nil
    bench.venue.reaction = .fill([("1", "50000.0")])
    bench.submit("M-1", OrderTerms(side: .buy, type: .market, quantity: bench.one))
    bench.run(.seconds(1))
    #expect(bench.venue.log.contains("open dstream.binance.com/ws/key-1"))
    let fill = try #require(bench.sink.fills(of: "M-1").first)
    #expect(fill.positionId == "BTCUSD-PERP.BINANCE-BOTH")
    // One contract of 100 USD at 50,000 is 0.002 BTC, of which 5 in 10,000 is the fee that the venue left out.
    #expect(fill.commission?.description == "0.00000100 BTC")
  }

  @Test("A fee that the venue names is taken as it is, a rebate too")
  func rebate() throws {
    let bench = try FuturesExecutionBench()
    bench.connect()
    bench.venue.commission = "-0.00200000"
    bench.submit("A-1")
    bench.run(.seconds(1))
    bench.venue.fill("A-1", "1", at: "100.0")
    bench.run(.seconds(1))
    #expect(bench.sink.fills(of: "A-1").first?.commission?.description == "-0.00200000 USDT")
  }

  @Test("A reduce-only order that the venue cuts is told as updated")
  func shrunk() throws {
    let bench = try FuturesExecutionBench()
    bench.connect()
    bench.submit(
      "R-1", OrderTerms(side: .sell, type: .limit, quantity: bench.one, price: bench.price(1_100), isReduceOnly: true))
    bench.run(.seconds(1))
    let endpoint = bench.venue.sent.last { $0.parameters["newClientOrderId"] == "R-1" }
    #expect(endpoint?.parameters["reduceOnly"] == "true")
    bench.venue.shrink("R-1", to: "0.250")
    bench.run(.seconds(1))
    #expect(bench.story(of: "R-1") == ["OrderSubmitted", "OrderAccepted", "OrderUpdated"])
    guard case .updated(let update)? = bench.sink.events.last else {
      Issue.record("the last event is \(String(describing: bench.sink.events.last))")
      return
    }
    #expect(update.quantity?.description == "0.250")
  }

  @Test("In hedge mode orders name their side and never say reduce-only", arguments: [false, true])
  func hedgeMode(isCoin: Bool) throws {
    let bench = try FuturesExecutionBench(isCoin: isCoin)
    func position(_ side: String) -> PositionId { PositionId("\(bench.instrumentId)-\(side)") }
    bench.venue.isHedge = true
    bench.connect()
    #expect(bench.client.omsType == .hedging)
    bench.submit("H-1")
    bench.submit(
      "H-2", OrderTerms(side: .sell, type: .limit, quantity: bench.one, price: bench.price(1_100), isReduceOnly: true))
    bench.submit("H-3", positionId: position("SHORT"))
    bench.submit("H-4", positionId: position("BOTH"))
    bench.run(.seconds(1))
    func sent(_ id: String) -> [String: String]? {
      bench.venue.sent.last { $0.parameters["newClientOrderId"] == id }?.parameters
    }
    #expect(sent("H-1")?["positionSide"] == "LONG")
    #expect(sent("H-2")?["positionSide"] == "LONG" && sent("H-2")?["reduceOnly"] == nil)
    #expect(sent("H-3")?["positionSide"] == "SHORT")
    #expect(sent("H-4") == nil)
    #expect(bench.story(of: "H-4") == ["OrderDenied"])
    bench.venue.fill("H-3", "1", at: "100.0")
    bench.run(.seconds(1))
    #expect(bench.sink.fills(of: "H-3").first?.positionId == position("SHORT"))
  }

  @Test(
    "Settings that are as wanted already are success, one that fails does not stop the others",
    arguments: [false, true])
  func settings(isCoin: Bool) throws {
    let bench = try FuturesExecutionBench(isCoin: isCoin) {
      $0.positionMode = .hedge
      $0.futuresLeverages = ["BTCUSDT": 10, "ETHUSDT": 20]
      $0.futuresMarginTypes = ["BTCUSDT": .isolated]
    }
    bench.venue.answers["POST /v1/marginType"] = (400, ScriptedQuery.error(-4046, "No need to change margin type."))
    bench.venue.answers["POST /v1/leverage"] = (400, ScriptedQuery.error(-4028, "Leverage 20 is not valid"))
    try #require(bench.connect()).get()
    #expect(bench.venue.isHedge && bench.client.omsType == .hedging)
    #expect(bench.venue.parameters(of: "POST /v1/leverage").map { $0["symbol"] } == ["BTCUSDT", "ETHUSDT"])
  }
}
