import Testing
import TradingModel
import TradingNetwork

@testable import BinanceSandbox

@Suite("Every primitive of the fault layer does what it says")
struct FaultLayerTests {
  private static let order =
    "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=50000&newClientOrderId="

  private func apply(_ fixture: FrontFixture, _ text: String) throws {
    fixture.venue.apply(try VenueFault(json: Array(text.utf8)))
  }

  private func exists(_ name: String, _ fixture: FrontFixture) throws -> Bool {
    try fixture.signed(.get, "/api/v3/order", "symbol=BTCUSDT&origClientOrderId=\(name)")?.status == 200
  }

  /// What the front makes of a signed order, in a word.
  private func outcome(of name: String, _ fixture: FrontFixture) throws -> String {
    let payload = Self.order + "\(name)&timestamp=\(fixture.world.now.milliseconds)"
    let signature = TestSigner.hmac(payload, secret: fixture.venue.credentials.apiSecret)
    let request = HTTPRequest(
      method: .post, url: "/api/v3/order?\(payload)&signature=\(signature)",
      headers: [("X-MBX-APIKEY", fixture.venue.credentials.apiKey)])
    var outcome = "silence"
    try fixture.front(.spot).respond(to: request, client: "10.0.0.1") { answer in
      switch answer {
      case .response(let response): outcome = JSONValue(response.body) == nil ? "garbage" : "\(response.status)"
      case .reset: outcome = "reset"
      case .finish: outcome = "finish"
      case .partial: outcome = "partial"
      }
    }
    return outcome
  }

