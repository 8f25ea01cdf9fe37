import Logging
import Testing
import TradingLive
import TradingModel
import TradingNetwork
import TradingTesting

@testable import BinanceAdapter

@Suite("The instrument provider")
struct InstrumentProviderTests {
  /// Loads from a document with these symbols.
  private func load(
    _ symbols: [String], _ type: BinanceAccountType = .spot, selection: BinanceInstrumentProvider.Selection = .all,
    config: BinanceInstrumentProviderConfig = BinanceInstrumentProviderConfig(loadAll: true, logWarnings: false),
    isSigned: Bool = false, answer: @escaping (HTTPRequest) -> (Int, String)? = { _ in nil }
  ) throws -> (provider: BinanceInstrumentProvider, summary: BinanceInstrumentProvider.Summary, bench: SessionBench) {
    let bench = try SessionBench(type, isSigned: isSigned)
    let document = """
      {"timezone":"UTC","serverTime":1700000000000,"unknown":{"a":[1,2]},
       "rateLimits":[{"rateLimitType":"REQUEST_WEIGHT","interval":"MINUTE","intervalNum":1,"limit":1234},
                     {"rateLimitType":"NEW_KIND","interval":"MINUTE","intervalNum":1,"limit":1},{},17],
       "symbols":[\(symbols.joined(separator: ","))]}
      """
    bench.respond { request in
      if let answer = answer(request) { return answer }
      return request.url.contains("exchangeInfo") ? (200, document) : (404, "")
    }
    let provider = try BinanceInstrumentProvider(session: bench.session, config: config)
    var outcome: Result<BinanceInstrumentProvider.Summary, BinanceError>?
    provider.load(selection) { outcome = $0 }
    bench.scripted.world.run(until: { outcome != nil })
    return (provider, try #require(outcome).get(), bench)
  }

  private static let btcusdt = """
    {"symbol":"BTCUSDT","status":"TRADING","baseAsset":"BTC","baseAssetPrecision":8,"quoteAsset":"USDT",
     "quotePrecision":8,"orderTypes":["LIMIT","MARKET"],"isMarginTradingAllowed":true,"filters":[
     {"filterType":"PRICE_FILTER","minPrice":"0.01000000","maxPrice":"1000000.00000000","tickSize":"0.01000000"},
     {"filterType":"LOT_SIZE","minQty":"0.00001000","maxQty":"9000.00000000","stepSize":"0.00001000"},
     {"filterType":"MARKET_LOT_SIZE","minQty":"0.00000000","maxQty":"107.5","stepSize":"0.00000000"},
     {"filterType":"NOTIONAL","minNotional":"5.00000000","applyMinToMarket":true,"maxNotional":"9000000.00000000"},
     {"filterType":"PERCENT_PRICE_BY_SIDE","bidMultiplierUp":"5","avgPriceMins":5},
     {"filterType":"FILTER_OF_2027","anything":[{"x":1}]}]}
    """

  private static func spot(_ symbol: String, tick: String = "0.01", step: String = "0.001", more: String = "") -> String
  {
    """
    {"symbol":"\(symbol)","status":"TRADING","baseAsset":"AAA","quoteAsset":"USDT","filters":[
     {"filterType":"PRICE_FILTER","minPrice":"0","maxPrice":"0","tickSize":"\(tick)"},
     {"filterType":"LOT_SIZE","minQty":"0","maxQty":"0","stepSize":"\(step)"}]\(more)}
    """
  }

  @Test("A spot symbol becomes a currency pair with the digits of its steps")
  func spotPair() throws {
    let (provider, summary, bench) = try load([Self.btcusdt])
    #expect(summary.loaded == 1)
    let pair = try #require(provider.instrument(InstrumentId("BTCUSDT.BINANCE")))
    #expect(pair.kind == .currencyPair)
    #expect(pair.pricePrecision == 2)
    #expect(pair.sizePrecision == 5)
    #expect(pair.priceIncrement.description == "0.01")
    #expect(pair.sizeIncrement.description == "0.00001")
    #expect(pair.limits.minQuantity?.description == "0.00001")
    #expect(pair.limits.maxQuantity?.description == "9000.00000")
    #expect(pair.limits.minMarketQuantity == nil)
    #expect(pair.limits.maxMarketQuantity?.description == "107.50000")
    #expect(pair.limits.minNotional?.amount.plain() == "5")
    #expect(pair.limits.maxNotional?.amount.plain() == "9000000")
    #expect(pair.limits.maxPrice?.description == "1000000.00")
    #expect(!pair.isInverse)
    #expect(pair.settlement == .usdt)
    #expect(pair.info["PERCENT_PRICE_BY_SIDE.bidMultiplierUp"] == "5")
    #expect(pair.tsEvent == UnixNanos(milliseconds: 1_700_000_000_000))
    #expect(bench.session.requestQueue.budget.windows.contains { $0.limit == 1_234 }, "the venue's limits are adopted")
    #expect(provider.instrument(rawSymbol: "BTCUSDT")?.id == pair.id)
  }

  @Test("Futures symbols become perpetuals and dated futures, inverse ones with their contract size")
  func futures() throws {
    let (linear, _, _) = try load(
      [
        """
        {"symbol":"ETHUSDT","pair":"ETHUSDT","contractType":"PERPETUAL","deliveryDate":4133404800000,
         "onboardDate":1598252400000,"status":"TRADING","maintMarginPercent":"2.5000","requiredMarginPercent":"5.0000",
         "baseAsset":"ETH","quoteAsset":"USDT","marginAsset":"USDT","pricePrecision":2,"quantityPrecision":3,
         "filters":[{"filterType":"PRICE_FILTER","maxPrice":"306177","minPrice":"39.86","tickSize":"0.01"},
         {"filterType":"LOT_SIZE","maxQty":"10000","minQty":"0.001","stepSize":"0.001"},
         {"filterType":"MIN_NOTIONAL","notional":"20"}]}
        """,
        """
        {"symbol":"BTCUSDT_260327","contractType":"CURRENT_QUARTER","deliveryDate":1774598400000,"status":"TRADING",
         "baseAsset":"BTC","quoteAsset":"USDT","marginAsset":"USDT","filters":[]}
        """,
        """
        {"symbol":"TSLAUSDT","contractType":"TRADIFI_PERPETUAL","status":"TRADING","baseAsset":"TSLA",
         "quoteAsset":"USDT","marginAsset":"USDT","filters":[]}
        """,
        """
        {"symbol":"OLDUSDT","contractType":"PERPETUAL_DELIVERING","status":"DELIVERING","baseAsset":"OLD",
         "quoteAsset":"USDT","marginAsset":"BNFCR","filters":[]}
        """,
        #"{"symbol":"NEWUSDT","contractType":"","status":"PENDING_TRADING","baseAsset":"NEW","quoteAsset":"USDT"}"#,
      ], .usdtFutures)
    #expect(
      linear.instruments.map(\.id.text) == [
        "BTCUSDT_260327.BINANCE", "ETHUSDT-PERP.BINANCE", "OLDUSDT-PERP.BINANCE", "TSLAUSDT-PERP.BINANCE",
      ])
    let perpetual = try #require(linear.instrument(rawSymbol: "ETHUSDT"))
    #expect(perpetual.kind == .cryptoPerpetual)
    #expect(perpetual.limits.minNotional?.amount.plain() == "20")
    #expect(perpetual.marginInit.plain() == "0.05")
    #expect(perpetual.makerFee.plain() == "0.0002")
    #expect(perpetual.expiration == nil)
    let dated = try #require(linear.instrument(rawSymbol: "BTCUSDT_260327"))
    #expect(dated.kind == .cryptoFuture)
    #expect(dated.expiration == UnixNanos(milliseconds: 1_774_598_400_000))
    let (inverse, summary, _) = try load(
      [
        """
        {"symbol":"BTCUSD_PERP","contractType":"PERPETUAL","contractStatus":"TRADING","contractSize":100,
         "baseAsset":"BTC","quoteAsset":"USD","marginAsset":"BTC","pricePrecision":1,"quantityPrecision":0,
         "filters":[{"filterType":"PRICE_FILTER","tickSize":"0.1","minPrice":"1000","maxPrice":"4520958"},
         {"filterType":"LOT_SIZE","stepSize":"1","minQty":"1","maxQty":"1000000"}]}
        """,
        #"{"symbol":"ETHUSD_PERP","contractType":"PERPETUAL","baseAsset":"ETH","quoteAsset":"USD","filters":[]}"#,
      ], .coinFutures)
    let coin = try #require(inverse.instrument(InstrumentId("BTCUSD-PERP.BINANCE")))
    #expect(coin.isInverse)
    #expect(coin.multiplier.plain() == "100")
    #expect(coin.settlement == .btc)
    #expect(coin.status == "TRADING")
    #expect(summary.skipped["ETHUSD_PERP"]?.contains("contractSize") == true)
  }

