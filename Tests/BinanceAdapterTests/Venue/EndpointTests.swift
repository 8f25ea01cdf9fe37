import Testing
import TradingLive
import TradingModel

@testable import BinanceAdapter

@Suite("URLs and routes")
struct EndpointTests {
  @Test(
    "Every stream goes to its route",
    arguments: [
      ("btcusdt@bookTicker", BinanceStreamRoute.public), ("!bookTicker", .public), ("btcusdt@depth", .public),
      ("btcusdt@depth@100ms", .public), ("btcusdt@depth20@500ms", .public), ("btcusdt@rpiDepth@500ms", .public),
      ("btcusdt@aggTrade", .market), ("btcusdt@markPrice@1s", .market), ("!markPrice@arr@1s", .market),
      ("btcusdt@kline_1m", .market), ("btcusdt_perpetual@continuousKline_1m", .market),
      ("!miniTicker@arr", .market), ("!ticker@arr", .market), ("!forceOrder@arr", .market),
      ("!contractInfo", .market), ("tradingSession", .market),
    ])
  func routes(_ stream: String, _ route: BinanceStreamRoute) {
    #expect(BinanceStreamRoute(stream: stream) == route)
  }

  @Test("The live URLs are the venue's")
  func liveURLs() throws {
    let spot = try BinanceEndpoints(accountType: .spot)
    #expect(spot.http == "https://api.binance.com")
    #expect(spot.combinedStreamURL(.public) == "wss://stream.binance.com:9443/stream")
    #expect(spot.webSocketAPIURL == "wss://ws-api.binance.com:443/ws-api/v3")
    let futures = try BinanceEndpoints(accountType: .usdtFutures)
    #expect(
      futures.combinedStreamURL(.market, streams: ["btcusdt@aggTrade", "ethusdt@aggTrade"])
        == "wss://fstream.binance.com/market/stream?streams=btcusdt@aggTrade/ethusdt@aggTrade")
    #expect(futures.userStreamURL(listenKey: "KEY") == "wss://fstream.binance.com/private/ws/KEY")
    let coin = try BinanceEndpoints(accountType: .coinFutures)
    #expect(coin.combinedStreamURL(.public) == "wss://dstream.binance.com/stream")
    #expect(coin.userStreamURL(listenKey: "KEY") == "wss://dstream.binance.com/ws/KEY")
  }

  @Test("A base URL replaces scheme, host and port, and futures streams keep their routes")
  func overrides() throws {
    let endpoints = try BinanceEndpoints(
      accountType: .usdtFutures, environment: .testnet, baseURLHTTP: "http://127.0.0.1:8080/",
      baseURLWS: "ws://localhost:8081", baseURLWSAPI: "ws://[::1]:8082")
    #expect(endpoints.http == "http://127.0.0.1:8080")
    #expect(endpoints.combinedStreamURL(.public) == "ws://localhost:8081/public/stream")
    #expect(endpoints.webSocketAPIURL == "ws://[::1]:8082/ws-fapi/v1")
  }

  @Test(
    "An unusable base URL is refused with a reason",
    arguments: [
      ("http://api.binance.com", "unencrypted"), ("http://0.0.0.0:80", "unencrypted"), ("api.binance.com", "scheme"),
      ("wss://api.binance.com", "begins with wss"), ("https://api.binance.com/api/v3", "path"),
      ("https://user:password@host", "user name"), ("https://host:0", "port"), ("https://host:99999", "port"),
      ("https://", "no host"), ("http://127.0.0.1.evil.com", "unencrypted"),
    ])
  func refusals(_ url: String, _ reason: String) {
    let error = #expect(throws: ConfigurationError.self) {
      try BinanceEndpoints(accountType: .spot, baseURLHTTP: url)
    }
    #expect(error?.problem.contains(reason) == true, "\(error?.problem ?? "")")
  }

  @Test("Binance US is spot and live only")
  func unitedStates() throws {
    #expect(try BinanceEndpoints(accountType: .spot, us: true).http == "https://api.binance.us")
    #expect(throws: ConfigurationError.self) { try BinanceEndpoints(accountType: .usdtFutures, us: true) }
    #expect(throws: ConfigurationError.self) {
      try BinanceEndpoints(accountType: .spot, environment: .testnet, us: true)
    }
  }

  @Test(
    "Account types are read in every accepted spelling",
    arguments: [
      ("spot", BinanceAccountType.spot), ("SPOT", .spot), ("isolated_margin", .isolatedMargin),
      ("isolatedMargin", .isolatedMargin), ("usdt_futures", .usdtFutures), ("usdt_future", .usdtFutures),
      ("USDT_FUTURE", .usdtFutures), ("coin_future", .coinFutures), ("coinFutures", .coinFutures),
    ])
  func accountTypes(_ text: String, _ type: BinanceAccountType) throws {
    #expect(try BinanceAccountType(spelling: text) == type)
  }

  @Test("Binance US is asked with the parameters that it has, and for no bars of one second")
  func binanceUS() throws {
    let spot = BinanceAccountType.spot.product
    typealias Info = BinanceRequest<BinanceExchangeInfo>
    #expect(Info.exchangeInfo(spot, us: true).parameters.items.isEmpty)
    #expect(Info.exchangeInfo(spot).parameters.items.map(\.name) == ["showPermissionSets"])
    #expect(Info.exchangeInfo(spot, symbols: ["BTCUSD"], us: true).parameters.items.map(\.name) == ["symbol"])
    let second = try BarSpecification(step: 1, aggregation: .second, priceType: .last)
    #expect(try BinanceBarInterval(second, product: spot) == .oneSecond)
    #expect(throws: BinanceRequestProblem.self) { try BinanceBarInterval(second, product: spot, us: true) }
  }

  @Test("An unknown account type names the valid ones")
  func unknownAccountType() {
    let error = #expect(throws: ConfigurationError.self) { try BinanceAccountType(spelling: "options") }
    #expect(error?.problem.contains("usdt_futures") == true)
  }
}
