import BinanceAdapter
import BinanceSandbox
import Testing
import TradingEngine
import TradingModel
import TradingNetwork

@Suite("Trading on margin")
struct MarginTradingTests {
  @Test(
    "A short is borrowed, sold, covered and repaid by side effects, and a strategy sees a short",
    arguments: [
      BinanceAccountType.margin, .isolatedMargin,
    ])
  func short(type: BinanceAccountType) throws {
    let world = try MarginTradingWorld(type, seed: 11) { $0.sideEffectType = .autoBorrowRepay }
    defer { world.shutDown() }
    try world.fund()
    try world.connect()
    let opening = world.submit(try world.market(.sell, "0.50000"))
    #expect(world.order(opening)?.status == .filled, "\(world.order(opening)?.reason ?? "")")
    world.world.run(for: .seconds(2))
    let position = try #require(world.cache.positions.open(instrumentId: MarginTradingWorld.bitcoin).first)
    #expect(position.side == .short)
    #expect(position.signedQuantity == (try WideDecimal("-0.5")))
    let prefix = type == .margin ? "" : "BTCUSDT."
    #expect(world.fact("\(prefix)BTC.borrowed") == "0.5")
    #expect(world.loans.contains("borrow BTC 0.50000000"))
    // A little more covers commission and interest.
    let closing = world.submit(try world.market(.buy, "0.50060"))
    #expect(world.order(closing)?.status == .filled, "\(world.order(closing)?.reason ?? "")")
    world.world.run(for: .seconds(2))
    #expect(world.fact("\(prefix)BTC.borrowed") == nil || world.fact("\(prefix)BTC.borrowed") == "0")
    #expect(world.loans.contains { $0.hasPrefix("repay BTC") })
  }

  @Test("What was borrowed for an order that is canceled is repaid")
  func repaidAtCancel() throws {
    let world = try MarginTradingWorld(.margin, seed: 12)
    defer { world.shutDown() }
    try world.fund()
    try world.connect()
    let borrowing = ["sideEffectType": "MARGIN_BUY"]
    let id = world.submit(try world.limit(.sell, "0.10000", at: "90000.00", borrowing))
    #expect(world.order(id)?.status == .accepted, "\(world.order(id)?.reason ?? "")")
    #expect(world.loans.contains("borrow BTC 0.10000000"))
    world.cancel(id)
    #expect(world.order(id)?.status == .canceled)
    #expect(world.loans.contains("repay BTC 0.10000000"))
    let kept = world.submit(
      try world.limit(.sell, "0.10000", at: "90000.00", ["sideEffectType": "MARGIN_BUY", "autoRepayAtCancel": "FALSE"]))
    world.cancel(kept)
    #expect(world.order(kept)?.status == .canceled)
    #expect(world.loans.filter { $0.hasPrefix("repay") }.count == 1)
  }

  @Test("Events go on without a gap beyond the end of a listen token", .enabled(if: LongRuns.areWanted))
  func renewal() throws {
    let world = try MarginTradingWorld(.margin, seed: 13, eventsPerSecond: 0.2)
    defer { world.shutDown() }
    try world.fund()
    try world.connect()
    // A token lives for a day, and a new one is asked for when a quarter of it is left, on the same connection; a
    // connection lives for a day, too.
    world.world.run(for: .seconds(19 * 3_600))
    func count(_ endpoint: String) -> Int {
      world.venue.ledger.query(kind: .request).count { $0["endpoint"] == endpoint && $0["status"] != "429" }
    }
    #expect(count("POST /sapi/v1/userListenToken") == 2)
    #expect(count("CONNECT /ws-api/v3") == 1)
    let id = world.submit(try world.market(.buy, "0.01000"))
    #expect(world.order(id)?.status == .filled)
    // Until long after the ends of the first tokens and connections; each order's events must come by themselves, since
    // nobody is asked before half a minute has passed.
    let asked = count("GET /sapi/v1/margin/order")
    for hour in 0..<36 {
      let id = world.submit(try world.market(hour.isMultiple(of: 2) ? .buy : .sell, "0.00900"))
      #expect(world.order(id)?.status == .filled, "hour \(hour): \(world.order(id)?.reason ?? "")")
      world.world.run(for: .seconds(3_598))
    }
    #expect(count("POST /sapi/v1/userListenToken") >= 4)
    #expect(count("CONNECT /ws-api/v3") >= 3)
    #expect(count("GET /sapi/v1/margin/order") == asked)
    #expect(!world.connectionStates.contains("reconnecting"), "\(world.connectionStates)")
    try world.expectTruth()
  }

