import Testing
import TradingModel
import TradingNetwork

@testable import BinanceSandbox

@Suite("The spot venue's finer rules")
struct SpotVenueTests {
  // MARK: Self-trade prevention

  @Test("orders of one trade group transfer instead of trading, and money is conserved")
  func transfers() throws {
    let fixture = ExchangeFixture()
    (fixture.alice.tradeGroupId, fixture.bob.tradeGroupId) = (1, 1)
    let maker = try fixture.place(
      "side=BUY type=LIMIT timeInForce=GTC quantity=0.6 price=60000 selfTradePreventionMode=TRANSFER")
    let taker = try fixture.place(
      "side=SELL type=LIMIT timeInForce=GTC quantity=0.2 price=60000 selfTradePreventionMode=TRANSFER", by: fixture.bob)
    #expect(taker.order.status == .expiredInMatch && taker.prevented.count == 1)
    #expect(maker.order.status == .new && maker.order.preventedQuantity == 20_000_000)
    #expect(fixture.trades.isEmpty)
    #expect(fixture.alice.wallet(.spot)["BTC"].total == Amount("100.2"))
    #expect(fixture.alice.wallet(.spot)["USDT"] == .init(free: Amount(whole: 9_964_000), locked: Amount(whole: 24_000)))
    #expect(fixture.bob.wallet(.spot)["BTC"].total == Amount("99.8"))
    #expect(fixture.bob.wallet(.spot)["USDT"].total == Amount("10012000"))
  }

  @Test("TRANSFER against another mode decrements both sides", arguments: ["DECREMENT", "NONE"])
  func decrements(makerMode: String) throws {
    let fixture = ExchangeFixture()
    let maker = try fixture.place(
      "side=BUY type=LIMIT timeInForce=GTC quantity=6 price=60000 selfTradePreventionMode=\(makerMode)")
    let taker = try fixture.place(
      "side=SELL type=LIMIT timeInForce=GTC quantity=2 price=60000 selfTradePreventionMode=TRANSFER")
    #expect(taker.order.status == .expiredInMatch)
    #expect(maker.order.status == .new && maker.order.remaining == 400_000_000)
    #expect(fixture.alice.wallet(.spot)["BTC"] == .init(free: Amount(whole: 100), locked: .zero))
  }

  // MARK: Price range and reference price

  @Test("a taker stops at the range around the reference price")
  func stopsAtTheRange() throws {
    let fixture = ExchangeFixture()
    fixture.liquidity(.sell, "65000", "1")
    fixture.liquidity(.sell, "66000", "1")
    fixture.market.referencePrice = FixedText.parse("65000", decimals: 8)
    var range = PriceRange()
    range.bidUp = 10_100
    fixture.market.rules.filters.priceRange = range
    let taker = try fixture.place("side=BUY type=MARKET quantity=2")
    #expect(taker.order.status == .expired && taker.order.executed == 100_000_000)
    #expect(taker.order.expiryReason == .priceRangeExceeded)
    fixture.exchange.calendar = try #require(VenueCalendar("2026-01-01"))
    #expect(try fixture.place("side=BUY type=MARKET quantity=1").order.status == .filled)
  }

  // MARK: Smart order routing

