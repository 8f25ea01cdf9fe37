import BinanceAdapter
import Testing
import TradingEngine
import TradingModel
import TradingNetwork
import TradingTesting

@Suite("Futures account events")
struct FuturesAccountTests {
  private func update(_ bench: FuturesExecutionBench, _ body: String) {
    let time = bench.venue.milliseconds
    bench.venue.tell("{\"e\":\"ACCOUNT_UPDATE\",\"E\":\(time),\"T\":\(time),\"a\":{\(body)}}")
    bench.run(.milliseconds(100))
  }

  @Test(
    "A funding fee is an account event with its symbol and amount; margins stay as they are known",
    arguments: [false, true])
  func fundingFee(isCoin: Bool) throws {
    let bench = try FuturesExecutionBench(isCoin: isCoin)
    let (symbol, asset) = (bench.venue.symbol, isCoin ? "BTC" : "USDT")
    bench.venue.holdings[symbol] = .init(amount: "1", entry: "100")
    bench.connect()
    bench.run(.seconds(1))
    update(
      bench,
      "\"m\":\"FUNDING_FEE\",\"S\":\"\(symbol)\","
        + "\"B\":[{\"a\":\"\(asset)\",\"wb\":\"100.40\",\"cw\":\"100.40\",\"bc\":\"-0.10\"}]")
    let state = try #require(bench.sink.accountStates.last)
    #expect(!state.isComplete && state.info["reason"] == "FUNDING_FEE" && state.info["symbol"] == symbol)
    #expect(state.info["instrument"] == bench.instrumentId.text && state.info["change.\(asset)"] == "-0.1")
    #expect(state.balances.map { "\($0.total) \($0.locked)" } == ["100.40000000 \(asset) 10.50000000 \(asset)"])
    #expect(state.margins.count == 2)
  }

  @Test("A position that changes is told with leverage, and put right by asking")
  func positions() throws {
    let bench = try FuturesExecutionBench()
    bench.connect()
    bench.run(.seconds(1))
    bench.venue.holdings["BTCUSDT"] = .init(amount: "2", entry: "100.5")
    update(
      bench,
      "\"m\":\"ORDER\",\"B\":[],\"P\":[{\"s\":\"BTCUSDT\",\"pa\":\"2\",\"ep\":\"100.5\",\"cr\":\"0\",\"up\":\"0.5\","
        + "\"mt\":\"cross\",\"iw\":\"0\",\"ps\":\"BOTH\"}]")
    let told = try #require(bench.sink.positionReports.last)
    #expect(told.side == .long && told.quantity.description == "2.000" && told.leverage?.plain() == "21")
    #expect(told.marginType == "CROSS" && told.liquidationPrice == nil)
    bench.run(.seconds(10))
    #expect(bench.sink.positionReports.last?.liquidationPrice?.plain() == "55.5")
  }

  @Test("BNFCR credits count as the configured currency")
  func credits() throws {
    let bench = try FuturesExecutionBench()
    bench.connect()
    bench.run(.seconds(1))
    update(bench, "\"m\":\"DEPOSIT\",\"B\":[{\"a\":\"BNFCR\",\"wb\":\"5\",\"cw\":\"5\",\"bc\":\"5\"}]")
    let state = try #require(bench.sink.accountStates.last)
    #expect(state.balances.map(\.total.description) == ["105.50000000 USDT"])
  }

  @Test(
    "What the venue closes by itself is a fill with its trade id, fee and cause, once",
    arguments: [
      ("autoclose-123", "CALCULATED", "LIQUIDATION"), ("adl_autoclose", "TRADE", "ADL"),
      ("settlement_autoclose-9", "NEW", "SETTLEMENT"), ("delivery_autoclose-9", "TRADE", "DELIVERY"),
    ])
  func venueOrders(name: String, execution: String, cause: String) throws {
    for isCoin in [false, true] {
      let bench = try FuturesExecutionBench(isCoin: isCoin)
      bench.connect()
      bench.venue.closeByVenue(name, side: "SELL", "2", at: "60.0", execution: execution)
      bench.run(.seconds(1))
      let bundle = try #require(bench.sink.bundles.first)
      #expect(bench.sink.bundles.count == 1 && bundle.order.reason == cause)
      let fill = try #require(bundle.fills.first)
      #expect(fill.tradeId.text == "500" && fill.commission?.amount.trimmed.plain() == "0.01")
      #expect(fill.positionId == PositionId("\(bench.instrumentId)-BOTH"))
      #expect(fill.lastQuantity.wide == WideDecimal(2))
    }
  }

  @Test(
    "Orders of the insurance fund and of deleveraging are known by their state too, and leave the fee to be estimated",
    arguments: [("NEW_INSURANCE", "INSURANCE"), ("NEW_ADL", "ADL")])
  func venueStates(status: String, cause: String) throws {
    let bench = try FuturesExecutionBench()
    bench.connect()
    let time = bench.venue.milliseconds
    bench.venue.tell(
      """
      {"e":"ORDER_TRADE_UPDATE","E":\(time),"T":\(time),"o":{"s":"BTCUSDT","c":"x-1","S":"SELL","o":"LIQUIDATION",\
      "f":"IOC","q":"0.5","p":"60","x":"TRADE","X":"\(status)","i":77,"l":"0.5","z":"0.5","L":"60.0","T":\(time),\
      "t":901,"m":false,"ps":"BOTH"}}
      """)
    bench.run(.seconds(1))
    let bundle = try #require(bench.sink.bundles.first)
    #expect(bench.sink.bundles.count == 1 && bundle.order.reason == cause)
    let fill = try #require(bundle.fills.first)
    // 30 USDT, of which 5 in 10,000 is the fee that the venue left out.
    #expect(fill.tradeId.text == "901" && fill.commission?.description == "0.01500000 USDT")
  }

