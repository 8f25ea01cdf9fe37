import Testing
import TradingModel

@testable import BinanceSandbox

@Suite("Synthetic market")
struct SyntheticMarketTests {
  /// Everything told in some minutes, as text.
  private func story(
    seed: UInt64, product: SandboxProduct = .spot, seconds: Int = 60
  ) -> (lines: [String], fixture: ExchangeFixture) {
    let fixture = ExchangeFixture(product: product, symbol: product == .coinm ? "BTCUSD_PERP" : "BTCUSDT", seed: seed)
    let market = SyntheticMarket(
      exchange: fixture.exchange, settings: SyntheticSettings(), random: RandomSource(seed: seed))
    fixture.exchange.start()
    market.start()
    fixture.clock.advance(by: .seconds(seconds))
    market.stop()
    let lines =
      fixture.trades.map { "\($0.id) \($0.price) \($0.quantity) \($0.time)" }
      + fixture.depths.map { "\($0.firstUpdateId) \($0.lastUpdateId) \($0.bids) \($0.asks)" }
    return (lines, fixture)
  }

  @Test("The same seed makes the same market, another seed another one")
  func determinism() {
    let first = story(seed: 11)
    #expect(first.lines == story(seed: 11).lines)
    #expect(first.lines != story(seed: 12).lines)
  }

  @Test("The market is believable: a tight spread, depth, trades, uncrossed books", arguments: SandboxProduct.allCases)
  func believable(product: SandboxProduct) {
    let (_, fixture) = story(seed: 3, product: product, seconds: 120)
    for market in fixture.exchange.markets {
      let depth = market.depth(limit: 1000)
      #expect(depth.bids.count >= 20 && depth.asks.count >= 20, "\(market.symbol)")
      guard let bid = depth.bids.first, let ask = depth.asks.first else { continue }
      #expect(bid.price < ask.price, "\(market.symbol)")
      #expect(Double(ask.price - bid.price) < Double(ask.price) * 0.003, "\(market.symbol)")
      #expect(market.history.trades.count > 100, "\(market.symbol)")
      let move = Double(market.lastPrice) / Double(market.rules.initialPrice)
      #expect(move > 0.97 && move < 1.03, "\(market.symbol) moved to \(move)")
      for level in depth.bids + depth.asks {
        #expect(level.price % market.rules.filters.tickSize == 0 && level.quantity > 0)
      }
    }
  }

  @Test("A moved price is told once: one change of the book around the new price, and one best price")
  func moved() throws {
    let fixture = ExchangeFixture(seed: 5)
    let market = SyntheticMarket(
      exchange: fixture.exchange, settings: SyntheticSettings(), random: RandomSource(seed: 5))
    market.start()
    let (depths, tops) = (fixture.depths.count, fixture.tops.count)
    let price = fixture.market.lastPrice / 10_000 * 9_900
    fixture.exchange.movePrice(of: fixture.market, to: price) {
      market.moved(symbol: fixture.market.symbol, to: price, in: fixture.exchange)
    }
    #expect(fixture.depths.count == depths + 1 && fixture.tops.count == tops + 1)
    #expect(fixture.market.lastPrice == price && fixture.trades.last?.price == price)
    let top = try #require(fixture.tops.last)
    #expect(top.bid.price < top.ask.price && abs(top.bid.price - price) < price / 500)
    #expect(fixture.market.book.commit() == nil)
  }

  @Test("Depth changes rebuild the book that a snapshot shows")
  func depthRebuilds() {
    let (_, fixture) = story(seed: 4)
    var bids: [Int64: Int64] = [:]
    var asks: [Int64: Int64] = [:]
    // All symbols were told to one listener: take the ids of this one's book.
    let ids = (fixture.market.book.lastUpdateId / 1_000_000_000)
    for change in fixture.depths where change.lastUpdateId / 1_000_000_000 == ids {
      for level in change.bids { bids[level.price] = level.quantity == 0 ? nil : level.quantity }
      for level in change.asks { asks[level.price] = level.quantity == 0 ? nil : level.quantity }
    }
    let snapshot = fixture.market.depth(limit: 5000)
    #expect(snapshot.bids.map(\.price) == bids.keys.sorted(by: >))
    #expect(snapshot.asks.map(\.price) == asks.keys.sorted())
    #expect(snapshot.bids.allSatisfy { bids[$0.price] == $0.quantity })
  }

  @Test("Candles add up to the trades, one a second whether or not anything trades")
  func candles() {
    let (_, fixture) = story(seed: 6)
    let seconds = fixture.market.history.klines(.second1).suffix(61)
    let trades = fixture.market.history.trades
    #expect(seconds.count == 61)
    #expect(seconds.map(\.count).reduce(0, +) == trades.count)
    let volume: Int128 = seconds.reduce(0) { $0 + $1.volume }
    let traded: Int128 = trades.reduce(0) { $0 + Int128($1.quantity) }
    #expect(volume == traded)
    for (earlier, later) in zip(seconds, seconds.dropFirst()) {
      #expect(later.openTime == earlier.openTime + 1000)
      #expect(later.count > 0 || later.open == earlier.close)
    }
  }

  @Test("Ten simulated minutes of one market bring about as many book changes as were asked for, thirty a second")
  func rate() {
    let fixture = ExchangeFixture(seed: 9)
    var settings = SyntheticSettings()
    settings.symbols = ["BTCUSDT"]
    let market = SyntheticMarket(exchange: fixture.exchange, settings: settings, random: RandomSource(seed: 9))
    fixture.exchange.start()
    market.start()
    fixture.clock.advance(by: .seconds(600))
    market.stop()
    #expect((12_000...21_000).contains(fixture.depths.count), "\(fixture.depths.count)")
  }
}
