import BinanceAdapter
import BinanceSandbox
import Testing
import TradingModel
import TradingNetwork

@Suite("The low-level client's margin requests")
struct MarginEndpointTests {
  @Test("Rates, limits, listings and records can be asked for by name, and say what the sandbox's tables say")
  func everything() throws {
    let world = try MarginTradingWorld(.margin, seed: 51)
    defer { world.shutDown() }
    try world.fund()
    try world.connect()
    let bitcoin = try #require(try world.ask(.crossMarginRates(coin: "BTC")).first)
    #expect(bitcoin.dailyInterest == (try WideDecimal("0.00026125")))
    #expect(bitcoin.borrowLimit == WideDecimal(180))
    #expect(bitcoin.marginablePairs.contains("BTCUSDT"))
    let pair = try #require(try world.ask(.isolatedMarginRates(symbol: "BTCUSDT")).first)
    #expect(pair.leverage == WideDecimal(10) && pair.assets.map(\.coin) == ["BTC", "USDT"])
    #expect(try world.ask(.isolatedTiers("BTCUSDT")).map(\.liquidationRiskRatio) == [try WideDecimal("1.05")])
    #expect(try world.ask(.interestRates("BTC")).first?.rate == bitcoin.dailyInterest)
    let next = try #require(try world.ask(.nextHourlyRates(["BTC"])).first)
    #expect(try next.rate.multiplied(by: WideDecimal(24)) <= bitcoin.dailyInterest)
    #expect(try world.ask(.marginPriceIndex("BTCUSDT")).price.isPositive)
    #expect(try world.ask(.marginAssets()).contains { $0.name == "BTC" && $0.isBorrowable })
    #expect(try world.ask(.crossMarginPairs()).contains { $0.symbol == "BTCUSDT" && $0.base == "BTC" })
    #expect(try world.ask(.isolatedMarginPairs()).contains { $0.symbol == "BTCUSDT" })
    #expect(try world.ask(.collateralRatios()).first?.bands.first?.discountRate == .one)
    #expect(try world.ask(.availableInventory())["BTC"] == WideDecimal(180))
    #expect(try world.ask(.marginListings()).isEmpty)
    #expect(try world.ask(.marginDelistings()).isEmpty)
    #expect(try world.ask(.restrictedMarginAssets()).noNewLongs.isEmpty)
    #expect(try world.ask(.liquidationRatios()).isEmpty)
    #expect(try world.ask(.limitPricePairs()).isEmpty)
    #expect(try world.ask(.marginBars()).forceLiquidation == (try WideDecimal("1.1")))
    #expect(try world.ask(.capitalFlow()).map(\.type) == ["TRANSFER"])
    #expect(try world.ask(.marginTransfers()).rows.map(\.type) == ["ROLL_IN"])
    #expect(try world.ask(.maxTransferable("USDT")) == WideDecimal(100_000))
  }

  @Test(
    "Everything that is open is canceled at once, working lists and prevented trades are told, and a key is ended",
    arguments: [BinanceAccountType.margin, .isolatedMargin])
  func orders(type: BinanceAccountType) throws {
    let world = try MarginTradingWorld(type, seed: 55)
    defer { world.shutDown() }
    try world.fund()
    try world.connect()
    let product = world.session.product
    let id = world.submit(try world.limit(.buy, "0.01000", at: "60000.00"))
    #expect(world.status(id) == .accepted, "\(world.order(id)?.reason ?? "")")
    #expect(try world.ask(.preventedMatches(product, symbol: "BTCUSDT", orderId: 1)).isEmpty)
    #expect(try !world.ask(.orderRateLimits(product, symbol: "BTCUSDT")).isEmpty)
    #expect(try world.ask(.openWorkingLists()).isEmpty)
    try world.ask(.cancelOpenMarginOrders(product, symbol: "BTCUSDT"))
    world.world.run(for: .seconds(2))
    #expect(world.status(id) == .canceled)
    guard type == .margin else { return }
    try world.ask(.closeRiskListenKey())
  }

  @Test(
    "Orders and lists are placed and canceled without a client around them",
    arguments: [BinanceAccountType.margin, .isolatedMargin])
  func placing(type: BinanceAccountType) throws {
    let world = try MarginTradingWorld(type, seed: 57)
    defer { world.shutDown() }
    try world.fund()
    let product = world.session.product
    let made = try world.ask(
      .newOrder(
        product,
        [
          "symbol": "BTCUSDT", "side": "BUY", "type": "LIMIT", "timeInForce": "GTC", "quantity": "0.01",
          "price": "30000.00", "newClientOrderId": "low-1",
        ]))
    #expect(made["clientOrderId"]?.text == "low-1")
    let gone = try world.ask(.cancelOrder(product, symbol: "BTCUSDT", clientOrderId: "low-1"))
    #expect(gone["status"]?.text == "CANCELED")
    let list = try world.ask(
      .newOrderList(
        product, "oto", orders: 2,
        [
          "symbol": "BTCUSDT", "workingType": "LIMIT", "workingSide": "BUY", "workingPrice": "30000.00",
          "workingQuantity": "0.01", "workingTimeInForce": "GTC", "pendingType": "LIMIT", "pendingSide": "SELL",
          "pendingQuantity": "0.01", "pendingPrice": "90000.00", "pendingTimeInForce": "GTC",
        ]))
    #expect(list["orders"]?.elements?.count == 2)
    try world.ask(.cancelOpenMarginOrders(product, symbol: "BTCUSDT"))
    #expect(try world.ask(.openOrders(product, symbol: "BTCUSDT")).isEmpty)
  }

