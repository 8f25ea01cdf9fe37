import BinanceAdapter
import Testing
import TradingModel
import TradingNetwork

@Suite("The questions for the prices by which futures orders are judged")
struct MarkPriceQuestionTests {
  private static let coins = ["ADA", "BTC", "ETH", "XRP"]

  /// A COIN-M bench that follows several contracts with a price band.
  private func bench() throws -> FuturesExecutionBench {
    let bench = try FuturesExecutionBench(isCoin: true) { config in
      config.instrumentProvider.loadIds = Self.coins.map {
        InstrumentId(symbol: "\($0)USD-PERP", venue: "BINANCE")
      }
    }
    let contracts = Self.coins.map { coin in
      """
      {"symbol":"\(coin)USD_PERP","pair":"\(coin)USD","contractType":"PERPETUAL","contractStatus":"TRADING",\
      "contractSize":100,"marginAsset":"\(coin)","baseAsset":"\(coin)","quoteAsset":"USD","pricePrecision":2,\
      "quantityPrecision":0,"orderTypes":["LIMIT","MARKET"],"onboardDate":1569398400000,\
      "deliveryDate":4133404800000,"filters":[\
      {"filterType":"PRICE_FILTER","minPrice":"0.10","maxPrice":"1000000","tickSize":"0.10"},\
      {"filterType":"LOT_SIZE","minQty":"1","maxQty":"1000","stepSize":"1"},\
      {"filterType":"PERCENT_PRICE","multiplierUp":"1.0500","multiplierDown":"0.9500","multiplierDecimal":"4"}]}
      """
    }
    bench.venue.answers["GET /v1/exchangeInfo"] = (
      200,
      "{\"timezone\":\"UTC\",\"serverTime\":1795392000000,\"rateLimits\":[],\"exchangeFilters\":[],"
        + "\"symbols\":[\(contracts.joined(separator: ","))]}"
    )
    let marks = Self.coins.map { "{\"symbol\":\"\($0)USD_PERP\",\"markPrice\":\"100.00\",\"time\":1795392000000}" }
    bench.venue.answers["GET /v1/premiumIndex"] = (200, "[\(marks.joined(separator: ","))]")
    return bench
  }

  private func questions(_ bench: FuturesExecutionBench) -> Int {
    bench.venue.log.count { $0 == "GET /v1/premiumIndex" }
  }

  @Test("On COIN-M one question serves all contracts: asked one by one they would use up the account's weight")
  func together() throws {
    let bench = try bench()
    try #require(bench.connect()).get()
    bench.run(.seconds(1))
    #expect(questions(bench) == 1)
    bench.run(.seconds(60))
    #expect((15...22).contains(questions(bench)), "\(questions(bench))")
  }

  @Test("What the one answer tells denies what the venue would refuse, as soon as the node is ready")
  func denies() throws {
    let bench = try bench()
    try #require(bench.connect()).get()
    bench.run(.milliseconds(500))
    bench.submit("A-1", OrderTerms(side: .buy, type: .limit, quantity: bench.one, price: bench.price(2_000)))
    bench.submit("A-2", OrderTerms(side: .buy, type: .limit, quantity: bench.one, price: bench.price(1_000)))
    bench.run(.seconds(1))
    #expect(bench.story(of: "A-1").contains("OrderDenied"), "\(bench.story(of: "A-1"))")
    #expect(bench.story(of: "A-2").contains("OrderAccepted"), "\(bench.story(of: "A-2"))")
  }
}