  @Test(
    "a request is struck, carried out or not",
    arguments: [
      (#"{"fault":"DROP_RESP"}"#, "silence", true), (#"{"fault":"DROP_REQ"}"#, "silence", false),
      (#"{"fault":"RST","executed":true}"#, "reset", true), (#"{"fault":"RST"}"#, "reset", false),
      (#"{"fault":"FIN","executed":true}"#, "finish", true), (#"{"fault":"FIN"}"#, "finish", false),
      (#"{"fault":"HALF_OPEN","executed":true}"#, "silence", true),
      (#"{"fault":"TRUNC","keep":10}"#, "partial", true),
      (#"{"fault":"ERR","http":503,"code":-1000,"msg":"Unknown error","executed":true}"#, "503", true),
      (#"{"fault":"ERR","http":502,"body":"<html>"}"#, "garbage", false),
      (#"{"fault":"UNKNOWN_FIELD"}"#, "200", true), (#"{"fault":"UNKNOWN_ENUM"}"#, "200", true),
      (#"{"fault":"429","seconds":5}"#, "429", false),
    ])
  func strikesRequests(fault: String, outcome: String, executed: Bool) throws {
    let fixture = try FrontFixture()
    let full = fault.dropLast() + #","method":"POST","path":"/api/v3/order","clientOrderId":"one","count":1}"#
    try apply(fixture, String(full))
    #expect(try self.outcome(of: "two", fixture) == "200")
    #expect(try self.outcome(of: "one", fixture) == outcome)
    fixture.venue.clearFaults()
    #expect(try exists("one", fixture) == executed)
    let struck = fixture.venue.ledger.query(kind: .request).first { $0["fault"] != nil }
    #expect(struck?["clientOrderId"] == "one")
  }

  @Test("a late request is carried out late, a delayed one at once")
  func delays() throws {
    let fixture = try FrontFixture()
    try apply(fixture, #"{"fault":"DELAY","seconds":11,"late":true,"clientOrderId":"late"}"#)
    try apply(fixture, #"{"fault":"DELAY","seconds":11,"clientOrderId":"slow"}"#)
    // A second in which the answers do not come.
    #expect(try fixture.signed(.post, "/api/v3/order", Self.order + "late") == nil)
    #expect(try fixture.signed(.post, "/api/v3/order", Self.order + "slow") == nil)
    fixture.venue.clearFaults()
    #expect(try !exists("late", fixture))
    #expect(try exists("slow", fixture))
    fixture.world.run(for: .seconds(11))
    // By then its timestamp is too old.
    #expect(try !exists("late", fixture))
  }

  @Test("events are lost, repeated, reordered, broken, cut and disguised")
  func strikesEvents() throws {
    func heard(_ fault: String, _ count: Int = 5) throws -> (TestChannel, [String]) {
      let fixture = try FrontFixture()
      let channel = try fixture.connect("/ws/btcusdt@trade")
      try apply(fixture, fault)
      while channel.messages.count < count { fixture.world.run(for: .seconds(1)) }
      return (channel, channel.texts)
    }
    func ids(_ texts: [String]) -> [Int64] {
      texts.compactMap { JSONValue(Array($0.utf8))?["t"]?.integer }
    }
    let lost = ids(try heard(#"{"fault":"DROP_EVENT","stream":"@trade","skip":2,"count":1}"#).1)
    #expect(lost[2] == lost[1] + 2)
    let twice = ids(try heard(#"{"fault":"DUP_EVENT","stream":"@trade","count":1}"#).1)
    #expect(twice[0] == twice[1])
    let mixed = ids(try heard(#"{"fault":"REORDER","stream":"@trade","count":1,"window":2}"#).1)
    #expect(mixed[0] > mixed[2] || mixed[1] > mixed[2] || mixed.sorted() != mixed)
    #expect(try heard(#"{"fault":"TRUNC","stream":"@trade","count":1,"keep":7}"#).1[0].utf8.count == 7)
    #expect(try heard(#"{"fault":"UNKNOWN_FIELD","stream":"@trade","count":1}"#).1[0].contains("zzUnknown"))
    let strange = try heard(#"{"fault":"UNKNOWN_ENUM","stream":"@trade","count":1,"field":"e","value":"swap"}"#).1
    #expect(strange[0].contains(#""e":"swap""#))
    #expect(try heard(#"{"fault":"UNKNOWN_EVENT","stream":"@trade","count":1}"#).1[0].contains("somethingNew"))
    let corrupt = try heard(#"{"fault":"CORRUPT","stream":"@trade","count":1,"bytes":4}"#).1
    #expect(corrupt[0] != corrupt[1] && corrupt[0].utf8.count > 20)
  }

  @Test("a connection falls half open, is cut, or ends as after a day; the neighbour lives")
  func strikesConnections() throws {
    let fixture = try FrontFixture()
    let mute = try fixture.connect("/ws/btcusdt@trade", client: "10.0.0.1")
    let fine = try fixture.connect("/ws/btcusdt@trade", client: "10.0.0.2")
    try apply(fixture, #"{"fault":"HALF_OPEN","stream":"@trade","client":"10.0.0.1"}"#)
    fixture.world.run(for: .seconds(5))
    #expect(mute.messages.isEmpty && !fine.messages.isEmpty)
    mute.request(#"{"method":"LIST_SUBSCRIPTIONS","id":1}"#)
    #expect(mute.messages.isEmpty)
    let cut = try fixture.connect("/ws/btcusdt@trade", client: "10.0.0.3")
    try apply(fixture, #"{"fault":"RST","stream":"@trade","client":"10.0.0.3"}"#)
    fixture.world.run(for: .seconds(5))
    #expect(cut.isAborted)
    let api = try fixture.connect("/ws-api/v3")
    try apply(fixture, #"{"fault":"CLOSE_24H","endpoint":"ws-api"}"#)
    #expect(api.closeCode == 1001 && fine.closeCode == nil)
  }

  @Test("queries answer as if it were so much earlier: orders, open orders, balances")
  func lagsInFull() throws {
    let fixture = try FrontFixture { $0.synthetic.eventsPerSecond = 0.001 }
    _ = try fixture.signed(.post, "/api/v3/order", Self.order + "seen")
    fixture.world.run(for: .seconds(30))
    try apply(fixture, #"{"fault":"VISIBILITY_LAG","seconds":20}"#)
    _ = try fixture.signed(.delete, "/api/v3/order", "symbol=BTCUSDT&origClientOrderId=seen")
    func status() throws -> String? {
      let answer = try fixture.signed(.get, "/api/v3/order", "symbol=BTCUSDT&origClientOrderId=seen")
      return answer.flatMap { JSONValue($0.body)?["status"]?.string }
    }
    func open() throws -> Int? {
      try fixture.signed(.get, "/api/v3/openOrders", "symbol=BTCUSDT").flatMap { JSONValue($0.body)?.elements.count }
    }
    func locked() throws -> String? {
      let balances = try fixture.signed(.get, "/api/v3/account").flatMap { JSONValue($0.body)?["balances"]?.elements }
      return balances?.first { $0["asset"]?.string == "USDT" }?["locked"]?.string
    }
    #expect(try status() == "NEW" && open() == 1 && locked() == "500.00000000")
    fixture.world.run(for: .seconds(21))
    #expect(try status() == "CANCELED" && open() == 0 && locked() == "0.00000000")
  }

  @Test(
    "a lag that is narrowed down strikes those queries, and no others",
    arguments: [
      (#""symbol":"BTCUSDT""#, #""symbol":"ETHUSDT""#), (#""account":"default""#, #""account":"bob""#),
      (#""client":"10.0.0.1""#, #""client":"10.0.0.9""#), (#""method":"GET""#, #""method":"DELETE""#),
      (#""clientOrderId":"one""#, #""clientOrderId":"two""#),
      (#""endpoint":"GET /api/v3/order""#, #""endpoint":"/fapi""#),
    ])
  func narrowsLags(own: String, foreign: String) throws {
    for (place, isStruck) in [(own, true), (foreign, false)] {
      let fixture = try FrontFixture { $0.synthetic.eventsPerSecond = 0.001 }
      try apply(fixture, #"{"fault":"VISIBILITY_LAG","seconds":20,\#(place)}"#)
      _ = try fixture.signed(.post, "/api/v3/order", Self.order + "one")
      let answer = try fixture.ask(.get, "/api/v3/order", "symbol=BTCUSDT&origClientOrderId=one")
      #expect((answer["code"]?.integer == -2013) == isStruck, "\(place): \(answer)")
    }
  }

  @Test("a lag of one account strikes its queries over the WebSocket API, too")
  func lagsOverSockets() throws {
    let fixture = try FrontFixture { $0.synthetic.eventsPerSecond = 0.001 }
    _ = try fixture.signed(.post, "/api/v3/order", Self.order + "one")
    let credentials = fixture.venue.credentials
    func status() throws -> Int64? {
      let time = fixture.world.now.milliseconds
      let payload = "apiKey=\(credentials.apiKey)&origClientOrderId=one&symbol=BTCUSDT&timestamp=\(time)"
      let signature = TestSigner.hmac(payload, secret: credentials.apiSecret)
      let channel = try fixture.connect("/ws-api/v3")
      let names = #""symbol":"BTCUSDT","origClientOrderId":"one","apiKey":"\#(credentials.apiKey)""#
      channel.request(
        #"{"id":1,"method":"order.status","params":{\#(names),"timestamp":\#(time),"signature":"\#(signature)"}}"#)
      return channel.json.first?["status"]?.integer
    }
    try apply(fixture, #"{"fault":"VISIBILITY_LAG","seconds":20,"account":"bob"}"#)
    #expect(try status() == 200)
    try apply(fixture, #"{"fault":"VISIBILITY_LAG","seconds":20,"account":"default"}"#)
    #expect(try status() == 400)
  }

  @Test("an order is filled at the instant when its cancel arrives, before or after")
  func fills() throws {
    let fixture = try FrontFixture { $0.synthetic.eventsPerSecond = 0.001 }
    for name in ["before", "part"] { _ = try fixture.signed(.post, "/api/v3/order", Self.order + name) }
    try apply(fixture, #"{"fault":"FILL","clientOrderId":"before","method":"DELETE","path":"/order","count":1}"#)
    let cancel = try fixture.signed(.delete, "/api/v3/order", "symbol=BTCUSDT&origClientOrderId=before")
    #expect(cancel.flatMap { JSONValue($0.body)?["code"]?.integer } == -2011)
    try apply(fixture, #"{"fault":"FILL","clientOrderId":"part","quantity":"0.004","price":"49999"}"#)
    let part = try #require(try fixture.signed(.get, "/api/v3/order", "symbol=BTCUSDT&origClientOrderId=part"))
    #expect(JSONValue(part.body)?["status"]?.string == "PARTIALLY_FILLED")
    let trades = fixture.venue.ledger.query(kind: .trade, account: "default")
    #expect(trades.map { $0["quantity"] } == ["0.01000000", "0.00400000"])
    #expect(trades.last?["price"] == "49999.00000000")
  }

  @Test("the clock drifts, weight is used by others, and clearing sets both right")
  func driftsAndWeighs() throws {
    let fixture = try FrontFixture {
      $0.products = [.spot]
      $0.synthetic.eventsPerSecond = 0.001
    }
    let before = fixture.venue.clock.now - fixture.world.now
    #expect(before == .zero)
    try apply(fixture, #"{"fault":"DRIFT","ppm":200}"#)
    fixture.world.run(for: .seconds(1_000))
    #expect((fixture.venue.clock.now - fixture.world.now) == .milliseconds(200))
    try apply(fixture, #"{"fault":"WEIGHT","limit":10}"#)
    #expect(try fixture.send(.get, "/api/v3/exchangeInfo")?.status == 429)
    fixture.venue.clearFaults()
    #expect(fixture.venue.clock.now == fixture.world.now)
    #expect(try fixture.send(.get, "/api/v3/exchangeInfo")?.status == 200)
  }

  @Test("draws with a seed of their own repeat, whatever else is drawn")
  func repeatsDraws() throws {
    func pattern(_ seed: UInt64) throws -> [Bool] {
      let fixture = try FrontFixture(seed: seed)
      try apply(fixture, #"{"fault":"ERR","endpoint":"/ping","probability":0.5,"seed":42}"#)
      return try (0..<40).map { _ in try fixture.send(.get, "/api/v3/ping")?.status == 200 }
    }
    let first = try pattern(1)
    #expect(first == (try pattern(2)))
    #expect(first.contains(true) && first.contains(false))
  }

  @Test(
    "a bad scenario says in one line what is wrong",
    arguments: [
      ("{", "the scenario is no JSON"),
      (#"{"events":[]}"#, #"unknown key "events" in the scenario; there is only "faults""#),
      (#"[{"fault":"NOPE"}]"#, "fault 1: unknown fault \"NOPE\""),
      (#"[{"fault":"ERR"},{"fault":"ERR","colour":1}]"#, #"fault 2: unknown key "colour" in a ERR fault"#),
      (#"[{"fault":"DELAY","seconds":"soon"}]"#, #"fault 1: "seconds" of a fault must be seconds"#),
      (#"[{"fault":"FILL"}]"#, #"fault 1: FILL needs "clientOrderId" or "orderId""#),
      (#"[{"fault":"ERR","at":-1}]"#, #"fault 1: "at" must not be negative"#),
    ])
  func refusesBadScenarios(text: String, reason: String) {
    do {
      _ = try Scenario(json: Array(text.utf8))
      Issue.record("accepted")
    } catch {
      #expect(error.description.hasPrefix(reason), "\(error.description)")
      #expect(!error.description.contains("\n"))
    }
  }
}