  @Test("A page beyond all rows is empty, however far it is, and what margin does not take is refused as by the venue")
  func edges() throws {
    let world = try MarginTradingWorld(.margin, seed: 56)
    defer { world.shutDown() }
    try world.fund()
    try world.connect()
    try world.ask(.borrow(WideDecimal(1), "BTC"))
    #expect(try world.ask(.interestHistory()).rows.count == 1)
    #expect(try world.ask(.interestHistory(BinanceMarginHistory(page: .max))).rows.isEmpty)
    func refusal(_ method: HTTPRequest.Method, _ path: String, _ parameters: BinanceParameters) -> Int? {
      let request = BinanceRequest<Void>(
        method, "/sapi/v1/margin" + path, parameters, security: .signed, decode: { _, _ in })
      return #expect(throws: BinanceError.self) { try world.ask(request) }?.code
    }
    let order: BinanceParameters = ["symbol": "BTCUSDT", "side": "BUY", "type": "MARKET", "quantity": "0.01"]
    var unknown = order
    unknown.append("strategyId", "1")
    #expect(refusal(.post, "/order", unknown) == -1104)
    var decrement = order
    decrement.append("selfTradePreventionMode", "DECREMENT")
    #expect(refusal(.post, "/order", decrement) == -1130)
    #expect(refusal(.get, "/borrow-repay", ["type": "LEND"]) == -1130)
    #expect(
      refusal(.delete, "/order", ["symbol": "BTCUSDT", "orderId": "1", "cancelRestrictions": "ONLY_NEW"]) == -1104)
  }

  @Test("Isolated pairs are enabled within the account's limit and disabled when they are empty")
  func pairs() throws {
    let world = try MarginTradingWorld(.isolatedMargin, seed: 52)
    defer { world.shutDown() }
    try world.connect()
    #expect(try world.ask(.isolatedPairLimit()).maximum == 20)
    let early = world.submit(try world.market(.buy, "0.01000"))
    #expect(world.order(early)?.reason.hasPrefix("ISOLATED_PAIR_NOT_ENABLED: symbol=BTCUSDT") == true)
    var enabled: Result<Void, BinanceError>?
    world.client.enableIsolatedPair("BTCUSDT") { enabled = $0 }
    world.world.run(until: { enabled != nil }, limit: .seconds(10))
    #expect((try? enabled?.get()) != nil)
    #expect(try world.ask(.isolatedPairLimit()).enabled == 1)
    try world.ask(.transfer(WideDecimal(1_000), "USDT", from: .spot, to: .isolatedMargin("BTCUSDT")))
    world.world.run(for: .seconds(3))
    #expect(world.fact("BTCUSDT.USDT.netAsset") == "1000")
    let id = world.submit(try world.market(.buy, "0.01000"))
    #expect(world.status(id) == .filled, "\(world.order(id)?.reason ?? "")")
    let refusal = #expect(throws: BinanceError.self) { try world.ask(.disableIsolatedPair("BTCUSDT")) }
    #expect(refusal?.code == -3041)
    let sold = world.submit(try world.market(.sell, "0.00999"))
    #expect(world.status(sold) == .filled, "\(world.order(sold)?.reason ?? "")")
    for asset in ["USDT", "BTC"] {
      let rest = try world.ask(.maxTransferable(asset, isolatedSymbol: "BTCUSDT"))
      if rest.isPositive {
        try world.ask(.transfer(rest, asset, from: .isolatedMargin("BTCUSDT"), to: .spot))
      }
    }
    try world.ask(.disableIsolatedPair("BTCUSDT"))
    world.world.run(for: .seconds(60))
    let late = world.submit(try world.market(.buy, "0.01000"))
    #expect(world.status(late) == .denied)
  }

  @Test("More of an asset than one order of the account may move is denied with the numbers")
  func assetLimit() throws {
    let world = try MarginTradingWorld(.margin, seed: 53)
    defer { world.shutDown() }
    world.venue.accounts.account(named: world.venue.credentials.account)?.assetLimits["BTC"] = Amount(whole: 1)
    try world.fund()
    try world.connect()
    let first = world.submit(try world.limit(.buy, "0.01000", at: "30000.00"))
    #expect(world.status(first) == .accepted, "\(world.order(first)?.reason ?? "")")
    world.world.run(for: .seconds(2))
    let large = world.submit(try world.limit(.buy, "1.10000", at: "60000.00"))
    #expect(world.order(large)?.reason == "MAX_ASSET: asset=BTC quantity=1.1 limit=1")
  }

  @Test("An order that would borrow more than the venue lends is denied with the numbers from the first one on")
  func borrowable() throws {
    let world = try MarginTradingWorld(.margin, seed: 54) { $0.sideEffectType = .autoBorrowRepay }
    defer { world.shutDown() }
    try world.fund(10_000)
    try world.connect()
    let large = world.submit(try world.limit(.sell, "5.00000", at: "70000.00"))
    #expect(world.order(large)?.reason.hasPrefix("MAX_BORROWABLE: asset=BTC borrow=5 maxBorrowable=0.") == true)
    let small = world.submit(try world.limit(.sell, "0.01000", at: "70000.00"))
    #expect(world.status(small) == .accepted, "\(world.order(small)?.reason ?? "")")
  }
}
