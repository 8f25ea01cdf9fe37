import Testing
import TradingModel

@testable import BinanceSandbox

@Suite("Orders tell when they changed last")
struct OrderTimeTests {
  private func fixture(_ product: SandboxProduct) -> ExchangeFixture {
    let fixture = ExchangeFixture(product: product, symbol: product == .coinm ? "BTCUSD_PERP" : "BTCUSDT")
    if product.isFutures {
      fixture.exchange.setMarkPrice(fixture.market.lastPrice, index: fixture.market.lastPrice, in: fixture.market)
    }
    return fixture
  }

  /// An order as queries tell it.
  private func told(_ order: VenueOrder) throws -> JSONValue {
    var writer = JSONWriter()
    if order.rules.contractType.isEmpty {
      OrderPayloads.queried(order, unit: .milliseconds, into: &writer)
    } else {
      FuturesOrderPayloads.order(order, as: .queried, into: &writer)
    }
    return try #require(JSONValue(writer.bytes))
  }

  /// Lets a second pass, does something, and expects that the order says that it changed then, and when it came.
  private func expectChange(
    of order: VenueOrder, _ fixture: ExchangeFixture, _ what: Comment,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ change: () throws -> Void
  ) throws {
    fixture.clock.advance(by: .seconds(1))
    try change()
    let told = try told(order)
    #expect(told["updateTime"]?.integer == fixture.clock.now.milliseconds, what, sourceLocation: sourceLocation)
    #expect(told["time"]?.integer == order.createdAt.milliseconds, what, sourceLocation: sourceLocation)
  }

  private func sell(_ quantity: String, _ fixture: ExchangeFixture) {
    let amount = FixedText.parse(quantity, decimals: fixture.market.rules.quantityDecimals) ?? 0
    _ = fixture.exchange.takeForMarket(side: .sell, quantity: amount, limit: nil, in: fixture.market)
  }

  @Test("a futures order, when it is filled in part, changed, and canceled", arguments: [SandboxProduct.usdm, .coinm])
  func futures(product: SandboxProduct) throws {
    let fixture = fixture(product)
    let order = try fixture.place("side=BUY type=LIMIT timeInForce=GTC quantity=2 price=64000").order
    let placed = try told(order)
    #expect(placed["updateTime"]?.integer == fixture.clock.now.milliseconds)
    try expectChange(of: order, fixture, "filled in part") { sell("1", fixture) }
    #expect(order.status == .partiallyFilled)
    try expectChange(of: order, fixture, "changed") {
      _ = try fixture.exchange.modify(
        fixture.parameters("orderId=\(order.id) side=BUY quantity=3 price=63900"), for: fixture.alice)
    }
    try expectChange(of: order, fixture, "canceled") {
      _ = try fixture.exchange.cancel(fixture.parameters("orderId=\(order.id)"), for: fixture.alice)
    }
    #expect(order.status == .canceled)
  }

  @Test("a futures order that ends with its date")
  func expiry() throws {
    let fixture = fixture(.usdm)
    let end = (fixture.clock.now.milliseconds / 1_000 + 700) * 1_000
    let order = try fixture.place(
      "side=BUY type=LIMIT timeInForce=GTD goodTillDate=\(end) quantity=1 price=64000"
    ).order
    try expectChange(of: order, fixture, "expired") {
      fixture.clock.advance(by: .seconds(700))
      fixture.exchange.keepFutures()
    }
    #expect(order.status == .expired)
  }

  @Test("a reduce-only order that shrinks with its position", arguments: [SandboxProduct.usdm, .coinm])
  func shrinking(product: SandboxProduct) throws {
    let fixture = fixture(product)
    fixture.liquidity(.buy, "64990.0", "50")
    fixture.liquidity(.sell, "65010.0", "50")
    try fixture.place("side=BUY type=MARKET quantity=4")
    let order = try fixture.place(
      "side=SELL type=LIMIT timeInForce=GTC quantity=4 price=66000 reduceOnly=true"
    ).order
    try expectChange(of: order, fixture, "shrunk") { try fixture.place("side=SELL type=MARKET quantity=1") }
    #expect(try told(order)["origQty"]?.string == (product == .usdm ? "3.000" : "3"))
  }