  @Test("An order that would take the account below the user's floor is not sent")
  func floor() throws {
    let world = try MarginTradingWorld(.isolatedMargin, seed: 14) {
      $0.sideEffectType = .autoBorrowRepay
      $0.marginLevelFloor = WideDecimal(2)
    }
    defer { world.shutDown() }
    try world.fund()
    try world.connect()
    let allowed = world.submit(try world.limit(.sell, "1.00000", at: "70000.00"))
    #expect(world.order(allowed)?.status == .accepted, "\(world.order(allowed)?.reason ?? "")")
    world.cancel(allowed)
    let denied = world.submit(try world.limit(.sell, "3.00000", at: "70000.00"))
    #expect(world.order(denied)?.status == .denied)
    #expect(world.order(denied)?.reason.hasPrefix("MARGIN_LEVEL_FLOOR: level=") == true)
    #expect(world.order(denied)?.reason.contains("floor=2 borrow=") == true)
  }

  @Test("Several orders sent together do not pass the user's floor together")
  func burst() throws {
    let world = try MarginTradingWorld(.isolatedMargin, seed: 16) {
      $0.sideEffectType = .autoBorrowRepay
      $0.marginLevelFloor = WideDecimal(2)
    }
    defer { world.shutDown() }
    try world.fund()
    try world.connect()
    let ids = (0..<5).map { ClientOrderId("B-\($0)") }
    for id in ids {
      let identity = OrderIdentity(
        strategyId: "MarginShort-001", instrumentId: MarginTradingWorld.bitcoin, clientOrderId: id)
      let terms = try world.limit(.sell, "0.50000", at: "70000.00")
      world.engine.execute(.submitOrder(SubmitOrder(order: identity, terms: terms, tsInit: world.world.now)))
    }
    world.world.run(for: .seconds(3))
    let denied = ids.filter { world.status($0) == .denied }
    #expect(ids.filter { world.status($0) == .accepted }.count == 2)
    #expect(denied.count == 3)
    for id in denied {
      #expect(
        world.order(id)?.reason.hasPrefix("MARGIN_LEVEL_FLOOR: level=") == true, "\(world.order(id)?.reason ?? "")")
    }
  }

  @Test("Loans and transfers that would take the account below the user's floor are not sent")
  func floorOfLoans() throws {
    let world = try MarginTradingWorld(.margin, seed: 17) { $0.marginLevelFloor = WideDecimal(2) }
    defer { world.shutDown() }
    try world.fund()
    try world.connect()
    world.world.run(for: .seconds(3))
    let before = world.loans
    func wait(_ start: (@escaping (Result<Int64, BinanceError>) -> Void) -> Void) -> Result<Int64, BinanceError>? {
      var result: Result<Int64, BinanceError>?
      start { result = $0 }
      world.world.run(for: .seconds(3))
      return result
    }
    let large = wait { world.client.borrow(WideDecimal(150_000), "USDT", completion: $0) }
    guard case .failure(let error)? = large else {
      Issue.record("the loan was not refused")
      return
    }
    #expect(error.message.hasPrefix("MARGIN_LEVEL_FLOOR: level="), "\(error)")
    #expect(world.loans == before)
    #expect((try? wait { world.client.borrow(WideDecimal(50_000), "USDT", completion: $0) }?.get()) != nil)
    let away = wait {
      world.client.transfer(WideDecimal(60_000), "USDT", from: .crossMargin, to: .spot, completion: $0)
    }
    guard case .failure(let refusal)? = away else {
      Issue.record("the transfer was not refused")
      return
    }
    #expect(refusal.message.hasPrefix("MARGIN_LEVEL_FLOOR: level="), "\(refusal)")
  }

  @Test("Two loans at once go out with the distance that the venue wants")
  func loanDistance() throws {
    let world = try MarginTradingWorld(.margin, seed: 18)
    defer { world.shutDown() }
    try world.fund()
    try world.connect()
    var answers = 0
    for _ in 0..<2 { world.client.borrow(WideDecimal(100), "USDT") { if case .success = $0 { answers += 1 } } }
    world.world.run(for: .seconds(3))
    #expect(answers == 2)
    let times = world.venue.ledger.query(kind: .loan).filter { $0["event"] == "borrow" }.map(\.time)
    #expect(times.count == 2)
    if let first = times.first, let last = times.last { #expect(last - first >= .milliseconds(100)) }
  }

  @Test(
    "A loan whose answer is lost is found in the venue's records, and never borrowed twice",
    arguments: [BinanceAccountType.margin, .isolatedMargin])
  func lostLoan(type: BinanceAccountType) throws {
    let world = try MarginTradingWorld(type, seed: 19)
    defer { world.shutDown() }
    try world.fund()
    try world.connect()
    let lost = #"{"fault":"DROP_RESP","method":"POST","path":"/sapi/v1/margin/borrow-repay","count":1}"#
    world.venue.apply(try VenueFault(json: Array(lost.utf8)))
    var answer: Result<Int64, BinanceError>?
    world.client.borrow(WideDecimal(1_000), "USDT", isolatedSymbol: world.history.isolatedSymbol) { answer = $0 }
    world.world.run(until: { answer != nil }, limit: .seconds(60))
    let id = try #require(answer).get()
    #expect(try world.ask(.borrowings(world.history)).rows.map(\.id) == [id])
    #expect(world.loans.filter { $0.hasPrefix("borrow") } == ["borrow USDT 1000.00000000"])
    world.world.run(for: .seconds(3))
    #expect(world.fact((type == .margin ? "" : "BTCUSDT.") + "USDT.borrowed") == "1000")
    // The next one of the same size is another one.
    var next: Result<Int64, BinanceError>?
    world.client.borrow(WideDecimal(1_000), "USDT", isolatedSymbol: world.history.isolatedSymbol) { next = $0 }
    world.world.run(until: { next != nil }, limit: .seconds(60))
    let other = try #require(next).get()
    #expect(other != id)
  }

  @Test("A loan that may have been lost on its way keeps its unknown outcome, and is not sent again")
  func unsentLoan() throws {
    let world = try MarginTradingWorld(.margin, seed: 20)
    defer { world.shutDown() }
    try world.fund()
    try world.connect()
    let lost = #"{"fault":"DROP_REQ","method":"POST","path":"/sapi/v1/margin/borrow-repay","count":1}"#
    world.venue.apply(try VenueFault(json: Array(lost.utf8)))
    var answer: Result<Int64, BinanceError>?
    world.client.borrow(WideDecimal(1_000), "USDT") { answer = $0 }
    world.world.run(until: { answer != nil }, limit: .seconds(60))
    guard case .failure(let error)? = answer else {
      Issue.record("a loan that the venue does not have was told: \(String(describing: answer))")
      return
    }
    #expect(error.outcome == .unknown)
    world.world.run(for: .seconds(60))
    #expect(!world.loans.contains { $0.hasPrefix("borrow") })
  }

  @Test("Debts, interest and transfers are told as the venue has them")
  func loans() throws {
    let world = try MarginTradingWorld(.margin, seed: 15, eventsPerSecond: 0.2)
    defer { world.shutDown() }
    try world.fund()
    try world.connect()
    var borrowed: Result<Int64, BinanceError>?
    world.client.borrow(WideDecimal(1), "BTC") { borrowed = $0 }
    world.world.run(for: .seconds(3))
    #expect((try? borrowed?.get()) != nil)
    #expect(world.fact("BTC.borrowed") == "1")
    #expect(world.fact("BTC.interest") == "0.00001089")
    world.world.run(for: .seconds(6 * 3_600))
    let charged = world.venue.ledger.query(kind: .loan).filter { $0["event"] == "interest" }
      .compactMap { $0["amount"].flatMap { try? WideDecimal($0) } }
    let sum = try charged.reduce(WideDecimal.zero) { try $0.adding($1) }
    #expect(world.fact("BTC.interest") == sum.plain())
    let history = try world.ask(.interestHistory())
    #expect(history.total == charged.count)
    #expect(try history.rows.reduce(WideDecimal.zero) { try $0.adding($1.interest) } == sum)
    #expect(history.rows.last?.type == "ON_BORROW")
    var moved: Result<Int64, BinanceError>?
    world.client.transfer(WideDecimal(500_000), "USDT", from: .crossMargin, to: .spot) { moved = $0 }
    world.world.run(for: .seconds(3))
    guard case .failure(let error)? = moved else {
      Issue.record("more left the account than was free")
      return
    }
    #expect(error.code == -3020)
    #expect(try world.ask(.maxBorrowable("BTC")).amount.isPositive)
    #expect(try world.ask(.borrowings()).rows.map(\.amount) == [WideDecimal(1)])
  }
}
