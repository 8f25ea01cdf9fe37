import Testing
import TradingEngine
import TradingLive
import TradingModel

@Suite("The built-in basis trade")
struct BasisTradeTests {
  /// A kernel with a spot pair and a perpetual, and a venue that fills market orders at once.
  private struct Markets {
    let spot = InstrumentId(symbol: "BTCUSDT", venue: "BINANCE")
    let contract: InstrumentId
    let clock = ManualClock(start: UnixNanos(milliseconds: 1_723_075_200_000))
    let kernel: TradingKernel
    let venue: AcceptingVenue
    let strategy: BasisTrade

    init(isInverse: Bool = false) {
      contract = InstrumentId(symbol: isInverse ? "BTCUSD-PERP" : "BTCUSDT-PERP", venue: "BINANCE")
      kernel = TradingKernel(clock: clock, random: RandomSource(seed: 1))
      venue = AcceptingVenue(kernel, .margin)
      kernel.register(venue)
      kernel.register(SilentDataClient())
      kernel.dataEngine.process(
        Instrument(
          id: spot, rawSymbol: "BTCUSDT", kind: .currencyPair, base: .btc, quote: .usdt,
          priceIncrement: Price(raw: 1, precision: 2), sizeIncrement: Quantity(raw: 1, precision: 5)))
      kernel.dataEngine.process(
        Instrument(
          id: contract, rawSymbol: "BTC", kind: .cryptoPerpetual, base: .btc,
          quote: isInverse ? Currency("USD") : .usdt,
          settlement: isInverse ? .btc : .usdt, isInverse: isInverse, multiplier: WideDecimal(isInverse ? 100 : 1),
          priceIncrement: Price(raw: 1, precision: 2), sizeIncrement: Quantity(raw: 1, precision: isInverse ? 0 : 3)))
      strategy = BasisTrade(
        BasisTradeConfig(
          spot: spot, contract: contract, tradeSize: Quantity(raw: 2_000, precision: 5),
          entryBasisPoints: WideDecimal(10), exitBasisPoints: WideDecimal(2), pause: .seconds(30)))
      kernel.register(strategy)
      kernel.start()
    }

    func quote(_ id: InstrumentId, _ bid: Int64, _ ask: Int64) {
      kernel.dataEngine.process(
        QuoteTick(
          instrumentId: id, bidPrice: Price(raw: bid, precision: 2), askPrice: Price(raw: ask, precision: 2),
          bidSize: Quantity(raw: 1_000, precision: 3), askSize: Quantity(raw: 1_000, precision: 3), tsEvent: clock.now,
          tsInit: clock.now))
    }

    var orders: [String] {
      venue.submitted.map { "\($0.terms.side.rawValue) \($0.terms.quantity) \($0.order.instrumentId.symbol)" }
    }

    func net(_ id: InstrumentId) -> String { kernel.portfolio.netPosition(id).plain() }
  }

  @Test("buys spot and sells the contract at the entry basis, and closes both at the exit basis, to the basis point")
  func inAndOut() {
    let markets = Markets()
    markets.quote(markets.spot, 6_499_990, 6_500_000)
    // 10 basis points of the ask are 65.00: one cent less is not enough.
    markets.quote(markets.contract, 6_506_499, 6_506_600)
    #expect(markets.orders.isEmpty)
    markets.quote(markets.contract, 6_506_500, 6_506_600)
    #expect(markets.orders == ["SELL 0.020 BTCUSDT-PERP", "BUY 0.02000 BTCUSDT"])
    markets.quote(markets.contract, 6_507_000, 6_507_100)
    #expect(markets.orders.count == 2)
    #expect(markets.net(markets.spot) == "0.02")
    #expect(markets.net(markets.contract) == "-0.02")
    markets.quote(markets.contract, 6_501_000, 6_501_200)
    #expect(markets.orders.suffix(2) == ["SELL 0.02000 BTCUSDT", "BUY 0.020 BTCUSDT-PERP"])
    #expect(markets.net(markets.spot) == "0")
    #expect(markets.net(markets.contract) == "0")
  }

  @Test("closes the one side when the other is refused, and stays out for a while")
  func oneSideRefused() {
    let markets = Markets()
    markets.venue.refused = [markets.contract]
    markets.quote(markets.spot, 6_499_990, 6_500_000)
    markets.quote(markets.contract, 6_510_000, 6_510_100)
    #expect(markets.net(markets.spot) == "0.02")
    markets.quote(markets.contract, 6_510_000, 6_510_100)
    #expect(markets.net(markets.spot) == "0")
    let count = markets.orders.count
    markets.clock.advance(by: .seconds(29))
    markets.quote(markets.contract, 6_510_000, 6_510_100)
    #expect(markets.orders.count == count)
    markets.clock.advance(by: .seconds(1))
    markets.venue.refused = []
    markets.quote(markets.contract, 6_510_000, 6_510_100)
    #expect(markets.net(markets.contract) == "-0.02")
  }

  @Test("sells as many inverse contracts as the spot size is worth, and closes both sides when it stops")
  func inverse() {
    let markets = Markets(isInverse: true)
    markets.quote(markets.spot, 6_499_990, 6_500_000)
    markets.quote(markets.contract, 6_510_000, 6_510_100)
    #expect(markets.orders == ["SELL 13 BTCUSD-PERP", "BUY 0.02000 BTCUSDT"])
    markets.kernel.stop(markets.strategy)
    #expect(markets.net(markets.spot) == "0")
    #expect(markets.net(markets.contract) == "0")
  }
}
