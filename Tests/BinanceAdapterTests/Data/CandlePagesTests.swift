import Testing
import TradingEngine
import TradingModel
import TradingNetwork
import TradingTesting

@testable import BinanceAdapter

@Suite("Candlesticks that come in pages")
struct CandlePagesTests {
  private static let minute: Int64 = 60_000
  private let instrument = Instrument(
    id: InstrumentId(symbol: "BTCUSDT-PERP", venue: "BINANCE"), rawSymbol: "BTCUSDT", kind: .cryptoPerpetual,
    base: Currency("BTC"), quote: Currency("USDT"), priceIncrement: Price(raw: 1, precision: 1),
    sizeIncrement: Quantity(raw: 1, precision: 3), status: "TRADING", info: [:])

  private static func number(_ url: String, _ name: String) -> Int64? {
    let query = url.split(separator: "?").last ?? ""
    return query.split(separator: "&").first { $0.hasPrefix("\(name)=") }.flatMap {
      Int64($0.dropFirst(name.count + 1))
    }
  }

  /// Asks for candlesticks of the index of which the venue has one for each of the last 4,000 minutes.
  private func ask(
    start minutes: Int64?, limit: Int?
  ) throws -> (bars: [BinanceReferenceBar], limits: [Int64], now: UnixNanos) {
    let bench = try SessionBench(.usdtFutures, isSigned: false)
    let now = bench.scripted.world.now
    let newest = now.milliseconds / Self.minute * Self.minute
    var limits: [Int64] = []
    bench.respond { request in
      guard request.url.contains("/fapi/v1/indexPriceKlines?") else { return (404, "") }
      let most = Self.number(request.url, "limit") ?? 500
      limits.append(most)
      let start = Self.number(request.url, "startTime")
      let end = Self.number(request.url, "endTime") ?? newest
      let times = (0..<4_000).map { newest - (3_999 - Int64($0)) * Self.minute }
        .filter { $0 >= start ?? 0 && $0 <= end }
      let page = start == nil ? times.suffix(Int(most)) : times.prefix(Int(most))
      let rows = page.map {
        #"[\#($0),"100.10000000","101","99.12345000","100.5","0",\#($0 + 59_999),"0",60,"0","0","0"]"#
      }
      return (200, "[\(rows.joined(separator: ","))]")
    }
    let question = BinanceFuturesQuestion(
      product: bench.session.product,
      type: BinanceReferenceBar.dataType(instrument.id, .indexPrice, .oneMinute), start: nil, end: nil, limit: nil)
    let pages = BinanceCandlePages<BinanceReferenceBar>(
      session: bench.session, clock: bench.scripted.world, openTime: \.openTime, closeTime: \.tsEvent,
      page: try question.candlePage(of: instrument))
    var result: Result<[BinanceReferenceBar], BinanceError>?
    let from = minutes.map { UnixNanos(milliseconds: newest - $0 * Self.minute) }
    pages.collect(start: from, end: nil, limit: limit) { result = $0 }
    bench.scripted.world.run(until: { result != nil }, limit: .seconds(400))
    return (try #require(result).get(), limits, now)
  }

  private func expectUnbroken(_ bars: [BinanceReferenceBar], before now: UnixNanos) {
    #expect(zip(bars, bars.dropFirst()).allSatisfy { $1.openTime - $0.openTime == .seconds(60) })
    #expect(bars.allSatisfy { $0.tsEvent < now })
  }

  @Test("From a time on all are told, however many, oldest first and without the one that is still open")
  func forward() throws {
    let (bars, limits, now) = try ask(start: 3_200, limit: nil)
    #expect(bars.count == 3_200)
    expectUnbroken(bars, before: now)
    #expect(limits == [1_500, 1_500, 1_500])
    #expect(try ask(start: 3_200, limit: 2_000).bars.map(\.openTime) == bars.prefix(2_000).map(\.openTime))
  }

  @Test("Without a start the newest are told, in as many pages as it takes")
  func backward() throws {
    let (bars, limits, now) = try ask(start: nil, limit: 2_000)
    #expect(bars.count == 2_000)
    expectUnbroken(bars, before: now)
    #expect(limits.count == 2 && limits.allSatisfy { $0 <= 1_500 })
    #expect(try ask(start: nil, limit: nil).bars.count == 500)
  }

  @Test("Prices have the instrument's decimals, and more where the venue gives more, but no zeros beyond")
  func decimals() throws {
    let bar = try #require(try ask(start: nil, limit: 1).bars.first)
    #expect([bar.open, bar.high, bar.low, bar.close].map(\.description) == ["100.1", "101.0", "99.12345", "100.5"])
  }
}
