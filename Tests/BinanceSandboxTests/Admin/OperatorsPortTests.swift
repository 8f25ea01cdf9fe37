import Testing
import TradingModel
import TradingNetwork

@testable import BinanceSandbox

@Suite("The operator's port")
struct OperatorsPortTests {
  private func ask(
    _ fixture: FrontFixture, _ method: HTTPRequest.Method, _ target: String, _ body: String = ""
  ) -> (status: Int, lines: [JSONValue]) {
    let front = AdminFront(venue: fixture.venue)
    front.advance = { fixture.world.run(for: $0) }
    var result = (status: 0, lines: [JSONValue]())
    front.respond(to: HTTPRequest(method: method, url: target, headers: [], body: Array(body.utf8)), client: "me") {
      guard case .response(let response) = $0 else { return }
      let texts = response.body.split(separator: 10)
      result = (response.status, texts.compactMap { JSONValue(Array($0)) })
    }
    return result
  }

  private func quiet() throws -> FrontFixture { try FrontFixture { $0.synthetic.eventsPerSecond = 0.001 } }

  private static let order =
    "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=50000&newClientOrderId=one"

  @Test("the ledger is paged by the number of the last entry")
  func pages() throws {
    let fixture = try quiet()
    _ = try fixture.signed(.post, "/api/v3/order", Self.order)
    let all = ask(fixture, .get, "/ledger").lines
    #expect(all.count > 10)
    let since = try #require(all[4]["sequence"]?.integer)
    let next = ask(fixture, .get, "/ledger?since=\(since)&limit=3").lines
    #expect(next.map { $0["sequence"]?.integer } == all[5..<8].map { $0["sequence"]?.integer })
    #expect(ask(fixture, .get, "/orders").lines.first?["clientOrderId"]?.string == "one")
    #expect(ask(fixture, .get, "/requests?symbol=BTCUSDT").lines.count == 1)
    #expect(ask(fixture, .get, "/ledger?colour=red").status == 400)
  }

