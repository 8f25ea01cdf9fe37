import Testing
import TradingModel
import TradingNetwork

@testable import BinanceSandbox

@Suite("Futures as strict clients find them")
struct FuturesClientTests {
  private struct Client {
    let fixture: FrontFixture
    var product = SandboxProduct.usdm

    func call(_ method: HTTPRequest.Method, _ path: String, _ query: String = "") throws -> JSONValue {
      let answer = try #require(try fixture.signed(method, path, query, to: product))
      return try #require(JSONValue(answer.body))
    }

    /// Places a limit order that rests.
    func rest(_ clientId: String, quantity: String = "0.01") throws -> JSONValue {
      try call(
        .post, "/fapi/v1/order",
        "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=\(quantity)&price=63000&newClientOrderId=\(clientId)"
      )
    }

    func listenKey() throws -> String {
      let answer = try #require(
        try fixture.send(
          .post, "/fapi/v1/listenKey", headers: [("X-MBX-APIKEY", fixture.venue.credentials.apiKey)], to: product))
      return try #require(JSONValue(answer.body)?["listenKey"]?.string)
    }
  }

  @Test("A change needs margin and room in its bracket as a new order does; a smaller one needs nothing")
  func changesNeedMargin() throws {
    let client = Client(fixture: try FrontFixture())
    func change(_ quantity: String) throws -> JSONValue {
      try client.call(
        .put, "/fapi/v1/order", "symbol=BTCUSDT&side=BUY&origClientOrderId=a&quantity=\(quantity)&price=63000")
    }
    _ = try client.call(.post, "/fapi/v1/leverage", "symbol=BTCUSDT&leverage=1")
    _ = try client.rest("a", quantity: "1")
    #expect(try change("500")["code"]?.integer == -2019)
    let order = try client.call(.get, "/fapi/v1/order", "symbol=BTCUSDT&origClientOrderId=a")
    #expect(order["origQty"]?.string == "1.000" && order["status"]?.string == "NEW")
    #expect(try change("0.5")["origQty"]?.string == "0.500")
    _ = try client.call(.post, "/fapi/v1/leverage", "symbol=BTCUSDT&leverage=125")
    #expect(try change("500")["code"]?.integer == -2027)
    #expect(try change("0.4")["origQty"]?.string == "0.400")
  }

  @Test("Another margin type is told by an account update, one that there is not is refused by its own code")
  func marginType() throws {
    let client = Client(fixture: try FrontFixture())
    let stream = try client.fixture.connect("/private/ws/\(try client.listenKey())", to: .usdm)
    #expect(
      try client.call(.post, "/fapi/v1/marginType", "symbol=BTCUSDT&marginType=FOO")["code"]?.integer == -1130)
    #expect(stream.json.allSatisfy { $0["e"]?.string != "ACCOUNT_UPDATE" })
    _ = try client.call(.post, "/fapi/v1/marginType", "symbol=BTCUSDT&marginType=ISOLATED")
    let update = try #require(stream.json.last { $0["e"]?.string == "ACCOUNT_UPDATE" }?["a"])
    #expect(update["m"]?.string == "MARGIN_TYPE_CHANGE" && update["B"]?.elements.isEmpty == true)
    #expect(update["P"]?.elements.map { $0["s"]?.string } == ["BTCUSDT"])
    #expect(update["P"]?.elements.first?["mt"]?.string == "isolated")
  }

  @Test("A conditional order tells of its order once there is one, and of a reason where there is one")
  func conditionalEvents() throws {
    let client = Client(fixture: try FrontFixture { $0.synthetic.eventsPerSecond = 0.001 })
    let stream = try client.fixture.connect("/private/ws/\(try client.listenKey())", to: .usdm)
    _ = try client.call(
      .post, "/fapi/v1/algoOrder",
      "algoType=CONDITIONAL&symbol=BTCUSDT&side=BUY&type=STOP_MARKET&quantity=0.01&triggerPrice=66000")
    let placed = try #require(stream.json.last { $0["e"]?.string == "ALGO_UPDATE" }?["o"])
    #expect(placed["X"]?.string == "NEW" && placed["ai"]?.string == "" && placed["tp"]?.string == "66000")
    #expect(Set(placed.names).isDisjoint(with: ["ap", "aq", "act", "rm"]))
    client.fixture.venue.movePrice(of: "BTCUSDT", to: "66100", product: .usdm)
    client.fixture.world.run(for: .seconds(2))
    let triggered = try #require(
      stream.json.last { $0["e"]?.string == "ALGO_UPDATE" && $0["o"]?["ai"]?.string != "" }?["o"])
    #expect(triggered["act"]?.string == "MARKET" && triggered["ap"] != nil && triggered["aq"] != nil)
    #expect(triggered["rm"] == nil)
  }

  @Test(
    "Conditional orders are told as they are live: COIN-M tells less, and self-trades are prevented unless told not to")
  func conditionalAnswers() throws {
    let fixture = try FrontFixture()
    let order = "algoType=CONDITIONAL&side=SELL&type=STOP_MARKET&quantity=1&triggerPrice=50000"
    let linear = Client(fixture: fixture)
    let placed = try linear.call(.post, "/fapi/v1/algoOrder", order + "&symbol=BTCUSDT")
    #expect(placed["activatePrice"]?.string == "" && placed["selfTradePreventionMode"]?.string == "EXPIRE_MAKER")
    let inverse = Client(fixture: fixture, product: .coinm)
    let answer = try inverse.call(.post, "/dapi/v1/algoOrder", order + "&symbol=BTCUSD_PERP")
    #expect(answer["algoStatus"]?.string == "NEW" && answer["activatePrice"] == nil && answer["callbackRate"] == nil)
    for (client, path) in [(linear, "/fapi/v1"), (inverse, "/dapi/v1")] {
      let open = try #require(try client.call(.get, "\(path)/openAlgoOrders").elements.first)
      #expect(open["actualOrderId"]?.string == "" && open["isActivated"]?.text == "false")
      #expect((open["tpTriggerPrice"] != nil) == (path == "/fapi/v1") && open["actualQty"] != nil)
    }
  }

  @Test("Answers have what live ones have beside what is documented")
  func undocumented() throws {
    let client = Client(fixture: try FrontFixture())
    for (product, path) in [(SandboxProduct.usdm, "/fapi/v1"), (.coinm, "/dapi/v1")] {
      let symbol = try client.fixture.get("\(path)/exchangeInfo", from: product)["symbols"]?.elements.first
      #expect(symbol?["maxMoveOrderLimit"]?.integer == 10_000 && symbol?["permissionSets"] != nil)
      let filters = symbol?["filters"]?.elements.compactMap { $0["filterType"]?.string } ?? []
      #expect(filters.contains("POSITION_RISK_CONTROL") == (product == .usdm))
    }
    _ = try client.call(.post, "/fapi/v1/order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01")
    let trade = try #require(try client.call(.get, "/fapi/v1/userTrades", "symbol=BTCUSDT").elements.first)
    #expect(trade["baseQty"]?.string == "0" && trade["realizedPnl"]?.string == "0")
    let position = try client.call(.get, "/fapi/v2/positionRisk", "symbol=BTCUSDT").elements.first
    #expect(position?["isolated"]?.text == "false" && position?["adlQuantile"]?.integer != nil)
  }

  @Test("Contracts and depths that there are not are refused in the venue's words")
  func refusedReadings() throws {
    let fixture = try FrontFixture()
    let contract = try fixture.get(
      "/fapi/v1/continuousKlines?pair=BTCUSDT&contractType=FOO&interval=1m", from: .usdm)
    #expect(contract["code"]?.integer == -4104)
    let depth = try fixture.get("/fapi/v1/depth?symbol=BTCUSDT&limit=7", from: .usdm)
    #expect(depth["code"]?.integer == -4021 && depth["msg"]?.string == "7 is not valid depth limit")
    let deeper = try fixture.get("/fapi/v1/depth?symbol=BTCUSDT&limit=1500", from: .usdm)
    #expect(deeper["code"]?.integer == -1130)
  }

  @Test("A test order that would be taken is answered without values, a bad one as an order; neither is there")
  func testOrders() throws {
    let client = Client(fixture: try FrontFixture())
    let told = try client.call(
      .post, "/fapi/v1/order/test",
      "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=63000&newClientOrderId=t")
    #expect(told["orderId"]?.integer == 0 && told["symbol"]?.string == "" && told["status"]?.string == "")
    let small = try client.call(
      .post, "/fapi/v1/order/test", "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.001&price=63000")
    #expect(small["code"]?.integer == -4164)
    #expect(try client.call(.get, "/fapi/v1/openOrders").elements.isEmpty)
    #expect(
      try client.call(.get, "/fapi/v1/order", "symbol=BTCUSDT&origClientOrderId=t")["code"]?.integer == -2013)
  }

  @Test("Lists of cancels are read in lower case, too, as ccxt and python-binance send them")
  func lowerCaseLists() throws {
    let client = Client(fixture: try FrontFixture())
    let id = try #require(try client.rest("a")["orderId"]?.integer)
    _ = try client.rest("b")
    let byId = try client.call(
      .delete, "/fapi/v1/batchOrders", "symbol=BTCUSDT&orderidlist=%5B\(id)%5D"
    ).elements
    #expect(byId.map { $0["clientOrderId"]?.string } == ["a"] && byId.first?["status"]?.string == "CANCELED")
    let byClientId = try client.call(
      .delete, "/fapi/v1/batchOrders", "symbol=BTCUSDT&origclientorderidlist=%5B%22b%22%5D"
    ).elements
    #expect(byClientId.map { $0["status"]?.string } == ["CANCELED"])
    #expect(try client.call(.delete, "/fapi/v1/batchOrders", "symbol=BTCUSDT")["code"]?.integer == -1102)
  }

  @Test("The margin of orders does not leave a futures wallet, and transfers are income lines")
  func transfers() throws {
    let fixture = try FrontFixture()
    let client = Client(fixture: fixture)
    let spot = Client(fixture: fixture, product: .spot)
    func transfer(_ type: String, _ amount: Amount) throws -> JSONValue {
      try spot.call(.post, "/sapi/v1/asset/transfer", "type=\(type)&asset=USDT&amount=\(amount)")
    }
    func balance() throws -> JSONValue {
      try #require(try client.call(.get, "/fapi/v3/balance").elements.first { $0["asset"]?.string == "USDT" })
    }
    _ = try client.rest("a", quantity: "1")
    let before = try balance()
    let most = try #require(Amount(before["maxWithdrawAmount"]?.string ?? ""))
    let wallet = try #require(Amount(before["balance"]?.string ?? ""))
    #expect(most < wallet)
    #expect(try transfer("UMFUTURE_MAIN", most + Amount(units: 1))["code"]?.integer == -3041)
    #expect(try balance()["balance"]?.string == wallet.description)
    #expect(try transfer("UMFUTURE_MAIN", most)["tranId"] != nil)
    #expect(try balance()["balance"]?.string == (wallet - most).description)
    #expect(try transfer("MAIN_UMFUTURE", Amount(whole: 5))["tranId"] != nil)
    let incomes = try client.call(.get, "/fapi/v1/income", "incomeType=TRANSFER").elements
    #expect(Set(incomes.compactMap { $0["income"]?.string }) == ["-\(most)", "5.00000000"])
    let history = try spot.call(.get, "/sapi/v1/asset/transfer", "type=UMFUTURE_MAIN")
    #expect(history["total"]?.integer == 1)
    #expect(history["rows"]?.elements.map { $0["amount"]?.string } == [most.description])
    #expect(history["rows"]?.elements.first?["status"]?.string == "CONFIRMED")
    let far = try spot.call(.get, "/sapi/v1/asset/transfer", "type=UMFUTURE_MAIN&current=9223372036854775807")
    #expect(far["total"]?.integer == 1 && far["rows"]?.elements.isEmpty == true)
  }

  @Test("A payload signed before it was encoded passes on futures, and not on spot")
  func plainSignatures() throws {
    let fixture = try FrontFixture()
    func code(_ path: String, _ name: String, _ product: SandboxProduct, symbol: String) throws -> Int64? {
      let time = fixture.world.now.milliseconds
      let signature = TestSigner.hmac(
        "symbol=\(symbol)&\(name)=x:1&timestamp=\(time)", secret: fixture.venue.credentials.apiSecret)
      let answer = try #require(
        try fixture.send(
          .get, "\(path)?symbol=\(symbol)&\(name)=x%3A1&timestamp=\(time)&signature=\(signature)",
          headers: [("X-MBX-APIKEY", fixture.venue.credentials.apiKey)], to: product))
      return JSONValue(answer.body)?["code"]?.integer
    }
    #expect(try code("/fapi/v1/order", "origClientOrderId", .usdm, symbol: "BTCUSDT") == -2013)
    #expect(try code("/dapi/v1/order", "origClientOrderId", .coinm, symbol: "BTCUSD_PERP") == -2013)
    #expect(try code("/api/v3/order", "origClientOrderId", .spot, symbol: "BTCUSDT") == -1022)
  }

  @Test("A listen key that was left is silent, and one that was taken again tells everything once")
  func leftListenKeys() throws {
    let client = Client(fixture: try FrontFixture())
    let key = try client.listenKey()
    let stream = try client.fixture.connect("/private/ws", to: .usdm)
    func ask(_ method: String) { stream.request(#"{"method":"\#(method)","params":["\#(key)"],"id":1}"#) }
    for method in ["SUBSCRIBE", "UNSUBSCRIBE", "SUBSCRIBE", "UNSUBSCRIBE"] { ask(method) }
    stream.clear()
    _ = try client.rest("a")
    #expect(stream.messages.isEmpty)
    ask("SUBSCRIBE")
    _ = try client.rest("b")
    #expect(stream.json.filter { $0["e"]?.string == "ORDER_TRADE_UPDATE" }.count == 1)
  }

  @Test("COIN-M lists no time in force that it does not take, and weighs as documented")
  func coinMargined() throws {
    let fixture = try FrontFixture()
    let mark = try #require(try fixture.send(.get, "/dapi/v1/premiumIndex?symbol=BTCUSD_PERP", to: .coinm))
    #expect(mark.header("X-MBX-USED-WEIGHT-1M") == "10")
    for (product, path) in [(SandboxProduct.usdm, "/fapi/v1"), (.coinm, "/dapi/v1")] {
      let symbols = try fixture.get("\(path)/exchangeInfo", from: product)["symbols"]?.elements ?? []
      #expect(!symbols.isEmpty)
      for symbol in symbols {
        let times = (symbol["timeInForce"]?.elements ?? []).compactMap(\.string)
        #expect(times.contains("GTX") && times.contains("GTD") == (product == .usdm))
      }
    }
  }

  @Test("before its changes the futures venue was another: streams without routes, averages in acknowledgements")
  func wasAnother() throws {
    let early = try #require(VenueCalendar("2026-04-22"))
    let old = Client(fixture: try FrontFixture { $0.calendar = early })
    let new = Client(fixture: try FrontFixture())
    let stream = try old.fixture.connect("/ws/btcusdt@depth@100ms/\(try old.listenKey())", to: .usdm)
    #expect(stream.refusal == nil)
    #expect(try new.fixture.connect("/ws/btcusdt@depth@100ms", to: .usdm).refusal?.status == 404)
    let (before, after) = (try old.rest("a"), try new.rest("a"))
    #expect(before["avgPrice"]?.string == "0.00" && before["cumQuote"] != nil && before["cumQty"] != nil)
    #expect(after["avgPrice"] == nil && after["cumQuote"] == nil && after["cumQty"] != nil)
    old.fixture.world.run(for: .seconds(5))
    let kinds = Set(stream.json.compactMap { $0["e"]?.string })
    #expect(kinds.contains("depthUpdate") && kinds.contains("ORDER_TRADE_UPDATE"))
  }
}
