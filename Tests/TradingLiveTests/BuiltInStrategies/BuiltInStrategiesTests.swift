import Testing
import TradingEngine
import TradingLive
import TradingModel

/// A kernel with one instrument and a venue that accepts everything.
private struct Market {
  let id: InstrumentId
  let clock = ManualClock(start: UnixNanos(milliseconds: 1_723_075_200_000))
  let kernel: TradingKernel
  let venue: AcceptingVenue

  init(_ kind: InstrumentKind) {
    id = InstrumentId(symbol: kind == .currencyPair ? "BTCUSDT" : "BTCUSDT-PERP", venue: "BINANCE")
    kernel = TradingKernel(clock: clock, random: RandomSource(seed: 1))
    venue = AcceptingVenue(kernel, kind == .currencyPair ? .cash : .margin)
    kernel.register(venue)
    kernel.register(SilentDataClient())
    kernel.dataEngine.process(
      Instrument(
        id: id, rawSymbol: "BTCUSDT", kind: kind, base: .btc, quote: .usdt,
        priceIncrement: Price(raw: 10, precision: 2),
        sizeIncrement: Quantity(raw: 1, precision: 3)))
  }

  func quote(bid: Int64, ask: Int64) {
    kernel.dataEngine.process(
      QuoteTick(
        instrumentId: id, bidPrice: Price(raw: bid, precision: 2), askPrice: Price(raw: ask, precision: 2),
        bidSize: Quantity(raw: 1_000, precision: 3), askSize: Quantity(raw: 1_000, precision: 3), tsEvent: clock.now,
        tsInit: clock.now))
  }

  func openOrders() -> [String] {
    kernel.cache.orders.open(instrumentId: id).map { "\($0.side.rawValue) \($0.terms.price?.description ?? "-")" }
      .sorted()
  }

  var net: String { kernel.portfolio.netPosition(id).plain() }
}

@Suite("The built-in EmaCross")
struct EmaCrossTests {
  private func run(_ market: Market, prices: [Int64], client: ClientId? = nil) -> EmaCross {
    let strategy = EmaCross(
      EmaCrossConfig(
        instrument: market.id, fast: 2, slow: 4, tradeSize: Quantity(raw: 10, precision: 3), client: client))
    market.kernel.register(strategy)
    market.kernel.start()
    for price in prices {
      market.quote(bid: price, ask: price + 10)
      market.clock.advance(by: .seconds(1))
    }
    return strategy
  }

  @Test("on spot it buys when the fast average crosses above and sells when it crosses below, never short")
  func spot() {
    let market = Market(.currencyPair)
    let rising = (0..<6).map { Int64(100_000 + $0 * 1_000) }
    let falling = (0..<8).map { Int64(105_000 - $0 * 3_000) }
    _ = run(market, prices: rising + falling)
    #expect(market.venue.submitted.map(\.terms.side) == [.buy, .sell])
    #expect(market.net == "0")
  }

  @Test("it trades by the client that it is told, where several trade the instrument")
  func client() {
    let market = Market(.currencyPair)
    let other = AcceptingVenue(market.kernel, .cash, id: "OTHER")
    market.kernel.register(other)
    _ = run(market, prices: (0..<6).map { Int64(100_000 + $0 * 1_000) }, client: "OTHER")
    #expect(market.venue.submitted.isEmpty)
    #expect(other.submitted.map(\.terms.side) == [.buy])
  }

  @Test("on futures it holds the side of the trend, and closes reduce-only when it stops")
  func futures() {
    let market = Market(.cryptoPerpetual)
    let falling = (0..<8).map { Int64(105_000 - $0 * 3_000) }
    let strategy = run(market, prices: falling)
    #expect(market.net == "-0.01")
    market.kernel.stop(strategy)
    #expect(market.net == "0")
    #expect(market.venue.submitted.last?.terms.isReduceOnly == true)
  }
}

@Suite("The built-in market maker")
struct SimpleMarketMakerTests {
  private func start(_ market: Market, maxPosition: Int64 = 20) -> SimpleMarketMaker {
    let strategy = SimpleMarketMaker(
      SimpleMarketMakerConfig(
        instrument: market.id, tradeSize: Quantity(raw: 10, precision: 3), halfSpread: .ticks(2),
        maxPosition: Quantity(raw: maxPosition, precision: 3)))
    market.kernel.register(strategy)
    market.kernel.start()
    return strategy
  }

  @Test("quotes both sides of the middle, post-only, rounded away from it")
  func twoSides() {
    let market = Market(.cryptoPerpetual)
    _ = start(market)
    market.quote(bid: 100_000, ask: 100_010)
    #expect(market.openOrders() == ["BUY 999.80", "SELL 1000.30"])
    #expect(market.venue.submitted.allSatisfy { $0.terms.isPostOnly && $0.terms.type == .limit })
    market.quote(bid: 100_000, ask: 100_010)
    #expect(market.venue.submitted.count == 2)
  }

  @Test("replaces an order when the wanted price moved, not more often than its interval allows")
  func requoting() {
    let market = Market(.cryptoPerpetual)
    _ = start(market)
    market.quote(bid: 100_000, ask: 100_020)
    market.quote(bid: 100_500, ask: 100_520)
    #expect(market.openOrders() == ["BUY 999.90", "SELL 1000.30"])
    market.clock.advance(by: .seconds(1))
    market.quote(bid: 100_500, ask: 100_520)
    #expect(market.openOrders() == [])
    market.quote(bid: 100_500, ask: 100_520)
    #expect(market.openOrders() == ["BUY 1004.90", "SELL 1005.30"])
  }

  @Test("stops quoting the side on which the inventory is at its limit")
  func inventory() throws {
    let market = Market(.cryptoPerpetual)
    _ = start(market, maxPosition: 15)
    market.quote(bid: 100_000, ask: 100_020)
    let bid = try #require(market.kernel.cache.orders.open(instrumentId: market.id, side: .buy).first)
    market.venue.fill(bid.clientOrderId)
    market.clock.advance(by: .seconds(5))
    market.quote(bid: 100_000, ask: 100_020)
    #expect(market.openOrders() == ["SELL 1000.30"])
    #expect(market.net == "0.01")
  }

  @Test("cancels everything when it stops")
  func stopping() {
    let market = Market(.cryptoPerpetual)
    let strategy = start(market)
    market.quote(bid: 100_000, ask: 100_020)
    market.kernel.stop(strategy)
    #expect(market.openOrders() == [])
  }

  @Test("on spot sells only what the account has")
  func spotInventory() throws {
    let market = Market(.currencyPair)
    _ = start(market)
    let zero = try AccountBalance(total: .zero(.btc), locked: .zero(.btc))
    let funds = try AccountBalance(total: Money("1000", .usdt), locked: .zero(.usdt))
    market.kernel.executionEngine.process(
      AccountState(
        accountId: "BINANCE-001", accountType: .cash, balances: [zero, funds], isComplete: true,
        tsEvent: market.clock.now, tsInit: market.clock.now))
    market.quote(bid: 100_000, ask: 100_020)
    #expect(market.openOrders() == ["BUY 999.90"])
  }
}