  @Test("Whatever one contract holds, the others load", arguments: [BinanceAccountType.usdtFutures, .coinFutures])
  func hostileContracts(type: BinanceAccountType) throws {
    func contract(_ symbol: String, tick: String = "0.1", more: String = "") -> String {
      """
      {"symbol":"\(symbol)","contractType":"PERPETUAL","status":"TRADING","contractSize":10,"baseAsset":"AAA",
       "quoteAsset":"USDT","marginAsset":"USDT","filters":[
       {"filterType":"PRICE_FILTER","minPrice":"-1","maxPrice":"x","tickSize":"\(tick)"},
       {"filterType":"FILTER_OF_2027","anything":[{"x":1}]},{"filterType":"MIN_NOTIONAL","notional":"0"}]\(more)}
      """
    }
    let hostile = [
      contract("FINE"), contract("ZERO", tick: "0.00"), contract("币安人生"), contract("TOOFINE", tick: "1E-30"),
      contract("WORDS", tick: "abc"), contract("NEGATIVE", tick: "-0.1"),
      contract("STRANGE", more: #","underlyingType":"NEW_KIND","underlyingSubType":{"a":1},"triggerProtect":[1]"#),
      contract("MARGIN", more: #","requiredMarginPercent":"-5","maintMarginPercent":null,"onboardDate":"soon""#),
      #"{"symbol":"TYPE","contractType":"PERPETUAL_2027","contractStatus":"PRE_SETTLE","contractSize":1,"#
        + #""baseAsset":"A","quoteAsset":"B","filters":null}"#,
      #"{"symbol":"NULLS","contractType":"PERPETUAL","baseAsset":null,"quoteAsset":"B"}"#,
      #"{"symbol":42}"#, "17", "null", "[]", #""text""#, "{}", contract("LAST"),
    ]
    let (provider, summary, _) = try load(hostile, type)
    let names = Set(provider.instruments.map(\.rawSymbol))
    #expect(names == ["FINE", "ZERO", "币安人生", "STRANGE", "MARGIN", "TYPE", "LAST"], "\(summary.skipped)")
    for name in ["TOOFINE", "WORDS", "NEGATIVE", "NULLS"] { #expect(summary.skipped[name] != nil, "\(name)") }
    let limits = try #require(provider.instrument(rawSymbol: "FINE")).limits
    #expect(limits.minPrice == nil && limits.maxPrice == nil && limits.minNotional == nil)
    let margin = try #require(provider.instrument(rawSymbol: "MARGIN"))
    #expect(margin.marginInit.isZero && margin.marginMaint.isZero && margin.activation == nil)
    #expect(provider.instrument(rawSymbol: "TYPE")?.status == "PRE_SETTLE")
  }

  @Test("Whatever one symbol holds, the others load")
  func hostileSymbols() throws {
    let hostile = [
      Self.spot("TINY", tick: "1E-8"), Self.spot("ZERO", tick: "0.00000000", step: "0"),
      Self.spot("TOOFINE", tick: "1E-30"), Self.spot("HUGE", tick: "9223372036854775807"),
      Self.spot("BEYOND", tick: "99999999999999999999999999"), Self.spot("EMPTY", tick: ""),
      Self.spot("WORDS", tick: "abc"), Self.spot("NEGATIVE", step: "-1"), Self.spot("EXP", step: "1e18"),
      Self.spot("币安人生USDT"), Self.spot("FLAGS", more: #","isSpotTradingAllowed":"maybe","permissions":{"a":1}"#),
      #"{"symbol":"NOFILTERS","status":"A_NEW_STATUS","baseAsset":"A","quoteAsset":"B"}"#,
      #"{"symbol":"NULLS","status":null,"baseAsset":null,"quoteAsset":"B","filters":null}"#,
      #"{"symbol":""}"#, #"{"symbol":42}"#, "17", "null", "[]", #""text""#, "{}",
      #"{"symbol":"BADFILTERS","baseAsset":"A","quoteAsset":"B","filters":[null,1,"x",{"filterType":7},{}]}"#,
      """
      {"symbol":"LIMITS","status":"TRADING","baseAsset":"A","quoteAsset":"B","filters":[
       {"filterType":"PRICE_FILTER","minPrice":"","maxPrice":"9223372036854775807","tickSize":"0.01"},
       {"filterType":"LOT_SIZE","minQty":"x","maxQty":1000000000000000000,"stepSize":0.5},
       {"filterType":"MIN_NOTIONAL","minNotional":"0"},{"filterType":"NOTIONAL","maxNotional":"-5"}]}
      """,
      Self.btcusdt,
    ]
    let (provider, summary, _) = try load(hostile)
    let names = Set(provider.instruments.map(\.rawSymbol))
    for name in ["TINY", "ZERO", "HUGE", "EXP", "币安人生USDT", "FLAGS", "NOFILTERS", "BADFILTERS", "LIMITS", "BTCUSDT"] {
      #expect(names.contains(name), "\(name): \(summary.skipped[name] ?? "")")
    }
    for name in ["TOOFINE", "BEYOND", "EMPTY", "WORDS", "NEGATIVE", "NULLS"] {
      #expect(summary.skipped[name] != nil, "\(name)")
    }
    #expect(provider.instrument(rawSymbol: "TINY")?.pricePrecision == 8)
    #expect(provider.instrument(rawSymbol: "ZERO")?.pricePrecision == 8)
    #expect(provider.instrument(rawSymbol: "NOFILTERS")?.status == "A_NEW_STATUS")
    let limits = try #require(provider.instrument(rawSymbol: "LIMITS")).limits
    #expect(limits.minPrice == nil)
    #expect(limits.maxPrice?.description == "9223372036854775807")
    #expect(limits.minQuantity == nil)
    #expect(limits.maxQuantity?.description == "1000000000000000000.0" || limits.maxQuantity?.precision == 0)
    #expect(limits.minNotional == nil && limits.maxNotional == nil)
  }

  @Test("Symbols asked for by name are asked for by name, and unknown ones are told")
  func byId() throws {
    let ids = [InstrumentId(symbol: "BTCUSDT", venue: "BINANCE"), InstrumentId(symbol: "NOPEUSDT", venue: "BINANCE")]
    let (provider, summary, bench) = try load([Self.btcusdt, Self.spot("OTHER")], selection: .ids(ids)) { request in
      request.url.contains("symbols=") ? (400, #"{"code":-1121,"msg":"Invalid symbol."}"#) : nil
    }
    #expect(summary.missing == [ids[1]])
    #expect(provider.instruments.map(\.rawSymbol) == ["BTCUSDT"])
    #expect(bench.scripted.http.exchanges[0].request.url.hasSuffix("symbols=%5B%22BTCUSDT%22%2C%22NOPEUSDT%22%5D"))
    #expect(bench.scripted.http.exchanges.count == 2)
    let wrongProduct = InstrumentId(symbol: "BTCUSDT-PERP", venue: "BINANCE")
    #expect(try load([], selection: .ids([wrongProduct])).summary.missing == [wrongProduct])
  }

  @Test("A name that no symbol can have is an unknown symbol, alone and among others")
  func illegalName() throws {
    let ids = [InstrumentId(symbol: "BTCUSDT", venue: "BINANCE"), InstrumentId(symbol: "btcusdt", venue: "BINANCE")]
    let text = #"{"code":-1100,"msg":"Illegal characters found in parameter 'symbol'; legal range is '^[A-Z]$'."}"#
    for wanted in [ids, [ids[1]]] {
      let (_, summary, _) = try load([Self.btcusdt], selection: .ids(wanted)) { request in
        request.url.contains("btcusdt") ? (400, text) : nil
      }
      #expect(summary.missing == [ids[1]] && summary.loaded == wanted.count - 1)
    }
  }

  @Test("Filters keep what matches, and an unknown one names the nearest")
  func filters() throws {
    let config = BinanceInstrumentProviderConfig(loadAll: true, filters: ["base": ["btc"]], logWarnings: false)
    let (provider, _, _) = try load([Self.btcusdt, Self.spot("OTHER")], config: config)
    #expect(provider.instruments.map(\.rawSymbol) == ["BTCUSDT"])
    let error = #expect(throws: ConfigurationError.self) { try BinanceInstrumentFilter(["qoute": ["USDT"]]) }
    #expect(error?.problem.contains("'quote'") == true)
  }

  @Test("Fees are the account's own where they are known")
  func fees() throws {
    let config = BinanceInstrumentProviderConfig(loadAll: true, logWarnings: false)
    let (spot, _, _) = try load([Self.btcusdt, Self.spot("OTHER")], config: config, isSigned: true) { request in
      request.url.contains("tradeFee")
        ? (200, #"[{"symbol":"BTCUSDT","makerCommission":"0.00100000","takerCommission":"0.00120"},{"x":1}]"#) : nil
    }
    #expect(spot.instrument(rawSymbol: "BTCUSDT")?.takerFee.plain() == "0.0012")
    #expect(spot.instrument(rawSymbol: "OTHER")?.takerFee.isZero == true)
    let (account, _, _) = try load([Self.btcusdt], config: config, isSigned: true) { request in
      request.url.contains("/account")
        ? (200, #"{"canTrade":true,"commissionRates":{"maker":"0.00075","taker":"0.0008"},"balances":[]}"#) : nil
    }
    #expect(account.instrument(rawSymbol: "BTCUSDT")?.makerFee.plain() == "0.00075")
    let perpetual =
      #"{"symbol":"ETHUSDT","contractType":"PERPETUAL","status":"TRADING","baseAsset":"ETH","quoteAsset":"USDT","filters":[]}"#
    let (tier, _, _) = try load([perpetual], .usdtFutures, config: config, isSigned: true) { request in
      request.url.contains("/account") ? (200, #"{"feeTier":9,"canTrade":true,"assets":[]}"#) : nil
    }
    #expect(tier.instrument(rawSymbol: "ETHUSDT")?.makerFee.isZero == true)
    #expect(tier.instrument(rawSymbol: "ETHUSDT")?.takerFee.plain() == "0.00017")
  }

  @Test(
    "Where the account's own fees are wanted, the instruments tell whether it pays in BNB",
    arguments: [BinanceAccountType.spot, .margin])
  func discount(type: BinanceAccountType) throws {
    for isWanted in [true, false] {
      let config = BinanceInstrumentProviderConfig(
        loadAll: true, queryCommissionRates: isWanted, logWarnings: false)
      let (provider, _, bench) = try load([Self.btcusdt], type, config: config, isSigned: true) { request in
        request.url.contains("/sapi/v1/bnbBurn") ? (200, #"{"spotBNBBurn":true,"interestBNBBurn":false}"#) : nil
      }
      #expect(provider.instrument(rawSymbol: "BTCUSDT")?.info["spotBNBBurn"] == (isWanted ? "true" : nil))
      #expect(bench.scripted.http.exchanges.contains { $0.request.url.contains("bnbBurn") } == isWanted)
    }
  }

  @Test(
    "Commission rates of all instruments come in the background, slowly, and hold over reloads; rebates are negative")
  func ratesOfAll() throws {
    func symbol(_ name: String) -> String {
      """
      {"symbol":"\(name)","contractType":"PERPETUAL","status":"TRADING","baseAsset":"\(name)","quoteAsset":"USDT",
       "filters":[]}
      """
    }
    let names = (10..<70).map { "S\($0)USDT" }
    var asked: [String] = []
    let config = BinanceInstrumentProviderConfig(loadAll: true, queryCommissionRates: true, logWarnings: false)
    let (provider, summary, bench) = try load(
      names.map(symbol), .usdtFutures, config: config, isSigned: true
    ) { request in
      if request.url.contains("/account") { return (200, #"{"feeTier":0,"assets":[]}"#) }
      guard request.url.contains("commissionRate"), let name = names.first(where: { request.url.contains("=\($0)&") })
      else { return nil }
      asked.append(name)
      if name == "S20USDT" { return (400, #"{"code":-1121,"msg":"Invalid symbol."}"#) }
      let maker = "-0.00005\(asked.count > names.count ? 1 : 0)"
      return (200, #"{"symbol":"\#(name)","makerCommissionRate":"\#(maker)","takerCommissionRate":"0.00023"}"#)
    }
    #expect(summary.loaded == 60)
    #expect(asked.count <= 1, "loading does not wait for the rates")
    #expect(provider.instrument(rawSymbol: "S69USDT")?.makerFee.plain() == "0.0002")
    var told: [String] = []
    provider.onRates = { told.append($0.rawSymbol) }
    let world = bench.scripted.world
    let start = world.now
    var isDone = false
    provider.whenRatesKnown { isDone = true }
    world.run(until: { isDone }, limit: .seconds(400))
    // A quarter of 2,400 a minute is 30 questions a minute.
    #expect(world.now - start >= .seconds(115) && world.now - start < .seconds(130), "\(world.now - start)")
    #expect(asked.sorted() == names)
    #expect(told.count >= 58)
    #expect(provider.instrument(rawSymbol: "S69USDT")?.makerFee.plain() == "-0.00005")
    #expect(provider.instrument(rawSymbol: "S69USDT")?.takerFee.plain() == "0.00023")
    #expect(provider.instrument(rawSymbol: "S20USDT")?.makerFee.plain() == "0.0002")
    var reloaded = false
    provider.load { _ in reloaded = true }
    bench.scripted.world.run(until: { reloaded })
    #expect(provider.instrument(rawSymbol: "S69USDT")?.makerFee.plain() == "-0.00005", "what is known holds")
    isDone = false
    provider.whenRatesKnown { isDone = true }
    world.run(until: { isDone }, limit: .seconds(400))
    #expect(provider.instrument(rawSymbol: "S69USDT")?.makerFee.plain() == "-0.000051", "and is brought up to date")
  }

  @Test("A venue that refuses the key is not asked for the rates of hundreds of symbols")
  func refusedRates() throws {
    var asked = 0
    let config = BinanceInstrumentProviderConfig(loadAll: true, queryCommissionRates: true, logWarnings: false)
    let (provider, _, bench) = try load(
      (0..<100).map { Self.spot("S\($0)") }, config: config, isSigned: true
    ) { request in
      guard request.url.contains("account/commission") else { return nil }
      asked += 1
      return (401, #"{"code":-2015,"msg":"Invalid API-key, IP, or permissions for action."}"#)
    }
    var isDone = false
    provider.whenRatesKnown { isDone = true }
    bench.scripted.world.run(until: { isDone })
    #expect(asked == 1)
    #expect(provider.instruments.count == 100)
  }

  @Test("A loop gets its turn while thousands of symbols are read")
  func batches() throws {
    let symbols = (0..<1_000).map { Self.spot("S\($0)") }
    let bench = try SessionBench(isSigned: false)
    bench.respond { _ in (200, "{\"symbols\":[\(symbols.joined(separator: ","))]}") }
    let provider = try BinanceInstrumentProvider(session: bench.session)
    var turns = 0
    var isDone = false
    func turn() {
      turns += 1
      if !isDone { bench.scripted.world.schedule(after: .zero) { turn() } }
    }
    bench.scripted.world.schedule(after: .zero) { turn() }
    provider.load(.all) { _ in isDone = true }
    bench.scripted.world.run(until: { isDone })
    #expect(provider.instruments.count == 1_000)
    #expect(turns >= 15, "the loop had \(turns) turns")
  }
}
