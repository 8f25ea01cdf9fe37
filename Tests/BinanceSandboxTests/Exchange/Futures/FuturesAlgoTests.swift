import Testing
import TradingModel

@testable import BinanceSandbox

@Suite("The algo service")
struct FuturesAlgoTests {
  private func fixture(_ product: SandboxProduct = .usdm) -> ExchangeFixture {
    let fixture = ExchangeFixture(product: product, symbol: product == .usdm ? "BTCUSDT" : "BTCUSD_PERP")
    fixture.liquidity(.buy, "64990.0", product == .usdm ? "50" : "50000")
    fixture.liquidity(.sell, "65010.0", product == .usdm ? "50" : "50000")
    fixture.exchange.setMarkPrice(fixture.market.lastPrice, index: fixture.market.lastPrice, in: fixture.market)
    return fixture
  }

  private func place(_ fixture: ExchangeFixture, _ words: String) throws(VenueError) -> AlgoOrder {
    try fixture.exchange.placeAlgo(fixture.parameters("algoType=CONDITIONAL " + words), for: fixture.alice)
  }

  private func mark(_ fixture: ExchangeFixture, _ price: String) {
    let value = FixedText.parse(price, decimals: fixture.market.rules.priceDecimals) ?? 0
    fixture.exchange.setMarkPrice(value, index: value, in: fixture.market)
  }

  @Test(
    "Each type fires on its side of the price",
    arguments: [
      ("side=BUY type=STOP_MARKET triggerPrice=66000", "65900", "66000"),
      ("side=SELL type=STOP_MARKET triggerPrice=64000", "64100", "64000"),
      ("side=BUY type=TAKE_PROFIT_MARKET triggerPrice=64000", "64100", "63900"),
      ("side=SELL type=TAKE_PROFIT_MARKET triggerPrice=66000", "65900", "66100"),
      ("side=BUY type=STOP triggerPrice=66000 price=66500 timeInForce=GTC", "65900", "66000"),
      ("side=SELL type=TAKE_PROFIT triggerPrice=66000 priceMatch=QUEUE timeInForce=GTC", "65900", "66000"),
    ], [SandboxProduct.usdm, .coinm])
  func triggers(_ order: (words: String, before: String, at: String), product: SandboxProduct) throws {
    let fixture = fixture(product)
    let quantity = product == .usdm ? "1" : "10"
    let algo = try place(fixture, "\(order.words) quantity=\(quantity) workingType=MARK_PRICE clientAlgoId=x")
    mark(fixture, order.before)
    #expect(algo.status == .new)
    mark(fixture, order.at)
    let child = try #require(algo.actual)
    #expect(child.clientOrderId == "x" && child.originalType == algo.draft.type)
    #expect(algo.status == (child.isOpen ? .triggered : .finished))
    #expect(child.type == (algo.draft.isMarket ? .market : .limit))
  }

  @Test(
    "A wrong conditional order is refused in the venue's words",
    arguments: [
      ("side=BUY type=STOP_MARKET triggerPrice=64000 quantity=1", "-2021 Order would immediately trigger."),
      ("side=BUY type=LIMIT quantity=1 price=64000", "-1116 Invalid orderType."),
      ("side=SELL type=TRAILING_STOP_MARKET quantity=1 callbackRate=20.1", "-2007 Invalid callBack rate"),
      ("side=SELL type=TRAILING_STOP_MARKET quantity=1 callbackRate=20", "accepted"),
      (
        "side=SELL type=TRAILING_STOP_MARKET quantity=1 callbackRate=0.155",
        "-1111 Precision is over the maximum defined for this asset."
      ),
      (
        "side=SELL type=TRAILING_STOP_MARKET quantity=1 callbackRate=1 activatePrice=64000",
        "-2021 Order would immediately trigger."
      ),
      (
        "side=SELL type=STOP_MARKET triggerPrice=64000 closePosition=true quantity=1",
        "-4137 Quantity must be zero with closePosition equals true"
      ),
      (
        "side=BUY type=STOP triggerPrice=66000 price=70000 quantity=1 timeInForce=GTC",
        "-4183 Limit price can't be higher than 69300.00."
      ),
      (
        "side=SELL type=STOP_MARKET triggerPrice=64000 quantity=1 workingType=INDEX",
        "-1130 Data sent for parameter 'workingType' is not valid."
      ),
      (
        "side=SELL type=STOP_MARKET quantity=1",
        "-1102 Mandatory parameter 'triggerPrice' was not sent, was empty/null, or malformed."
      ),
    ])
  func refusals(words: String, expected: String) {
    let fixture = fixture()
    #expect(fixture.refusal { _ = try place(fixture, words) } == expected)
  }