  @Test("a conditional order, when it is triggered, ends, and is canceled", arguments: [SandboxProduct.usdm, .coinm])
  func conditional(product: SandboxProduct) throws {
    let fixture = fixture(product)
    fixture.liquidity(.buy, "64990.0", "50")
    func place(_ words: String) throws -> AlgoOrder {
      try fixture.exchange.placeAlgo(
        fixture.parameters("algoType=CONDITIONAL side=SELL type=STOP workingType=MARK_PRICE quantity=1 " + words),
        for: fixture.alice)
    }
    func told(_ order: AlgoOrder) throws -> [Int64?] {
      var writer = JSONWriter()
      FuturesOrderPayloads.algo(order, isQuery: true, into: &writer)
      let json = try #require(JSONValue(writer.bytes))
      return ["createTime", "updateTime", "triggerTime"].map { json[$0]?.integer }
    }
    let created = fixture.clock.now.milliseconds
    let first = try place("triggerPrice=64500 price=66000 timeInForce=GTC")
    let second = try place("triggerPrice=60000 price=60000 timeInForce=GTC")
    #expect(try told(first) == [created, created, 0])
    fixture.clock.advance(by: .seconds(1))
    let mark = FixedText.parse("64400", decimals: fixture.market.rules.priceDecimals) ?? 0
    fixture.exchange.setMarkPrice(mark, index: mark, in: fixture.market)
    #expect(first.status == .triggered)
    #expect(try told(first) == [created, created + 1_000, created + 1_000])
    #expect(try told(second) == [created, created, 0])
    fixture.clock.advance(by: .seconds(1))
    fixture.exchange.cancel(try #require(first.actual), requestId: "end")
    #expect(first.status == .finished)
    #expect(try told(first) == [created, created + 2_000, created + 1_000])
    _ = try fixture.exchange.cancelAlgo(fixture.parameters("algoId=\(second.id)"), for: fixture.alice)
    #expect(try told(second) == [created, created + 2_000, 0])
  }

  @Test("a spot order, with the time since which it works, when it is filled in part, amended and canceled")
  func spot() throws {
    let fixture = fixture(.spot)
    let order = try fixture.place("side=BUY type=LIMIT timeInForce=GTC quantity=2 price=64000").order
    let placed = order.createdAt.milliseconds
    #expect(try told(order)["updateTime"]?.integer == placed)
    try expectChange(of: order, fixture, "filled in part") { sell("1", fixture) }
    try expectChange(of: order, fixture, "amended") {
      _ = try fixture.exchange.amend(fixture.parameters("orderId=\(order.id) newQty=1.5"), for: fixture.alice)
    }
    #expect(try told(order)["workingTime"]?.integer == placed)
    try expectChange(of: order, fixture, "canceled") {
      let canceled = try fixture.exchange.cancel(fixture.parameters("orderId=\(order.id)"), for: fixture.alice)
      var writer = JSONWriter()
      OrderPayloads.canceled(canceled, unit: .milliseconds, into: &writer)
      #expect(JSONValue(writer.bytes)?["transactTime"]?.integer == fixture.clock.now.milliseconds)
    }
  }

  @Test("a spot stop, which works from when it is triggered")
  func spotStop() throws {
    let fixture = fixture(.spot)
    fixture.liquidity(.buy, "64990", "5")
    sell("0.1", fixture)
    let stop = try fixture.place(
      "side=SELL type=STOP_LOSS_LIMIT timeInForce=GTC quantity=1 stopPrice=64900 price=65500"
    ).order
    #expect(try told(stop)["workingTime"]?.integer == -1)
    try expectChange(of: stop, fixture, "triggered") {
      sell("10", fixture)
      fixture.liquidity(.buy, "64800", "1")
      sell("0.5", fixture)
      fixture.exchange.settleMarket(fixture.market)
    }
    #expect(try told(stop)["workingTime"]?.integer == fixture.clock.now.milliseconds)
  }
}
