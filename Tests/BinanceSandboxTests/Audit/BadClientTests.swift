import Testing
import TradingModel
import TradingNetwork

@testable import BinanceSandbox

/// A client that does what clients should not: repeats orders whose answer it missed, trusts errors, counts with floating
/// point, ignores gaps, waits for nobody, and prints its secret.
private final class BadClient {
  let fixture: FrontFixture
  var testimony = Testimony()

  init(_ fixture: FrontFixture) { self.fixture = fixture }

  func intend(_ id: String, _ names: [String], quantity: String = "") {
    var intent = Testimony.Intent(id: id, clientOrderIds: names, symbol: "BTCUSDT")
    intent.quantity = quantity
    intent.side = "BUY"
    testimony.intents.append(intent)
  }

  @discardableResult
  func buy(_ name: String, quantity: String, price: String = "50000") throws -> HTTPResponse? {
    try fixture.signed(
      .post, "/api/v3/order",
      "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=\(quantity)&price=\(price)&newClientOrderId=\(name)")
  }

  func believe(_ name: String, _ statuses: [String], filled: String = "") {
    var order = Testimony.Order(clientOrderId: name, symbol: "BTCUSDT", statuses: statuses)
    order.filled = filled
    testimony.orders.append(order)
  }

  func set(_ fault: String) throws { fixture.venue.apply(try VenueFault(json: Array(fault.utf8))) }