  @Test("a routed order takes the cheaper book by allocation, and its own by trades")
  func routes() throws {
    let fixture = ExchangeFixture()
    fixture.exchange.routes = [SmartOrderRoute(baseAsset: "BTC", symbols: ["BTCUSDT", "BTCUSDC"])]
    let other = try #require(fixture.exchange.market("BTCUSDC"))
    fixture.liquidity(.sell, "65000", "1")
    (other.book as? MatchingBook)?.restMarketOrder(side: .sell, price: 6_400_000_000_000, quantity: 50_000_000)
    let placed = try fixture.exchange.placeRouted(
      fixture.parameters("side=BUY type=LIMIT timeInForce=GTC quantity=2 price=65000"), for: fixture.alice)
    #expect(placed.fills.map(\.allocationId) == [1, nil])
    #expect(placed.fills.map(\.quantity) == [50_000_000, 100_000_000])
    #expect(placed.order.status == .partiallyFilled && placed.order.usedSor)
    // The rest is on the book of the order's own symbol.
    #expect(fixture.market.book.best.bid?.quantity == 50_000_000)
    #expect(try fixture.exchange.allocations(fixture.parameters(""), for: fixture.alice).count == 1)
    #expect(try fixture.exchange.accountTrades(fixture.parameters(""), for: fixture.alice).count == 1)
    #expect(
      fixture.refusal {
        _ = try fixture.exchange.placeRouted(
          fixture.parameters("side=BUY type=STOP_LOSS quantity=1 stopPrice=70000"), for: fixture.alice)
      } == "-1014 Unsupported order combination.")
  }

  // MARK: Filters

  @Test("filters of the exchange and of an account's assets refuse by name")
  func countsOverTheExchange() throws {
    let fixture = ExchangeFixture()
    let limit = "side=BUY type=LIMIT timeInForce=GTC quantity=1 price=60000"
    fixture.alice.assetLimits["USDT"] = Amount("59999")
    #expect(fixture.refusal { try fixture.place(limit) } == "-1013 Filter failure: MAX_ASSET")
    fixture.alice.assetLimits = [:]
    fixture.exchange.limits.maxOrders = 1
    try fixture.place(limit)
    #expect(fixture.refusal { try fixture.place(limit) } == "-1013 Filter failure: EXCHANGE_MAX_NUM_ORDERS")
    fixture.exchange.limits = ExchangeLimits()
    fixture.exchange.limits.maxIcebergOrders = 0
    #expect(
      fixture.refusal { try fixture.place(limit + " icebergQty=0.1") }
        == "-1013 Filter failure: EXCHANGE_MAX_NUM_ICEBERG_ORDERS")
  }

  @Test("an order that ended unfilled long ago is archived")
  func archives() throws {
    let fixture = ExchangeFixture()
    let old = try fixture.place("side=BUY type=LIMIT timeInForce=IOC quantity=1 price=60000")
    #expect(old.order.status == .expired)
    fixture.clock.advance(by: .seconds(91 * 86_400))
    let query = fixture.parameters("orderId=\(old.order.id)")
    #expect(fixture.refusal { _ = try fixture.exchange.order(query, for: fixture.alice) }.hasPrefix("-2026 "))
  }

  @Test(
    "what a symbol or an account may not do is refused in the venue's words",
    arguments: [
      (
        "icebergAllowed", "side=BUY type=LIMIT timeInForce=GTC quantity=1 price=60000 icebergQty=0.1",
        "Iceberg orders are not supported for this symbol."
      ),
      (
        "quoteOrderQtyMarketAllowed", "side=BUY type=MARKET quoteOrderQty=100",
        "Quote order qty market orders are not support for this symbol."
      ),
      (
        "allowTrailingStop", "side=SELL type=STOP_LOSS quantity=1 trailingDelta=100",
        "Trailing stop orders are not supported for this symbol."
      ),
      (
        "pegInstructionsAllowed", "side=BUY type=LIMIT timeInForce=GTC quantity=1 pegPriceType=PRIMARY_PEG",
        "Pegged orders are not supported for this symbol."
      ),
    ])
  func refusesWhatIsNotAllowed(flag: String, order: String, reason: String) throws {
    let fixture = ExchangeFixture()
    fixture.liquidity(.buy, "64000", "1")
    fixture.liquidity(.sell, "66000", "1")
    let capability = try #require(SymbolCapabilities.flags.first { $0.name == flag }?.capability)
    fixture.market.rules.capabilities.remove(capability)
    #expect(fixture.refusal { try fixture.place(order) } == "-2010 \(reason)")
    fixture.market.rules.capabilities = .all
    #expect(fixture.refusal { try fixture.place(order) } == "accepted")
    fixture.alice.restrictedSymbols = ["BTCUSDT"]
    #expect(fixture.refusal { try fixture.place(order) } == "-2010 This symbol is restricted for this account.")
    (fixture.alice.restrictedSymbols, fixture.alice.permissions) = ([], ["LEVERAGED"])
    #expect(fixture.refusal { try fixture.place(order) } == "-2010 This symbol is not permitted for this account.")
  }

  // MARK: Access

  private func code(_ response: HTTPResponse?) -> Int64? { response.flatMap { JSONValue($0.body)?["code"]?.integer } }

  @Test("a key may do what its permissions and its addresses allow")
  func asksForPermission() throws {
    let fixture = try FrontFixture()
    try fixture.venue.register(key: "reader", scheme: .hmac(secret: "s"), account: "r", permissions: .read)
    try fixture.venue.register(
      key: "elsewhere", scheme: .hmac(secret: "s"), account: "r", allowedAddresses: ["10.9.9.9"])
    func ask(_ key: String, _ method: HTTPRequest.Method, _ path: String, _ query: String) throws -> Int64? {
      let payload = "\(query)\(query.isEmpty ? "" : "&")timestamp=\(fixture.world.now.milliseconds)"
      let signature = TestSigner.hmac(payload, secret: "s")
      let response = try fixture.send(
        method, "\(path)?\(payload)&signature=\(signature)", headers: [("X-MBX-APIKEY", key)])
      return code(response)
    }
    let order = "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01"
    #expect(try ask("reader", .get, "/api/v3/account", "") == nil)
    #expect(try ask("reader", .post, "/api/v3/order", order) == -2015)
    #expect(try ask("elsewhere", .get, "/api/v3/account", "") == -2015)
    #expect(
      try fixture.send(.get, "/api/v3/account?timestamp=1", headers: [("X-MBX-APIKEY", "")]).map { $0.status } == 401)
  }

  @Test("a day's statistics fit together, and an account tells its groups")
  func tellsWhatFits() throws {
    let fixture = try FrontFixture()
    fixture.world.run(for: .seconds(5))
    let day = try fixture.get("/api/v3/ticker/24hr?symbol=BTCUSDT")
    #expect(day["prevClosePrice"]?.string == day["openPrice"]?.string)
    let (first, last) = try (#require(day["firstId"]?.integer), #require(day["lastId"]?.integer))
    #expect(day["count"]?.integer == last - first + 1)
    let account = try #require(fixture.venue.accounts.account(named: "default"))
    account.permissions = ["SPOT", "LEVERAGED"]
    let groups = try fixture.ask(.get, "/api/v3/account")["permissions"]?.elements.compactMap(\.string)
    #expect(groups == ["LEVERAGED", "SPOT"])
  }

  @Test("what looks like an attack meets the firewall")
  func screensRequests() throws {
    let fixture = try FrontFixture()
    let attack = try fixture.send(.get, "/api/v3/depth?symbol=1%27%20UNION%20SELECT%20password")
    #expect(attack?.status == 403 && attack.flatMap { JSONValue($0.body) } == nil)
    #expect(try fixture.send(.get, "/api/v3/depth?symbol=BTCUSDT")?.status == 200)
  }

  @Test("cancel-replace beyond the order limit cancels only, or does nothing")
  func limitsReplacements() throws {
    let fixture = try FrontFixture {
      $0.synthetic.eventsPerSecond = 0.001
      $0.spotLimits.orders[0].limit = 2
    }
    let limit = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=50000"
    for name in ["a", "b"] { _ = try fixture.signed(.post, "/api/v3/order", limit + "&newClientOrderId=\(name)") }
    let replace = limit + "&cancelReplaceMode=STOP_ON_FAILURE&cancelOrigClientOrderId=a"
    let nothing = try fixture.signed(.post, "/api/v3/order/cancelReplace", replace)
    #expect(nothing?.status == 429 && code(nothing) == -1015)
    let only = try fixture.signed(
      .post, "/api/v3/order/cancelReplace", replace + "&orderRateLimitExceededMode=CANCEL_ONLY")
    #expect(only?.status == 429 && code(only) == -2021)
    let data = only.flatMap { JSONValue($0.body)?["data"] }
    #expect(data?["cancelResult"]?.string == "SUCCESS")
    #expect(data?["newOrderResponse"]?["code"]?.integer == -1015)
  }

  // MARK: The venue's dates

  @Test("a change has happened from its day on", arguments: VenueChange.allCases)
  func datesChanges(change: VenueChange) throws {
    func text(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let day = change.day
    let date = CivilDate(year: day.year, month: day.month, day: day.day)
    let before = CivilDate(daysSinceEpoch: date.daysSinceEpoch - 1)
    let on = try #require(VenueCalendar("\(date.year)-\(text(date.month))-\(text(date.day))"))
    let off = try #require(VenueCalendar("\(before.year)-\(text(before.month))-\(text(before.day))"))
    #expect(on.has(change) && !off.has(change) && VenueCalendar.newest.has(change))
  }

  @Test("no date is none", arguments: ["", "2026", "2026-13-01", "2026-02-30", "26-01-01", "2026-1-x"])
  func refusesDates(text: String) { #expect(VenueCalendar(text) == nil) }

  @Test("before its changes the venue was another: listen keys, signatures, weights, lists, shutdowns")
  func wasAnother() throws {
    let early = try #require(VenueCalendar("2025-12-01"))
    let old = try FrontFixture { $0.calendar = early }
    let new = try FrontFixture()
    func key(_ fixture: FrontFixture) throws -> Int? {
      try fixture.send(
        .post, "/api/v3/userDataStream", headers: [("X-MBX-APIKEY", fixture.venue.credentials.apiKey)])?.status
    }
    #expect(try key(old) == 200 && key(new) == 404)
    #expect(try old.send(.get, "/api/v1/ping")?.status == 200)
    #expect(try new.send(.get, "/api/v1/ping")?.status == 404)
    func signedPlain(_ fixture: FrontFixture) throws -> Int64? {
      let time = fixture.world.now.milliseconds
      let signature = TestSigner.hmac("symbol=币安&timestamp=\(time)", secret: fixture.venue.credentials.apiSecret)
      let target = "/api/v3/openOrders?symbol=%E5%B8%81%E5%AE%89&timestamp=\(time)&signature=\(signature)"
      return code(try fixture.send(.get, target, headers: [("X-MBX-APIKEY", fixture.venue.credentials.apiKey)]))
    }
    #expect(try signedPlain(old) == -1121 && signedPlain(new) == -1022)
    func weight(_ fixture: FrontFixture) throws -> String? {
      let order = "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01"
      return try fixture.signed(.post, "/api/v3/order", order)?.headers.first { $0.name == "x-mbx-used-weight-1m" }?
        .value
    }
    for fixture in [old, new] { fixture.world.run(for: .seconds(60)) }
    #expect(try weight(old) == "1" && weight(new) == "0")
    #expect(try old.signed(.post, "/api/v3/orderList/opo", "symbol=BTCUSDT")?.status == 404)
    #expect(try new.signed(.post, "/api/v3/orderList/opo", "symbol=BTCUSDT")?.status == 400)
  }

  @Test("margin pairs and assets are told one by one, and fees in BNB are switched over REST")
  func marginReference() throws {
    let fixture = try FrontFixture()
    func call(_ method: HTTPRequest.Method, _ path: String, _ query: String = "") throws -> JSONValue {
      let answer = try #require(try fixture.signed(method, path, query))
      return try #require(JSONValue(answer.body))
    }
    let pairs = try call(.get, "/sapi/v1/margin/isolated/allPairs", "symbol=BTCUSDT").elements
    #expect(pairs.map { $0["symbol"]?.string } == ["BTCUSDT"])
    #expect(try call(.get, "/sapi/v1/margin/isolated/allPairs").elements.count > 1)
    for (path, name) in [("allPairs?symbol=BTCUSDT", "symbol"), ("allAssets?asset=BTC", "assetName")] {
      let answer = try #require(
        try fixture.send(
          .get, "/sapi/v1/margin/\(path)", headers: [("X-MBX-APIKEY", fixture.venue.credentials.apiKey)]))
      let rows = try #require(JSONValue(answer.body)).elements
      #expect(rows.compactMap { $0[name]?.string } == [name == "symbol" ? "BTCUSDT" : "BTC"])
    }
    #expect(try call(.post, "/sapi/v1/bnbBurn", "spotBNBBurn=true")["spotBNBBurn"]?.text == "true")
    #expect(try call(.get, "/sapi/v1/bnbBurn")["spotBNBBurn"]?.text == "true")
    #expect(try call(.post, "/sapi/v1/bnbBurn", "spotBNBBurn=false")["spotBNBBurn"]?.text == "false")
  }
}
