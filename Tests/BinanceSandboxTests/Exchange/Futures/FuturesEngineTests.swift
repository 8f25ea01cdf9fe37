import Testing
import TradingModel

@testable import BinanceSandbox

@Suite("Liquidation, deleveraging, delivery")
struct FuturesEngineTests {
  private func fixture(_ product: SandboxProduct = .usdm, symbol: String? = nil) -> ExchangeFixture {
    let fixture = ExchangeFixture(product: product, symbol: symbol ?? (product == .usdm ? "BTCUSDT" : "BTCUSD_PERP"))
    let size = product == .usdm ? "50" : "50000"
    fixture.liquidity(.buy, "64990.0", size)
    fixture.liquidity(.sell, "65010.0", size)
    mark(fixture, "65000")
    return fixture
  }

  private func mark(_ fixture: ExchangeFixture, _ price: String) {
    let value = FixedText.parse(price, decimals: fixture.market.rules.priceDecimals) ?? 0
    fixture.exchange.setMarkPrice(value, index: value, in: fixture.market)
  }

  private func sum(_ fixture: ExchangeFixture, _ asset: String) -> Amount {
    let product = fixture.exchange.product
    let futures = fixture.exchange.futures
    let users = [fixture.alice, fixture.bob].reduce(Amount.zero) { $0 + $1.wallet(product)[asset].total }
    return users + futures.house[asset].total + futures.fees[asset].total + futures.insurance[asset].total
  }

  @Test("The insurance fund takes over at the price where the margin ends, and nobody's wallet goes below zero")
  func insurance() throws {
    let fixture = fixture()
    fixture.alice.wallet(.usdm)["USDT"] = .init(free: Amount(whole: 3_400))
    let start = sum(fixture, "USDT")
    try fixture.place("side=BUY type=MARKET quantity=1")
    let fund = fixture.exchange.futures.insurance["USDT"].total
    // The bids are gone when it counts.
    try fixture.place("side=SELL type=LIMIT timeInForce=GTC quantity=60 price=64990", by: fixture.bob)
    mark(fixture, "61000")
    let order = try #require(fixture.exchange.orders.orders(account: fixture.alice, symbol: "BTCUSDT").last)
    #expect(order.forcedBy == .liquidation && order.status == .filled)
    #expect(fixture.reports.contains { $0.type == .calculated && $0.order === order })
    #expect(fixture.alice.wallet(.usdm)["USDT"].total == .zero)
    #expect(fixture.exchange.futures.insurance["USDT"].total < fund)
    // Bob holds against the market; with both at the mark nothing came or went.
    let open = fixture.exchange.positions(of: fixture.bob).reduce(Amount.zero) { $0 + $1.unrealized }
    let house = fixture.exchange.futures.housePositions.reduce(Amount.zero) { $0 + $1.unrealized(mark: 6_100_000) }
    #expect(sum(fixture, "USDT") + open + house == start)
  }