  @Test("Two hundred may be open, over all symbols, and no more")
  func limit() throws {
    let fixture = fixture()
    for index in 0..<200 {
      _ = try place(fixture, "side=SELL type=STOP_MARKET triggerPrice=\(60_000 + index) quantity=1")
    }
    #expect(
      fixture.refusal { _ = try place(fixture, "side=SELL type=STOP_MARKET triggerPrice=64000 quantity=1") }
        == "-4045 Reach max stop order limit.")
  }

  @Test("Of many conditional orders the oldest are forgotten, but for those of which there will be news")
  func forgets() throws {
    let fixture = fixture()
    fixture.exchange.keptAlgoOrders = 20
    let waiting = try place(fixture, "side=SELL type=STOP_MARKET triggerPrice=60000 quantity=1")
    let becoming = try place(
      fixture,
      "side=SELL type=TAKE_PROFIT triggerPrice=66000 price=66500 quantity=1 timeInForce=GTC workingType=MARK_PRICE")
    mark(fixture, "66000")
    for index in 0..<60 {
      let order = try place(fixture, "side=SELL type=STOP_MARKET triggerPrice=60000 quantity=1 clientAlgoId=c\(index)")
      _ = try fixture.exchange.cancelAlgo(fixture.parameters("algoId=\(order.id)"), for: fixture.alice)
    }
    #expect(fixture.exchange.algoOrders.count <= 20)
    #expect(fixture.exchange.algoOrders.contains { $0 === waiting })
    #expect(fixture.exchange.algoOrders.last?.clientId == "c59")
    // The order that one of them became is open: its end is still told.
    let child = try #require(becoming.actual)
    #expect(child.isOpen && becoming.status == .triggered)
    fixture.exchange.cancel(child, requestId: "end")
    #expect(becoming.status == .finished)
  }

  @Test("What may not be placed when it triggers is rejected with the reason")
  func rejection() throws {
    let fixture = fixture()
    let stop = try place(
      fixture, "side=SELL type=STOP_MARKET triggerPrice=64000 quantity=1 reduceOnly=true workingType=MARK_PRICE")
    mark(fixture, "63900")
    #expect(stop.status == .rejected && stop.reason == "ReduceOnly Order is rejected.")
  }

  @Test("A protected order waits while mark and last price are too far apart")
  func priceProtect() throws {
    let fixture = fixture()
    let stop = try place(
      fixture, "side=SELL type=STOP_MARKET triggerPrice=64000 quantity=1 priceProtect=true workingType=MARK_PRICE")
    mark(fixture, "61000")
    #expect(stop.status == .new)
    mark(fixture, "63900")
    #expect(stop.status == .finished)
  }

  @Test("Orders that depend on the position expire with it")
  func dependsOnPosition() throws {
    let fixture = fixture()
    try fixture.place("side=BUY type=MARKET quantity=1")
    let stop = try place(
      fixture, "side=SELL type=STOP_MARKET triggerPrice=60000 quantity=1 reduceOnly=true timeInForce=GTE_GTC")
    try fixture.place("side=SELL type=MARKET quantity=0.5")
    #expect(stop.status == .new)
    try fixture.place("side=SELL type=MARKET quantity=0.5")
    #expect(stop.status == .expired)
  }

  @Test("A trailing order sees every trade between two looks")
  func trailingSeesAllTrades() throws {
    let fixture = fixture()
    let stop = try place(fixture, "side=SELL type=TRAILING_STOP_MARKET quantity=1 callbackRate=1")
    #expect(stop.isActive)
    fixture.liquidity(.sell, "66000.0", "1")
    // One buyer sweeps up to 66 000; nobody looks in between.
    try fixture.place("side=BUY type=MARKET quantity=50.5", by: fixture.bob)
    #expect(stop.extreme == 6_600_000 && stop.status == .new)
  }
}
