import Testing
import TradingModel

@testable import BinanceSandbox

@Suite("Futures")
struct FuturesTests {
  private func fixture(_ product: SandboxProduct = .usdm) -> ExchangeFixture {
    let fixture = ExchangeFixture(product: product, symbol: product == .usdm ? "BTCUSDT" : "BTCUSD_PERP")
    let size = product == .usdm ? "50" : "50000"
    fixture.liquidity(.buy, "64990.0", size)
    fixture.liquidity(.sell, "65010.0", size)
    fixture.exchange.setMarkPrice(fixture.market.lastPrice, index: fixture.market.lastPrice, in: fixture.market)
    return fixture
  }

  @Test("A linear position's profit is exact through opening, adding, reducing and turning")
  func linearProfit() throws {
    let fixture = fixture()
    let wallet = fixture.alice.wallet(.usdm)
    try fixture.place("side=BUY type=MARKET quantity=1")
    try fixture.place("side=BUY type=MARKET quantity=0.5")
    // 1.5 at 65 010, commission 0.05 % of 97 515.
    #expect(wallet["USDT"].total.description == "9999951.24250000")
    let sold = try fixture.place("side=SELL type=MARKET quantity=2")
    #expect(sold.fills.map(\.realizedProfit.description) == ["-30.00000000"])
    #expect(wallet["USDT"].total.description == "9999856.25250000")
    let position = try #require(fixture.exchange.positions(of: fixture.alice).first)
    #expect(position.quantity == -500)
    #expect(position.entryPrice.description == "64990.00000000")
    #expect(position.unrealized.description == "-5.00000000")
    #expect(fixture.updates.last?.assets.first?.free == wallet["USDT"].total)
    #expect(fixture.updates.last?.positions.first?.quantity == -500)
  }

  @Test("An inverse position's profit is in coins, contracts × size × (1/entry − 1/exit)")
  func inverseProfit() throws {
    let fixture = fixture(.coinm)
    let wallet = fixture.alice.wallet(.coinm)
    try fixture.place("side=BUY type=MARKET quantity=1000")
    let position = try #require(fixture.exchange.positions(of: fixture.alice).first)
    #expect(position.entryPrice.description == "65010.00000000" || position.entryPrice.description == "65009.99999999")
    // 1 000 × 100 / 65 010 = 1.53822488…; commission 0.05 % of it.
    #expect(wallet["BTC"].total.description == "99.99923089")
    let sold = try fixture.place("side=SELL type=MARKET quantity=1000")
    // 100 000 × (1/65 010 − 1/64 990) = −0.00047337…
    #expect(sold.fills.first?.realizedProfit.description == "-0.00047337")
  }

  @Test(
    "A wrong futures order is refused in the venue's words",
    arguments: [
      ("side=BUY type=LIMIT timeInForce=GTC quantity=0.001 price=60000.05", "-4014 Price not increased by tick size."),
      (
        "side=BUY type=LIMIT timeInForce=GTC quantity=0.0001 price=60000",
        "-1111 Precision is over the maximum defined for this asset."
      ),
      (
        "side=BUY type=LIMIT timeInForce=GTC quantity=0.001 price=60000",
        "-4164 Order's notional must be no smaller than 100 (unless you choose reduce only)."
      ),
      (
        "side=BUY type=LIMIT timeInForce=GTC quantity=0.01 price=70000",
        "-4016 Limit price can't be higher than 68250.00."
      ),
      (
        "side=BUY type=LIMIT timeInForce=GTX quantity=0.01 price=65010",
        "-5022 Due to the order could not be executed as maker, the Post Only order will be rejected. The order will not be recorded in the order history"
      ),
      (
        "side=BUY type=STOP_MARKET quantity=0.01 stopPrice=70000",
        "-4120 Order type not supported for this endpoint. Please use the Algo Order API endpoints instead."
      ),
      ("side=SELL type=MARKET quantity=0.01 reduceOnly=true", "-2022 ReduceOnly Order is rejected."),
      (
        "side=BUY type=MARKET quantity=0.01 positionSide=LONG",
        "-4061 Order's position side does not match user's setting."
      ),
      (
        "side=BUY type=LIMIT timeInForce=GTC quantity=500 price=64000", "accepted"
      ),
      ("side=BUY type=LIMIT timeInForce=GTC quantity=0.01 priceMatch=BEST", "-5037 Invalid price match"),
      ("side=BUY type=LIMIT timeInForce=GTC quantity=0.01 priceMatch=QUEUE", "accepted"),
      (
        "side=BUY type=LIMIT timeInForce=GTD quantity=0.01 price=64000 goodTillDate=1795000300000",
        "-5040 The goodTillDate timestamp must be greater than the current time plus 600 seconds and smaller than 253402300799000 (UTC 9999-12-31 23:59:59)"
      ),
    ])
  func refusals(words: String, expected: String) {
    let fixture = fixture()
    #expect(fixture.refusal { try fixture.place(words) } == expected)
  }