  @Test(
    "Without a fund the other side of the market is closed, most profit first",
    arguments: [SandboxProduct.usdm, .coinm])
  func deleveraging(product: SandboxProduct) throws {
    let fixture = fixture(product)
    let asset = product == .usdm ? "USDT" : "BTC"
    let fund = fixture.exchange.futures.insurance
    fund.credit(-fund[asset].total, of: asset)
    let quantity = product == .usdm ? "1" : "600"
    fixture.alice.wallet(product)[asset] = .init(
      free: product == .usdm ? Amount(whole: 3_400) : Amount(units: 5_500_000))
    // Bob sells to the market and Alice buys from it, so that both hold against each other.
    try fixture.place("side=SELL type=MARKET quantity=\(quantity)", by: fixture.bob)
    try fixture.place("side=BUY type=MARKET quantity=\(quantity)")
    try fixture.place("side=SELL type=LIMIT timeInForce=GTC quantity=\(quantity) price=64990", by: fixture.bob)
    try fixture.place("side=SELL type=MARKET quantity=\(product == .usdm ? "49" : "50000")", by: fixture.bob)
    mark(fixture, "57000")
    #expect(fixture.exchange.positions(of: fixture.alice).isEmpty)
    let closed = try #require(
      fixture.exchange.orders.orders(account: fixture.bob, symbol: fixture.market.symbol).last)
    #expect(closed.clientOrderId == "adl_autoclose" && closed.forcedBy == .deleveraging)
    #expect(closed.executed == FixedText.parse(quantity, decimals: fixture.market.rules.quantityDecimals))
    let trades = fixture.exchange.orders.trades(account: fixture.bob, symbol: fixture.market.symbol)
    #expect(trades.last?.commission == .zero)
    #expect(fixture.alice.wallet(product)[asset].total == .zero)
  }

  @Test("A margin call comes once, before the liquidation")
  func marginCall() throws {
    let fixture = fixture()
    fixture.alice.wallet(.usdm)["USDT"] = .init(free: Amount(whole: 3_400))
    try fixture.place("side=BUY type=MARKET quantity=1")
    mark(fixture, "61950")
    #expect(fixture.marginCalls.count == 1)
    mark(fixture, "61940")
    #expect(fixture.marginCalls.count == 1 && fixture.exchange.positions(of: fixture.alice).count == 1)
  }

  @Test("An isolated position loses its own margin and no more")
  func isolated() throws {
    let fixture = fixture()
    try fixture.exchange.setMarginType(fixture.parameters("marginType=ISOLATED"), for: fixture.alice)
    try fixture.place("side=BUY type=MARKET quantity=1")
    let state = fixture.exchange.futures.state(fixture.alice)
    let margin = try #require(state.positions.first).isolatedWallet
    #expect(margin.description == "3250.50000000")
    _ = try fixture.exchange.changeMargin(fixture.parameters("amount=100 type=1"), for: fixture.alice)
    #expect(state.positions.first?.isolatedWallet.description == "3350.50000000")
    #expect(
      fixture.refusal {
        _ = try fixture.exchange.changeMargin(fixture.parameters("amount=200 type=2"), for: fixture.alice)
      }
        == "-4051 Isolated balance insufficient.")
    let wallet = fixture.alice.wallet(.usdm)["USDT"].total
    try fixture.place("side=SELL type=LIMIT timeInForce=GTC quantity=1 price=66000")
    try fixture.place("side=SELL type=MARKET quantity=50", by: fixture.bob)
    mark(fixture, "61500")
    #expect(fixture.exchange.positions(of: fixture.alice).isEmpty)
    #expect(wallet - fixture.alice.wallet(.usdm)["USDT"].total == Amount("3350.5"))
    #expect(fixture.reports.contains { $0.type == .expired && $0.order.expiryReason == .liquidation })
  }

  @Test("A dated contract is closed for openings, settled at the index's average and followed by the next")
  func delivery() throws {
    let symbol = try #require(DefaultSymbols.rules(.coinm, at: ManualClock().now).last?.symbol)
    let fixture = fixture(.coinm, symbol: symbol)
    try fixture.place("side=BUY type=MARKET quantity=100")
    let entry = try #require(fixture.exchange.positions(of: fixture.alice).first).entryPrice
    let date = fixture.market.rules.deliveryDate
    fixture.clock.advance(by: date - fixture.clock.now - .seconds(300))
    mark(fixture, "65000")
    #expect(fixture.market.rules.status == .preDelivering)
    #expect(
      fixture.refusal { try fixture.place("side=BUY type=MARKET quantity=10") }
        == "-4140 Invalid symbol status for opening position")
    fixture.clock.advance(by: .seconds(200))
    mark(fixture, "66000")
    fixture.clock.advance(by: .seconds(100))
    mark(fixture, "67000")
    #expect(fixture.market.rules.status == .delivered)
    let order = try #require(fixture.exchange.orders.orders(account: fixture.alice, symbol: symbol).last)
    #expect(order.clientOrderId.hasPrefix("delivery_autoclose-") && order.averagePrice == 660_000)
    #expect(fixture.exchange.positions(of: fixture.alice).isEmpty)
    #expect(fixture.exchange.futures.state(fixture.alice).incomes.contains { $0.type == "DELIVERED_SETTELMENT" })
    #expect(entry.description == "65010.00000000")
    let successor = fixture.exchange.markets.last
    #expect(successor?.rules.pair == "BTCUSD" && successor?.symbol != symbol)
    #expect(successor?.rules.status == .trading)
    #expect(
      fixture.refusal { try fixture.place("side=BUY type=MARKET quantity=10") } == "-4141 Symbol is closed")
  }

  @Test("Orders for retail takers are in no book and trade with the market alone")
  func retailOrders() throws {
    let fixture = fixture()
    let order = try fixture.place("side=BUY type=LIMIT timeInForce=RPI quantity=1 price=65000").order
    #expect(fixture.market.book.best.bid?.price == 6_499_000)
    #expect(fixture.market.retailDepth(limit: 5).bids.first?.price == 6_500_000)
    try fixture.place("side=SELL type=MARKET quantity=1", by: fixture.bob)
    #expect(order.status == .new)
    _ = fixture.exchange.takeForMarket(side: .sell, quantity: 1_500, limit: nil, in: fixture.market)
    #expect(order.status == .filled && order.averagePrice == 6_500_000)
  }
}