  @Test("accounts and keys are registered, set and revoked")
  func keepsAccounts() throws {
    let fixture = try quiet()
    let made = ask(fixture, .post, "/accounts", #"{"name":"bob","balances":{"spot":{"USDT":"1000"}}}"#)
    let key = try #require(made.lines.first?["apiKey"]?.string)
    #expect(ask(fixture, .get, "/balances?account=bob").lines.first?["free"]?.string == "1000.00000000")
    let settings = #"{"account":"bob","takerRate":"0.0004","paysCommissionInBNB":true,"tradeGroupId":3}"#
    #expect(ask(fixture, .post, "/accounts/settings", settings).status == 200)
    let bob = try #require(fixture.venue.accounts.account(named: "bob"))
    #expect(bob.takerRates[.spot] == 40_000 && bob.paysCommissionInBNB && bob.tradeGroupId == 3)
    #expect(ask(fixture, .post, "/accounts/revoke", "{\"apiKey\":\"\(key)\"}").status == 200)
    #expect(fixture.venue.accounts.lookup(key: key) == nil)
    #expect(ask(fixture, .post, "/accounts", "{}").status == 400)
  }

  @Test("a key that is made has the rights that were asked for, and what nobody knows is refused")
  func rightsOfMadeKeys() throws {
    let fixture = try quiet()
    let made = ask(
      fixture, .post, "/accounts", #"{"name":"eve","permissions":["read"],"allowedAddresses":["10.0.0.1"]}"#)
    let key = try #require(made.lines.first?["apiKey"]?.string)
    let credential = try #require(fixture.venue.accounts.lookup(key: key)?.credential)
    #expect(credential.permissions == [.read] && credential.allowedAddresses == ["10.0.0.1"])
    for body in [
      #"{"name":"x","permissions":["fly"]}"#, #"{"name":"x","permissions":"read"}"#,
      #"{"name":"x","permision":["read"]}"#, #"{"name":"x","allowedAddresses":"10.0.0.1"}"#,
    ] {
      #expect(ask(fixture, .post, "/accounts", body).status == 400, "\(body)")
    }
    #expect(fixture.venue.accounts.account(named: "x") == nil, "nothing was opened")
  }

  @Test("a fault that would move no market is refused")
  func faultsWithoutMarket() throws {
    let fixture = try quiet()
    for body in [
      #"{"fault":"PRICE","symbol":"NOPE","price":"1"}"#, #"{"fault":"STATUS","symbol":"NOPE","value":"HALT"}"#,
    ] {
      #expect(ask(fixture, .post, "/faults", body).status == 400, "\(body)")
    }
    let price = #"{"fault":"PRICE","symbol":"BTCUSDT","price":"60000"}"#
    #expect(ask(fixture, .post, "/faults", price).status == 200)
    #expect(try fixture.get("/api/v3/ticker/price?symbol=BTCUSDT")["price"]?.string == "60000.00000000")
  }

  @Test("a key that the sandbox makes may do what it was made for; orders on margin take two permissions")
  func limitsMadeKeys() throws {
    let fixture = try quiet()
    func code(_ key: String, _ path: String) throws -> Int64? {
      let made = ask(fixture, .post, "/accounts", "{\"name\":\"k\",\(key)}").lines.first
      let credentials = SandboxCredentials(
        account: "k", apiKey: try #require(made?["apiKey"]?.string), apiSecret: try #require(made?["apiSecret"]?.string)
      )
      return try fixture.ask(.post, path, Self.order, as: credentials)["code"]?.integer
    }
    let (spot, margin) = ("/api/v3/order/test", "/sapi/v1/margin/order")
    #expect(try code(#""permissions":["read","margin"]"#, spot) == -2015)
    #expect(try code(#""permissions":["spot"]"#, spot) == nil)
    #expect(try code(#""permissions":["spot"],"allowedAddresses":["10.9.9.9"]"#, spot) == -2015)
    #expect(try code(#""permissions":["margin"]"#, margin) == -2015)
    #expect(try code(#""permissions":["spot"]"#, margin) == -2015)
    // There is no money in the margin account, but the key is good.
    #expect(try code(#""permissions":["spot","margin"]"#, margin) == -2010)
    for mistake in [#""permissions":"spot""#, #""permissions":["sport"]"#, #""permission":["spot"]"#] {
      #expect(ask(fixture, .post, "/accounts", "{\"name\":\"k\",\(mistake)}").status == 400)
    }
  }

  @Test("prices move, orders fill, symbols halt and time passes on demand")
  func handlesTheMarket() throws {
    let fixture = try quiet()
    _ = try fixture.signed(.post, "/api/v3/order", Self.order)
    #expect(ask(fixture, .post, "/market/price", #"{"symbol":"BTCUSDT","price":"60000"}"#).status == 200)
    #expect(try fixture.get("/api/v3/ticker/price?symbol=BTCUSDT")["price"]?.string == "60000.00000000")
    let filled = ask(fixture, .post, "/market/fill", #"{"clientOrderId":"one","quantity":"0.004"}"#).lines.first
    #expect(filled?["status"]?.string == "PARTIALLY_FILLED")
    #expect(ask(fixture, .post, "/market/price", #"{"symbol":"BTCUSDT","price":"49000"}"#).status == 200)
    #expect(ask(fixture, .get, "/orders").lines.last?["status"]?.string != nil)
    #expect(ask(fixture, .post, "/market/status", #"{"symbol":"BTCUSDT","status":"HALT"}"#).status == 200)
    let halted = try fixture.signed(.post, "/api/v3/order", Self.order + "2")
    #expect(halted.flatMap { JSONValue($0.body)?["msg"]?.string } == "Market is closed.")
    let before = fixture.world.now
    #expect(ask(fixture, .post, "/time/advance", #"{"seconds":60}"#).status == 200)
    #expect(fixture.world.now - before == .seconds(60))
    #expect(ask(fixture, .post, "/market/reference", #"{"symbol":"ETHUSDT","price":"2600"}"#).status == 200)
    #expect(try fixture.get("/api/v3/referencePrice?symbol=ETHUSDT")["referencePrice"]?.string == "2600.00000000")
  }

  @Test("faults are listed with their strikes and taken away one by one")
  func keepsFaults() throws {
    let fixture = try quiet()
    let set = ask(
      fixture, .post, "/faults", #"[{"fault":"ERR","path":"/ping","count":1},{"fault":"SKEW","seconds":1}]"#)
    #expect(set.lines.first?["set"]?.integer == 2)
    #expect(try fixture.send(.get, "/api/v3/ping")?.status == 400)
    let listed = try #require(ask(fixture, .get, "/faults").lines.first?.elements.first)
    #expect(listed["strikes"]?.integer == 1)
    #expect(ask(fixture, .delete, "/faults?id=\(listed["id"]?.text ?? "")").status == 200)
    #expect(ask(fixture, .get, "/faults").lines.first?.elements.isEmpty == true)
    #expect(ask(fixture, .post, "/faults", #"{"fault":"NOPE"}"#).status == 400)
  }

  @Test("an audit is answered for a testimony in JSON")
  func audits() throws {
    let fixture = try quiet()
    _ = try fixture.signed(.post, "/api/v3/order", Self.order)
    let truth = #"""
      {"intents":[{"id":"1","clientOrderIds":["one"],"symbol":"BTCUSDT","quantity":"0.01"}],
       "orders":[{"clientOrderId":"one","symbol":"BTCUSDT","status":"ACCEPTED","filled":"0"}],
       "balances":[{"asset":"USDT","total":"10000000","locked":"500"}]}
      """#
    let good = ask(fixture, .post, "/audit", truth).lines
    #expect(good.count == AuditCheck.allCases.count)
    #expect(good.allSatisfy { $0["passed"]?.text == "true" })
    let bad = ask(fixture, .post, "/audit", truth.replacing("ACCEPTED", with: "REJECTED")).lines
    let failed = bad.filter { $0["passed"]?.text == "false" }.compactMap { $0["check"]?.string }
    #expect(failed.contains("O3.no-order-is-rejected-that-exists"))
    for (wrong, what) in [
      (#"{"fills":[{"symbol":"BTCUSDT"}]}"#, "tradeId"), (#"{"orders":{}}"#, "must be a list"),
      (#"{"books":[{"symbol":"BTCUSDT","updateId":"soon"}]}"#, "whole number"),
    ] {
      let answer = ask(fixture, .post, "/audit", wrong)
      #expect(answer.status == 400 && answer.lines.first?.text.contains(what) == true, "\(wrong): \(answer.lines)")
    }
    #expect(ask(fixture, .get, "/state").lines.first?["spot"]?["openOrders"]?.elements.count == 1)
  }
}