  func trade() throws {
    // An answer is missed, and the order sent anew under another name.
    try set(#"{"fault":"DROP_RESP","endpoint":"POST /api/v3/order","count":2}"#)
    intend("twice", ["a1", "a2"])
    try buy("a1", quantity: "0.01")
    // And under the same name: the refusal of the second is taken for the fate of the first.
    intend("again", ["b1"])
    try buy("b1", quantity: "0.01")
    try buy("b1", quantity: "0.01")
    try buy("a2", quantity: "0.01")
    believe("a1", ["SUBMITTED", "REJECTED"])
    believe("b1", ["SUBMITTED", "REJECTED", "ACCEPTED", "REJECTED"])
    // Nobody wanted this one, and nobody ever sent that one.
    try buy("stray", quantity: "0.01")
    intend("lost", ["never"])
    // 0.1 + 0.2 in floating point, cut to what the venue takes.
    intend("float", ["c1"], quantity: "0.3")
    try buy("c1", quantity: "0.30001")
    intend("taken", ["d1", "d2"])
    try buy("d1", quantity: "0.5", price: "70000")
    try buy("d2", quantity: "0.5", price: "70000")
    believe("d1", ["SUBMITTED", "CANCELED"], filled: "0.4999999999999")
  }

  /// What it says of its fills: one twice, one of another order and with wrong numbers, one out of thin air, others never.
  func lieAboutFills() {
    let trades = fixture.venue.ledger.query(kind: .trade, account: "default")
    guard let first = trades.first, let last = trades.last else { return }
    var fill = Testimony.Fill(symbol: "BTCUSDT", tradeId: first["tradeId"] ?? "", clientOrderId: "d1")
    fill.quantity = first["quantity"] ?? ""
    testimony.fills += [fill, fill]
    var other = Testimony.Fill(symbol: "BTCUSDT", tradeId: last["tradeId"] ?? "", clientOrderId: "a1")
    other.price = "1.00"
    other.commission = "0.1"
    testimony.fills.append(other)
    testimony.fills.append(Testimony.Fill(symbol: "BTCUSDT", tradeId: "42", clientOrderId: "d1"))
  }

  func misbehave() throws {
    let signed = "symbol=BTCUSDT&origClientOrderId=stray"
    for _ in 0..<4 { _ = try fixture.signed(.delete, "/api/v3/order", signed) }
    for _ in 0..<3 {
      _ = try fixture.signed(.get, "/api/v3/account", timestamp: fixture.world.now.milliseconds - 60_000)
    }
    let time = fixture.world.now.milliseconds
    _ = try fixture.send(
      .get, "/api/v3/account?timestamp=\(time)&signature=00",
      headers: [("X-MBX-APIKEY", fixture.venue.credentials.apiKey)])
    _ = try fixture.signed(
      .post, "/api/v3/order", "symbol=BTCUSDT&side=BUY&type=LIMIT&quantity=1&price=50000&newClientOrderId=e1")
    try buy("e2", quantity: "0.00001", price: "50000")
    _ = try fixture.send(.get, "/api/v3/nothing")
    for _ in 0..<4 { _ = try fixture.connect("/ws") }
    let channel = try fixture.connect("/ws")
    for _ in 0..<8 { channel.request(#"{"method":"LIST_SUBSCRIPTIONS","id":1}"#) }
    try set(#"{"fault":"WEIGHT","used":7000}"#)
    for _ in 0..<20 {
      _ = try fixture.signed(.get, "/api/v3/account")
      fixture.world.run(for: .milliseconds(2))
    }
  }

  func misreport() {
    var balance = Testimony.Balance(asset: "USDT", total: "9999999.9999999999")
    balance.locked = "0"
    testimony.balances.append(balance)
    var book = Testimony.Book(symbol: "BTCUSDT", updateId: 1)
    book.bids = [("65001.00", "1")]
    book.asks = [("65000.00", "1")]
    testimony.books.append(book)
    testimony.secrets = [fixture.venue.credentials.apiSecret]
    testimony.outputs = ["signing with " + fixture.venue.credentials.apiSecret]
  }
}

@Suite("The audit finds what a client does wrong")
struct BadClientTests {
  @Test("a deliberately bad client fails at least twenty named checks")
  func findsEverything() throws {
    let client = BadClient(try FrontFixture { $0.synthetic.eventsPerSecond = 0.001 })
    try client.trade()
    client.lieAboutFills()
    try client.misbehave()
    client.misreport()
    var audit = LedgerAudit(venue: client.fixture.venue, product: .spot, account: "default")
    audit.connections = 3
    let findings = audit.check(client.testimony)
    let failed = findings.filter { !$0.hasPassed }.map(\.check)
    let passed = findings.filter(\.hasPassed).map(\.check.rawValue)
    #expect(failed.count >= 20, "only \(failed.map(\.rawValue)) failed; passed: \(passed)")
    // The venue's own books are right, whatever clients do; the rest is what this client did.
    // On spot there are no positions, and nothing that they earn.
    let untouched: Set<AuditCheck> = [
      .moneyIsConserved, .positionsAgree, .profitsAgree, .fundingAgrees, .orderLimitsAreKept,
    ]
    #expect(Set(failed) == Set(AuditCheck.allCases).subtracting(untouched), "passed: \(passed)")
  }

  @Test("a client that tells the truth passes every check")
  func passesTheTruth() throws {
    let fixture = try FrontFixture { $0.synthetic.eventsPerSecond = 0.001 }
    fixture.venue.keepBooks()
    let client = BadClient(fixture)
    client.intend("rest", ["r1"], quantity: "0.010")
    try client.buy("r1", quantity: "0.01")
    client.intend("take", ["t1"], quantity: "0.5")
    try client.buy("t1", quantity: "0.5", price: "70000")
    client.believe("r1", ["SUBMITTED", "ACCEPTED"], filled: "0")
    client.believe("t1", ["SUBMITTED", "ACCEPTED", "PARTIALLY_FILLED", "FILLED"], filled: "0.5")
    for trade in fixture.venue.ledger.query(kind: .trade, account: "default") {
      var fill = Testimony.Fill(symbol: "BTCUSDT", tradeId: trade["tradeId"] ?? "", clientOrderId: "t1")
      fill.quantity = trade["quantity"] ?? ""
      fill.price = trade["price"] ?? ""
      fill.commission = trade["commission"] ?? ""
      fill.commissionAsset = trade["commissionAsset"] ?? ""
      client.testimony.fills.append(fill)
    }
    let response = try #require(try fixture.signed(.get, "/api/v3/account"))
    let account = try #require(JSONValue(response.body))
    for item in account["balances"]?.elements ?? [] {
      let free = try #require(Amount(item["free"]?.text ?? ""))
      let total = try free + #require(Amount(item["locked"]?.text ?? ""))
      client.testimony.balances.append(Testimony.Balance(asset: item["asset"]?.text ?? "", total: total.description))
    }
    let depth = try fixture.get("/api/v3/depth?symbol=BTCUSDT&limit=20")
    var book = Testimony.Book(symbol: "BTCUSDT", updateId: try #require(depth["lastUpdateId"]?.integer))
    for level in depth["bids"]?.elements ?? [] { book.bids.append((level.elements[0].text, level.elements[1].text)) }
    for level in depth["asks"]?.elements ?? [] { book.asks.append((level.elements[0].text, level.elements[1].text)) }
    client.testimony.books.append(book)
    client.testimony.outputs = ["all is well"]
    client.testimony.secrets = [fixture.venue.credentials.apiSecret]
    fixture.world.run(for: .seconds(30))
    let findings = LedgerAudit(venue: fixture.venue, product: .spot, account: "default").check(client.testimony)
    #expect(!client.testimony.fills.isEmpty)
    for finding in findings { #expect(finding.hasPassed, "\(finding)") }
  }

  @Test(
    "a conditional order has its limit price before and after it triggers, an amended one that with which it began",
    arguments: [("", true), ("0", false), ("64001", false)])
  func knowsPrices(wrong: String, passes: Bool) throws {
    let fixture = ExchangeFixture(product: .usdm)
    let (exchange, market) = (fixture.exchange, fixture.market)
    fixture.liquidity(.buy, "64990.0", "50")
    fixture.liquidity(.sell, "65010.0", "50")
    func mark(_ price: Int64) { exchange.setMarkPrice(price * 100, index: price * 100, in: market) }
    mark(65_000)
    func stop(_ name: String, _ words: String) throws {
      let all =
        "algoType=CONDITIONAL side=BUY type=STOP quantity=1 timeInForce=GTC workingType=MARK_PRICE clientAlgoId=\(name) "
      _ = try exchange.placeAlgo(fixture.parameters(all + words), for: fixture.alice)
    }
    try stop("waits", "triggerPrice=67000 price=67100")
    try stop("fires", "triggerPrice=65500 price=64500")
    try stop("matches", "triggerPrice=65500 priceMatch=QUEUE")
    mark(65_500)
    try fixture.place("side=BUY type=LIMIT timeInForce=GTC quantity=1 price=64000 newClientOrderId=changes")
    _ = try exchange.modify(
      fixture.parameters("side=BUY origClientOrderId=changes quantity=2 price=64100"), for: fixture.alice)
    var testimony = Testimony()
    for (name, price) in [("waits", "67100"), ("fires", "64500"), ("matches", "64990"), ("changes", "64000")] {
      var intent = Testimony.Intent(id: name, clientOrderIds: [name], symbol: "BTCUSDT")
      intent.price = wrong.isEmpty ? price : wrong
      testimony.intents.append(intent)
    }
    let audit = LedgerAudit(
      ledger: fixture.ledger, product: .usdm, account: "alice", exchange: exchange, registry: fixture.accounts)
    let finding = try #require(audit.check(testimony).first { $0.check == .ordersAreAsIntended })
    #expect(finding.violations.count == (passes ? 0 : 4), "\(finding)")
  }

  @Test("secrets are found in whatever form they leak", arguments: ["plain", "base64", "hex", "percent"])
  func findsSecrets(form: String) {
    let secret = "s3cr3t/with+odd=chars"
    let leaked: String =
      switch form {
      case "plain": secret
      case "base64": "czNjcjN0L3dpdGgrb2RkPWNoYXJz"
      case "hex": "7333637233742f776974682b6f64643d6368617273"
      default: "s3cr3t%2Fwith%2Bodd%3Dchars"
      }
    var violations: [AuditCheck: [String]] = [:]
    SecretAudit(secrets: [secret]).run(["ok", "x=\(leaked)&y"], into: &violations)
    #expect(violations[.noSecretIsShown]?.count == 1)
    #expect(violations[.noSecretIsShown]?.first?.contains(secret) == false)
  }
}