  @Test("Margin is needed to open, not to reduce, and reduce-only orders shrink and end with the position")
  func margin() throws {
    let fixture = fixture()
    fixture.alice.wallet(.usdm)["USDT"] = .init(free: Amount(whole: 4_000))
    try fixture.place("side=BUY type=MARKET quantity=1")
    #expect(fixture.refusal { try fixture.place("side=BUY type=MARKET quantity=1") } == "-2019 Margin is insufficient.")
    let resting = try fixture.place("side=SELL type=LIMIT timeInForce=GTC quantity=1 price=66000 reduceOnly=true")
    try fixture.place("side=SELL type=MARKET quantity=0.4 reduceOnly=true")
    #expect(resting.order.remaining == 600)
    try fixture.place("side=SELL type=MARKET quantity=2 reduceOnly=true")
    #expect(resting.order.status == .expired)
    #expect(fixture.exchange.positions(of: fixture.alice).isEmpty)
  }

  @Test("A conditional order becomes an ordinary one when its price is reached")
  func algo() throws {
    let fixture = fixture()
    try fixture.place("side=BUY type=MARKET quantity=1")
    let stop = try fixture.exchange.placeAlgo(
      fixture.parameters(
        "algoType=CONDITIONAL side=SELL type=STOP_MARKET triggerPrice=64990 closePosition=true clientAlgoId=stop"),
      for: fixture.alice)
    #expect(stop.status == .new)
    #expect(
      fixture.refusal {
        _ = try fixture.exchange.placeAlgo(
          fixture.parameters("algoType=CONDITIONAL side=SELL type=STOP_MARKET triggerPrice=66000 quantity=1"),
          for: fixture.alice)
      } == "-2021 Order would immediately trigger.")
    try fixture.place("side=SELL type=MARKET quantity=0.01", by: fixture.bob)
    #expect(stop.status == .finished)
    #expect(stop.actual?.status == .filled)
    #expect(stop.actual?.clientOrderId == "stop")
    #expect(fixture.exchange.positions(of: fixture.alice).isEmpty)
  }

  @Test("A trailing stop is activated by its price and fires by its callback rate")
  func trailing() throws {
    let fixture = fixture()
    try fixture.place("side=BUY type=MARKET quantity=1")
    let stop = try fixture.exchange.placeAlgo(
      fixture.parameters(
        "algoType=CONDITIONAL side=SELL type=TRAILING_STOP_MARKET quantity=1 activatePrice=65500 callbackRate=1 workingType=MARK_PRICE"
      ), for: fixture.alice)
    func mark(_ price: Int64) {
      fixture.exchange.setMarkPrice(price * 100, index: price * 100, in: fixture.market)
    }
    mark(65_000)
    mark(64_000)
    #expect(stop.status == .new && !stop.isActive)
    mark(65_600)
    #expect(stop.isActive)
    mark(66_000)
    mark(65_400)
    #expect(stop.status == .new)
    mark(65_300)
    #expect(stop.status == .finished)
  }

  @Test("Funding goes from longs to shorts, and is told with its symbol")
  func funding() throws {
    let fixture = fixture()
    try fixture.place("side=BUY type=MARKET quantity=1")
    let before = fixture.alice.wallet(.usdm)["USDT"].total
    fixture.exchange.start()
    fixture.clock.advance(by: .seconds(8 * 3600))
    fixture.exchange.stop()
    let fee = fixture.alice.wallet(.usdm)["USDT"].total - before
    #expect(fee.isNegative)
    let told = try #require(fixture.updates.last { $0.reason == "FUNDING_FEE" })
    #expect(told.fundingSymbol == "BTCUSDT")
    #expect(fixture.exchange.futures.state(fixture.alice).incomes.last?.amount == fee)
  }

  @Test("A position whose margin is used up is liquidated, and the insurance fund takes the rest of the loss")
  func liquidation() throws {
    let fixture = fixture()
    fixture.alice.wallet(.usdm)["USDT"] = .init(free: Amount(whole: 3_400))
    try fixture.place("side=BUY type=MARKET quantity=1")
    fixture.exchange.setMarkPrice(6_190_000, index: 6_190_000, in: fixture.market)
    #expect(fixture.exchange.positions(of: fixture.alice).count == 1)
    fixture.exchange.setMarkPrice(6_100_000, index: 6_100_000, in: fixture.market)
    #expect(fixture.exchange.positions(of: fixture.alice).isEmpty)
    let order = try #require(fixture.exchange.orders.orders(account: fixture.alice, symbol: "BTCUSDT").last)
    #expect(order.clientOrderId.hasPrefix("autoclose-") && order.status == .filled)
    #expect(!fixture.alice.wallet(.usdm)["USDT"].total.isNegative)
  }

  @Test("Hedge mode keeps a long and a short apart; modes change only when flat")
  func hedge() throws {
    let fixture = fixture()
    try fixture.exchange.setPositionMode(fixture.parameters("dualSidePosition=true"), for: fixture.alice)
    try fixture.place("side=BUY type=MARKET quantity=1 positionSide=LONG")
    try fixture.place("side=SELL type=MARKET quantity=0.5 positionSide=SHORT")
    #expect(fixture.exchange.positions(of: fixture.alice).map(\.quantity) == [1_000, -500])
    #expect(
      fixture.refusal {
        try fixture.exchange.setPositionMode(fixture.parameters("dualSidePosition=false"), for: fixture.alice)
      } == "-4068 Position side cannot be changed if there exists position.")
    #expect(
      fixture.refusal { try fixture.place("side=SELL type=MARKET quantity=2 positionSide=LONG") }
        == "-2022 ReduceOnly Order is rejected.")
  }

  @Test("Leverage bounds the position, and needs no margin that is not there")
  func leverage() throws {
    let fixture = fixture()
    let high = try fixture.exchange.setLeverage(fixture.parameters("leverage=125"), for: fixture.alice)
    #expect(high.maxNotional == 300_000)
    #expect(
      fixture.refusal { try fixture.place("side=BUY type=MARKET quantity=10") }
        == "-2027 Exceeded the maximum allowable position at current leverage.")
    #expect(
      fixture.refusal {
        _ = try fixture.exchange.setLeverage(fixture.parameters("leverage=126"), for: fixture.alice)
      } == "-4028 Leverage 126 is not valid")
    #expect(
      fixture.refusal {
        try fixture.exchange.setMarginType(fixture.parameters("marginType=CROSSED"), for: fixture.alice)
      } == "-4046 No need to change margin type.")
  }

  @Test("A modified order changes price and quantity and may trade at once")
  func modify() throws {
    let fixture = fixture()
    let order = try fixture.place("side=BUY type=LIMIT timeInForce=GTC quantity=1 price=64000").order
    let words = "side=BUY orderId=\(order.id) quantity=2 price=65010"
    let modified = try fixture.exchange.modify(fixture.parameters(words), for: fixture.alice)
    #expect(modified.status == .filled && order.executed == 2_000)
    #expect(fixture.reports.contains { $0.type == .amendment })
    let resting = try fixture.place("side=BUY type=LIMIT timeInForce=GTC quantity=1 price=64000").order
    let same = fixture.parameters("side=BUY orderId=\(resting.id) quantity=1 price=64000")
    let refusal = fixture.refusal { _ = try fixture.exchange.modify(same, for: fixture.alice) }
    #expect(refusal == "-5027 No need to modify the order.")
  }
}