  @Test("TRADE_LITE is left alone by default; when wanted it is told at once, and again with the fee once it is known")
  func tradeLite() throws {
    for isWanted in [false, true] {
      let bench = try FuturesExecutionBench { $0.useTradeLite = isWanted }
      bench.connect()
      bench.submit("A-1")
      bench.run(.seconds(1))
      let time = bench.venue.milliseconds
      bench.venue.tell(
        "{\"e\":\"TRADE_LITE\",\"E\":\(time),\"T\":\(time),\"s\":\"BTCUSDT\",\"q\":\"1\",\"p\":\"100\",\"m\":true,"
          + "\"c\":\"A-1\",\"S\":\"BUY\",\"L\":\"100.0\",\"l\":\"1\",\"t\":500,\"i\":1000}")
      bench.run(.milliseconds(10))
      #expect(bench.sink.fills(of: "A-1").count == (isWanted ? 1 : 0))
      bench.venue.fill("A-1", "1", at: "100.0")
      bench.run(.seconds(30))
      let fills = bench.sink.fills(of: "A-1")
      #expect(fills.map(\.tradeId.text) == (isWanted ? ["500", "500"] : ["500"]))
      #expect(fills.map(\.isCommissionEstimated) == (isWanted ? [true, false] : [false]))
      #expect(fills.last?.commission?.description == "0.01000000 USDT")
    }
  }

  @Test("In hedge mode a TRADE_LITE of an order whose side is not known waits for the whole event")
  func tradeLiteWithoutSide() throws {
    let orders = OrderCache()
    let world = SimulatedWorld(seed: 1)
    let bench = try FuturesExecutionBench(world: world, lookup: orders) { $0.useTradeLite = true }
    bench.venue.isHedge = true
    bench.connect()
    bench.submit("A-1", positionId: "BTCUSDT-PERP.BINANCE-LONG")
    bench.run(.seconds(1))
    let header = OrderEventHeader(order: bench.identity("A-1"), tsEvent: world.now, tsInit: world.now)
    let terms = OrderTerms(side: .buy, type: .limit, quantity: bench.one, price: bench.price(1_000))
    orders.store(Order(OrderInitialized(header, terms: terms)))
    // The next process knows the order without its side.
    let second = try FuturesExecutionBench(venue: bench.venue, world: world, lookup: orders) { $0.useTradeLite = true }
    bench.client.disconnect {}
    second.connect()
    let time = bench.venue.milliseconds
    bench.venue.tell(
      "{\"e\":\"TRADE_LITE\",\"E\":\(time),\"T\":\(time),\"s\":\"BTCUSDT\",\"q\":\"1\",\"p\":\"100\",\"m\":true,"
        + "\"c\":\"A-1\",\"S\":\"BUY\",\"L\":\"100.0\",\"l\":\"1\",\"t\":500,\"i\":1000}")
    second.run(.milliseconds(50))
    #expect(second.sink.fills(of: "A-1").isEmpty)
    bench.venue.fill("A-1", "1", at: "100.0")
    second.run(.seconds(1))
    #expect(second.sink.fills(of: "A-1").map(\.positionId) == ["BTCUSDT-PERP.BINANCE-LONG"])
  }

  @Test("An expired listen key is replaced before the old stream is given up", arguments: [false, true])
  func listenKey(isCoin: Bool) throws {
    let bench = try FuturesExecutionBench(isCoin: isCoin)
    bench.connect()
    bench.venue.tell("{\"e\":\"listenKeyExpired\",\"E\":1,\"listenKey\":\"key-1\"}")
    bench.run(.seconds(5))
    let stream = isCoin ? "dstream.binance.com/ws/key-2" : "fstream.binance.com/private/ws/key-2"
    #expect(bench.venue.log.contains("open \(stream)"))
    bench.submit("A-1")
    bench.run(.seconds(1))
    bench.venue.fill("A-1", "1", at: "100.0")
    bench.run(.seconds(1))
    #expect(bench.sink.fills(of: "A-1").count == 1)
  }

  @Test("Futures outcomes: certain failures are refusals, the others stay open")
  func outcomes() throws {
    let cases: [(code: Int, message: String, status: Int, isOpen: Bool)] = [
      (-1000, "Unknown error, please check your request or try again later.", 503, true),
      (-1001, "Internal error; unable to process your request. Please try again.", 503, false),
      (-1007, "Timeout waiting for response from backend server.", 408, true),
      (-1008, "Server is currently overloaded with other requests.", 503, false),
      (-2019, "Margin is insufficient.", 400, false),
    ]
    for item in cases {
      let bench = try FuturesExecutionBench { $0.useWSTrading = false }
      bench.connect()
      bench.venue.reaction =
        item.isOpen
        ? .restButAnswer(code: item.code, message: item.message, status: item.status)
        : .refuse(code: item.code, message: item.message, status: item.status)
      bench.venue.holdsEvents = true
      bench.submit("A-1")
      bench.run(.milliseconds(200))
      let expected = item.isOpen ? "OrderUnknown" : "OrderRejected"
      #expect(bench.story(of: "A-1").last == expected, "\(item.code)")
    }
  }
}
