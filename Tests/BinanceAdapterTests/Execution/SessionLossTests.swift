import BinanceAdapter
import Testing
import TradingEngine
import TradingModel
import TradingNetwork
import TradingTesting

@Suite("Orders when the venue forgets, limits or lags")
struct SessionLossTests {
  @Test("When the session's logon is lost orders and cancellations go on, signed, and it is logged on anew")
  func lostLogon() throws {
    let bench = try SpotExecutionBench(secret: SpotExecutionBench.ed25519Secret)
    try #require(bench.connect()).get()
    bench.venue.losesSession = true
    bench.submit("A-1")
    bench.run(.seconds(1))
    bench.cancel("A-1")
    bench.run(.seconds(10))
    #expect(bench.story(of: "A-1") == ["OrderSubmitted", "OrderAccepted", "OrderCanceled"])
    #expect(bench.venue.orders.count == 1)
    #expect(bench.venue.placements.first?["signature"] != nil)
    #expect(bench.venue.log.filter { $0 == "session.logon" }.count == 2)
  }

  @Test("A 401 that answers no request ends the session's logon: it is logged on anew, and nothing is lost")
  func revokedLogon() throws {
    let bench = try SpotExecutionBench(secret: SpotExecutionBench.ed25519Secret)
    try #require(bench.connect()).get()
    #expect(bench.venue.log.filter { $0 == "session.logon" }.count == 1)
    bench.venue.sendsBare = true
    bench.venue.tell(
      #"{"id":null,"status":401,"error":{"code":-2015,"msg":"Invalid API-key, IP, or permissions for action."}}"#)
    bench.venue.sendsBare = false
    bench.run(.milliseconds(50))
    bench.submit("A-1")
    bench.run(.seconds(10))
    #expect(bench.venue.log.filter { $0 == "session.logon" }.count == 2)
    bench.venue.fill("A-1", "1.00000000", at: "100.00")
    bench.run(.seconds(2))
    #expect(bench.story(of: "A-1") == ["OrderSubmitted", "OrderAccepted", "OrderFilled"])
    #expect(bench.venue.placements.count == 1)
  }

  @Test("A day's limit of orders stops new orders, and no cancellation", arguments: [true, false])
  func dayLimit(useWSTrading: Bool) throws {
    let bench = try SpotExecutionBench { $0.useWSTrading = useWSTrading }
    try #require(bench.connect()).get()
    bench.submit("A-1")
    bench.run(.seconds(1))
    bench.venue.retryAfter = .seconds(3_600)
    bench.venue.reaction = .refuse(
      code: -1015, message: "Too many new orders; current limit is 200000 orders per 1 DAY.", status: 429)
    bench.submit("A-2")
    bench.run(.seconds(1))
    bench.submit("A-3")
    bench.cancel("A-1")
    bench.run(.seconds(2))
    #expect(bench.story(of: "A-2") == ["OrderSubmitted", "OrderRejected"])
    #expect(bench.story(of: "A-3") == ["OrderDenied"])
    #expect(bench.story(of: "A-1") == ["OrderSubmitted", "OrderAccepted", "OrderCanceled"])
  }

  @Test("A cancellation that overtook its order goes out again as soon as the order is accepted")
  func overtaken() throws {
    let bench = try SpotExecutionBench()
    try #require(bench.connect()).get()
    bench.venue.reaction = .restSilently
    bench.venue.holdsEvents = true
    bench.venue.cancelRefusal = (-2011, "Unknown order sent.", 400)
    bench.venue.queryRefusal = (-2013, "Order does not exist.", 400)
    bench.submit("A-1")
    bench.run(.milliseconds(100))
    bench.cancel("A-1")
    bench.run(.milliseconds(300))
    bench.venue.cancelRefusal = nil
    bench.venue.releaseEvents()
    bench.run(.milliseconds(500))
    #expect(bench.story(of: "A-1").suffix(2) == ["OrderAccepted", "OrderCanceled"])
  }

  @Test("Events of an instrument that cannot be loaded yet wait for it")
  func unloadedInstrument() throws {
    let bench = try SpotExecutionBench()
    try #require(bench.connect()).get()
    bench.venue.moreSymbols = """
      ,{"symbol":"ETHUSDT","status":"TRADING","baseAsset":"ETH","baseAssetPrecision":8,"quoteAsset":"USDT",\
      "quotePrecision":8,"quoteAssetPrecision":8,"orderTypes":["LIMIT"],"filters":[\
      {"filterType":"PRICE_FILTER","minPrice":"0.01","maxPrice":"1000000.00","tickSize":"0.01"},\
      {"filterType":"LOT_SIZE","minQty":"0.00001","maxQty":"9000.0","stepSize":"0.00001"}],"permissionSets":[["SPOT"]]}
      """
    bench.venue.failures["GET /api/v3/exchangeInfo"] = 2
    let order = ScriptedSpotVenue.Order(
      id: 77, clientOrderId: "web_1", side: "BUY", type: "LIMIT", timeInForce: "GTC", quantity: .one, price: "50.00",
      time: bench.venue.milliseconds, updateTime: bench.venue.milliseconds, visibleAt: bench.world.now)
    bench.venue.tell(bench.venue.execution(order, "NEW").replacing("BTCUSDT", with: "ETHUSDT"))
    bench.run(.milliseconds(500))
    #expect(bench.sink.bundles.isEmpty)
    bench.run(.seconds(8))
    #expect(bench.venue.failures["GET /api/v3/exchangeInfo"] == 0)
    #expect(bench.sink.bundles.map(\.order.instrumentId.description) == ["ETHUSDT.BINANCE"])
  }
}
