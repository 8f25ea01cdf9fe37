import Testing
import TradingModel

@testable import BinanceSandbox

@Suite("Matching")
struct MatchingTests {
  @Test("Better prices trade first, and at one price the earlier order")
  func priceTimePriority() throws {
    let fixture = ExchangeFixture()
    try fixture.place(
      "side=SELL type=LIMIT timeInForce=GTC quantity=1 price=65010 newClientOrderId=late", by: fixture.bob)
    try fixture.place(
      "side=SELL type=LIMIT timeInForce=GTC quantity=1 price=65000 newClientOrderId=first", by: fixture.bob)
    fixture.liquidity(.sell, "65000", "2")
    try fixture.place(
      "side=SELL type=LIMIT timeInForce=GTC quantity=1 price=65000 newClientOrderId=third", by: fixture.bob)
    let placed = try fixture.place("side=BUY type=LIMIT timeInForce=GTC quantity=3.5 price=65000")
    #expect(placed.status == .filled)
    #expect(placed.fills.map(\.quantity) == [100_000_000, 200_000_000, 50_000_000])
    let open = try fixture.exchange.openOrders(fixture.parameters(""), for: fixture.bob)
    #expect(open.map(\.clientOrderId) == ["late", "third"])
    #expect(open.map(\.executed) == [0, 50_000_000])
  }

  @Test("A crossing limit order trades at the resting prices and rests with what is left")
  func crossingLimit() throws {
    let fixture = ExchangeFixture()
    fixture.liquidity(.sell, "65000", "0.4")
    fixture.liquidity(.sell, "65001", "0.4")
    let placed = try fixture.place("side=BUY type=LIMIT timeInForce=GTC quantity=1 price=65001")
    #expect(placed.status == .partiallyFilled)
    #expect(placed.fills.map { fixture.market.rules.priceText($0.price) } == ["65000.00000000", "65001.00000000"])
    #expect(fixture.market.depth(limit: 5).bids.first == BookLevel(price: 6_500_100_000_000, quantity: 20_000_000))
    // 65000 × 0.4 + 65001 × 0.4 spent, 65001 × 0.2 locked.
    let wallet = fixture.alice.wallet(.spot)
    #expect(wallet["USDT"].locked.description == "13000.20000000")
    #expect(wallet["USDT"].free.description == "9934999.40000000")
    #expect(wallet["BTC"].free.description == "100.79920000")
  }

  @Test("IOC expires its rest, FOK trades whole or not at all, LIMIT_MAKER never takes")
  func timeInForce() throws {
    let fixture = ExchangeFixture()
    fixture.liquidity(.sell, "65000", "1")
    let ioc = try fixture.place("side=BUY type=LIMIT timeInForce=IOC quantity=1.5 price=65000")
    #expect(ioc.status == .expired)
    #expect(ioc.order.expiryReason == .unfilledIOC)
    #expect(ioc.order.executed == 100_000_000)
    fixture.liquidity(.sell, "65000", "1")
    let fok = try fixture.place("side=BUY type=LIMIT timeInForce=FOK quantity=1.5 price=65000")
    #expect(fok.status == .expired)
    #expect(fok.order.executed == 0)
    #expect(
      fixture.refusal { try fixture.place("side=BUY type=LIMIT_MAKER quantity=1 price=65000") }
        == "-2010 Order would immediately match and take.")
    #expect(fixture.alice.wallet(.spot)["USDT"].locked.isZero)
  }

  @Test("A market order by quote quantity spends no more than that, in whole steps")
  func quoteQuantity() throws {
    let fixture = ExchangeFixture()
    fixture.liquidity(.sell, "65000", "0.001")
    fixture.liquidity(.sell, "66000", "1")
    let placed = try fixture.place("side=BUY type=MARKET quoteOrderQty=100")
    #expect(placed.status == .filled)
    #expect(placed.order.executed == 153_000)
    #expect(placed.order.cumulativeQuote.description == "99.98000000")
  }

  @Test("A market order that outruns the book expires with what it got")
  func marketRunsOut() throws {
    let fixture = ExchangeFixture()
    fixture.liquidity(.sell, "65000", "0.5")
    let placed = try fixture.place("side=BUY type=MARKET quantity=1")
    #expect(placed.status == .expired)
    #expect(placed.order.expiryReason == .insufficientLiquidity)
    #expect(fixture.alice.wallet(.spot)["USDT"].locked.isZero)
  }

  @Test("An iceberg order shows its slices only and goes to the back with each")
  func iceberg() throws {
    let fixture = ExchangeFixture()
    try fixture.place("side=SELL type=LIMIT timeInForce=GTC quantity=1 price=65000 icebergQty=0.2", by: fixture.bob)
    #expect(fixture.market.depth(limit: 1).asks.first?.quantity == 20_000_000)
    fixture.liquidity(.sell, "65000", "0.3")
    let placed = try fixture.place("side=BUY type=MARKET quantity=0.6")
    #expect(placed.fills.map(\.quantity) == [20_000_000, 30_000_000, 10_000_000])
    #expect(fixture.market.depth(limit: 1).asks.first?.quantity == 10_000_000)
  }

  @Test("One taker's trades at one price are one aggregated trade; update ids have no gaps")
  func aggregationAndUpdateIds() throws {
    let fixture = ExchangeFixture()
    fixture.liquidity(.sell, "65000", "0.1")
    fixture.liquidity(.sell, "65000", "0.2")
    fixture.liquidity(.sell, "65001", "0.3")
    try fixture.place("side=BUY type=MARKET quantity=0.5")
    #expect(fixture.trades.map(\.quantity) == [10_000_000, 20_000_000, 20_000_000])
    #expect(fixture.aggregates.map(\.quantity) == [30_000_000, 20_000_000])
    #expect(fixture.aggregates[0].firstTradeId == fixture.trades[0].id)
    #expect(fixture.aggregates[0].lastTradeId == fixture.trades[1].id)
    for (earlier, later) in zip(fixture.depths, fixture.depths.dropFirst()) {
      #expect(later.firstUpdateId == earlier.lastUpdateId + 1)
      #expect(later.previousUpdateId == earlier.lastUpdateId)
    }
  }

  @Test("Self-trade prevention ends the side that the taker's mode says")
  func selfTradePrevention() throws {
    for (mode, taker, maker) in [
      ("EXPIRE_TAKER", OrderStatus.expiredInMatch, OrderStatus.new),
      ("EXPIRE_MAKER", .new, .expiredInMatch),
      ("EXPIRE_BOTH", .expiredInMatch, .expiredInMatch),
      ("DECREMENT", .expiredInMatch, .new),
      ("NONE", .filled, .partiallyFilled),
    ] {
      let fixture = ExchangeFixture()
      let resting = try fixture.place("side=SELL type=LIMIT timeInForce=GTC quantity=2 price=65000")
      let crossing = try fixture.place(
        "side=BUY type=LIMIT timeInForce=GTC quantity=1 price=65000 selfTradePreventionMode=\(mode)")
      #expect(crossing.order.status == taker, "\(mode)")
      #expect(resting.order.status == maker, "\(mode)")
    }
  }
}
