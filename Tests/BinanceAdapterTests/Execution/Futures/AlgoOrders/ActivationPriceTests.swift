import BinanceAdapter
import Testing
import TradingEngine
import TradingModel
import TradingNetwork
import TradingTesting

@Suite("Activation prices that are inferred")
struct ActivationPriceTests {
  /// What a node knows of the market, set by the test.
  private final class Market: MarketView {
    var quote: QuoteTick?
    var trade: TradeTick?
    var mark: MarkPriceUpdate?

    func instrument(_ id: InstrumentId) -> Instrument? { nil }
    func quote(_ id: InstrumentId) -> QuoteTick? { quote }
    func trade(_ id: InstrumentId) -> TradeTick? { trade }
    func markPrice(_ id: InstrumentId) -> MarkPriceUpdate? { mark }
  }

  private let market = Market()

  private func bench(isCoin: Bool = false) throws -> FuturesExecutionBench {
    let bench = try FuturesExecutionBench(isCoin: isCoin, market: market)
    bench.connect()
    return bench
  }

  private func know(
    _ bench: FuturesExecutionBench, bid: Int64? = nil, ask: Int64 = 0, last: Int64? = nil, mark: Int64? = nil,
    age: Duration = .zero
  ) {
    let (now, size) = (bench.world.now, bench.one)
    market.quote = bid.map {
      QuoteTick(
        instrumentId: bench.instrumentId, bidPrice: bench.price($0), askPrice: bench.price(ask), bidSize: size,
        askSize: size, tsEvent: now, tsInit: now)
    }
    market.trade = last.map {
      TradeTick(
        instrumentId: bench.instrumentId, price: bench.price($0), size: size, aggressorSide: .buyer,
        tradeId: TradeId(number: 1),
        tsEvent: now + (.zero - age), tsInit: now + (.zero - age))
    }
    market.mark = mark.map {
      MarkPriceUpdate(
        instrumentId: bench.instrumentId, value: Price(raw: $0, precision: 4), tsEvent: now, tsInit: now)
    }
  }

  /// The activation price that a trailing stop is sent with; nil when it is denied.
  private func activation(
    _ bench: FuturesExecutionBench, _ id: ClientOrderId, _ side: OrderSide, watches trigger: TriggerType? = nil
  ) -> String? {
    bench.submit(
      id,
      OrderTerms(
        side: side, type: .trailingStopMarket, quantity: bench.one, triggerType: trigger,
        trailingOffset: WideDecimal(100), trailingOffsetType: .basisPoints))
    bench.run(.seconds(1))
    let sent = bench.venue.sent.last { $0.parameters["clientAlgoId"] == id.text }
    return sent?.parameters["activatePrice"].flatMap { try? WideDecimal($0) }?.trimmed.plain()
  }

  @Test("From a quote: a buy waits at the bid, a sell at the ask", arguments: [false, true])
  func quotes(isCoin: Bool) throws {
    let bench = try bench(isCoin: isCoin)
    know(bench, bid: 1_000, ask: 1_002)
    #expect(activation(bench, "T-1", .buy) == "100" && activation(bench, "T-2", .sell) == "100.2")
  }

  @Test("From a trade alone: one step away, on the side that the venue takes")
  func trades() throws {
    let bench = try bench()
    know(bench, last: 1_000)
    #expect(activation(bench, "T-1", .buy) == "99.9" && activation(bench, "T-2", .sell) == "100.1")
  }

  @Test("A quote that has run past the last trade gives way to the trade, by which the venue judges, if it is recent")
  func quotesPastTheLastTrade() throws {
    let bench = try bench()
    know(bench, bid: 1_010, ask: 1_012, last: 1_000)
    #expect(activation(bench, "T-1", .buy) == "99.9" && activation(bench, "T-2", .sell) == "101.2")
    know(bench, bid: 990, ask: 992, last: 1_000)
    #expect(activation(bench, "T-3", .buy) == "99" && activation(bench, "T-4", .sell) == "100.1")
    know(bench, bid: 1_010, ask: 1_012, last: 500, age: .seconds(3_600))
    #expect(activation(bench, "T-5", .buy) == "101")
  }

  @Test("An order that watches the mark price is judged by that")
  func markPrice() throws {
    let bench = try bench()
    know(bench, bid: 1_010, ask: 1_012, last: 1_011, mark: 1_002_345)
    #expect(activation(bench, "T-1", .buy, watches: .markPrice) == "100.1")
    #expect(activation(bench, "T-2", .sell, watches: .markPrice) == "101.2")
    know(bench, mark: 1_002_345)
    #expect(activation(bench, "T-3", .sell, watches: .markPrice) == "100.4")
  }

  @Test("Without anything to infer it from the order is denied with what is missing")
  func nothingKnown() throws {
    let bench = try bench()
    #expect(activation(bench, "T-1", .buy) == nil && bench.story(of: "T-1") == ["OrderDenied"])
    guard case .denied(let event)? = bench.sink.events.last else { return }
    #expect(event.reason.contains("subscribe quotes or trades of BTCUSDT-PERP.BINANCE first"))
  }
}
