import BinanceAdapter
import BinanceSandbox
import Testing
import TradingEngine
import TradingModel
import TradingNetwork

@Suite("Spot orders on the sandbox in simulated time")
struct SpotTradingTests {
  @Test(
    "An order that smart order routing fills while the account's events are cut is told with each trade once",
    arguments: [true, false])
  func routedWhileCut(isAnswered: Bool) throws {
    let world = try SpotTradingWorld(seed: 62)
    defer { world.shutDown() }
    try world.connect()
    world.venue.apply(try VenueFault(json: Array(#"{"fault":"CLOSE"}"#.utf8)))
    if !isAnswered {
      let lost = #"{"fault":"DROP_RESP","method":"POST","path":"/api/v3/sor/order","count":1}"#
      world.venue.apply(try VenueFault(json: Array(lost.utf8)))
    }
    // The connection is gone, and the next one is not there yet.
    world.world.run(for: .milliseconds(50))
    world.submit(
      "R-1", OrderTerms(side: .buy, type: .market, quantity: try Quantity("0.30000"), params: ["sor": "true"]))
    world.world.run(for: .seconds(60))
    let sent = world.venue.ledger.query(kind: .request).filter { ($0["endpoint"] ?? "").contains("sor") }
    #expect(sent.map { $0["endpoint"] } == ["POST /api/v3/sor/order"])
    let trades = world.trades.filter { $0["clientOrderId"] == "R-1" }
    let order = try #require(world.cache.orders.order("R-1"))
    #expect(order.status == .filled)
    #expect(order.filledQuantity == (try Quantity("0.30000")))
    #expect(!trades.isEmpty && order.tradeIds.count == trades.count)
    #expect(world.names(of: "R-1").filter { $0 == "OrderFilled" }.count == trades.count)
    // The history of the next synchronisation tells of it before the request is given up.
    #expect(!world.names(of: "R-1").contains { ["OrderRejected", "OrderUnknown"].contains($0) })
  }

  @Test("A market order is filled with the sandbox's own trades, exact to the digit")
  func marketOrder() throws {
    let bench = try SpotTradingWorld(seed: 11)
    try bench.connect()
    bench.submit("M-1", try bench.marketOrder(.buy, "0.05000"))
    bench.world.run(for: .seconds(2))
    let order = try #require(bench.cache.orders.order("M-1"))
    #expect(order.status == .filled)
    #expect(order.tradeIds == Set(bench.trades.compactMap { $0["tradeId"].map { TradeId($0) } }))
    #expect(!order.tradeIds.isEmpty)
    let paid = try bench.trades.reduce(WideDecimal.zero) { sum, trade in
      try sum.adding(WideDecimal(trade["price"] ?? "").multiplied(by: WideDecimal(trade["quantity"] ?? "")))
    }
    #expect(order.filledValue == paid)
    bench.shutDown()
  }

  @Test("A limit order rests, and is canceled")
  func restingOrder() throws {
    let bench = try SpotTradingWorld(seed: 12)
    try bench.connect()
    bench.submit("M-1", try bench.marketOrder(.buy, "0.00100"))
    bench.world.run(for: .seconds(1))
    let low = Price(raw: try bench.lastPrice().raw * 97 / 100, precision: 2)
    bench.submit("L-1", try bench.limitOrder(.buy, "0.01000", at: low, postOnly: true))
    bench.world.run(for: .seconds(1))
    #expect(bench.cache.orders.order("L-1")?.status == .accepted)
    bench.cancel("L-1")
    bench.world.run(for: .seconds(1))
    #expect(bench.cache.orders.order("L-1")?.status == .canceled)
    #expect(bench.orders.map { $0["status"] } == ["FILLED", "CANCELED"])
    bench.shutDown()
  }

  @Test("A post-only order that would take and an order beyond the balance are rejected with the venue's words")
  func refusals() throws {
    let bench = try SpotTradingWorld(seed: 13)
    try bench.connect()
    bench.submit("M-1", try bench.marketOrder(.buy, "0.00100"))
    bench.world.run(for: .seconds(1))
    let high = Price(raw: try bench.lastPrice().raw * 102 / 100, precision: 2)
    bench.submit("P-1", try bench.limitOrder(.buy, "0.00100", at: high, postOnly: true))
    bench.submit("B-1", try bench.limitOrder(.sell, "101.00000", at: high))
    bench.world.run(for: .seconds(1))
    let postOnly = try #require(bench.cache.orders.order("P-1"))
    #expect(postOnly.status == .rejected && postOnly.isDueToPostOnly)
    let beyond = try #require(bench.cache.orders.order("B-1"))
    #expect(beyond.status == .rejected)
    #expect(beyond.reason == "-2010: Account has insufficient balance for requested action.")
    bench.shutDown()
  }

  @Test("A quote-quantity market order is known in base currency once it is filled")
  func quoteQuantity() throws {
    let bench = try SpotTradingWorld(seed: 14)
    try bench.connect()
    var terms = try bench.marketOrder(.buy, "1000.00")
    terms.isQuoteQuantity = true
    bench.submit("Q-1", terms)
    bench.world.run(for: .seconds(2))
    let order = try #require(bench.cache.orders.order("Q-1"))
    #expect(order.isClosed)
    #expect(!order.terms.isQuoteQuantity)
    #expect(order.filledQuantity.isPositive)
    #expect(order.filledValue <= WideDecimal(1_000))
    bench.shutDown()
  }

  @Test("The balances end as the venue has them")
  func balances() throws {
    let bench = try SpotTradingWorld(seed: 15)
    try bench.connect()
    for index in 0..<10 {
      bench.submit(
        ClientOrderId("M-\(index)"), try bench.marketOrder(index.isMultiple(of: 2) ? .buy : .sell, "0.01000"))
      bench.world.run(for: .seconds(1))
    }
    let account = try #require(bench.cache.accounts.account("BINANCE-001"))
    for asset in ["BTC", "USDT"] {
      let truth = try #require(
        bench.venue.ledger.query(kind: .balance, account: bench.venue.credentials.account).last { $0["asset"] == asset }
      )
      let balance = try #require(account.balance(Currency(asset)))
      #expect(try balance.free.amount == WideDecimal(truth["free"] ?? ""))
      #expect(try balance.locked.amount == WideDecimal(truth["locked"] ?? ""))
    }
    bench.shutDown()
  }

  @Test("The same seed gives the same journal, byte for byte; another seed another one")
  func replay() throws {
    func journal(_ seed: UInt64) throws -> [String] {
      let bench = try SpotTradingWorld(seed: seed)
      try bench.connect()
      for index in 0..<20 {
        bench.submit(
          ClientOrderId("M-\(index)"), try bench.marketOrder(index.isMultiple(of: 2) ? .buy : .sell, "0.01000"))
        bench.world.run(for: .milliseconds(700))
      }
      bench.shutDown()
      return bench.journal
    }
    let first = try journal(21)
    #expect(first.count > 60)
    #expect(try journal(21) == first)
    #expect(try journal(22) != first)
  }

  @Test("Under network faults every order ends as the venue has it, every trade counts once", arguments: [31, 32])
  func faults(seed: UInt64) throws {
    let bench = try SpotTradingWorld(seed: seed)
    try bench.connect()
    bench.submit("M-first", try bench.marketOrder(.buy, "0.00100"))
    bench.world.run(for: .seconds(1))
    let reference = try bench.lastPrice().raw
    bench.world.network.apply(
      FaultPlan(
        seed: seed,
        rules: [
          FaultRule(.drop, scope: .message(.toClient), probability: 0.03),
          FaultRule(.drop, scope: .message(.toServer), probability: 0.03),
          FaultRule(.duplicate, scope: .message(.toClient), probability: 0.05),
          FaultRule(.reorder(by: 2), scope: .message(.toClient), probability: 0.05),
          FaultRule(.reset, scope: .message(.toClient), probability: 0.01),
          FaultRule(.drop, scope: .response("/api/v3"), probability: 0.05),
          FaultRule(.delay(.milliseconds(1) ... .seconds(2)), probability: 0.05),
        ]))
    let random = RandomSource(seed: seed)
    for index in 0..<120 {
      let id = ClientOrderId("Z-\(index)")
      let side: OrderSide = random.chance(0.5) ? .buy : .sell
      let price = Price(raw: reference * Int64(random.integer(in: 990...1_010)) / 1_000, precision: 2)
      let terms =
        random.chance(0.4) ? try bench.marketOrder(side, "0.00200") : try bench.limitOrder(side, "0.00300", at: price)
      bench.world.schedule(after: .milliseconds(250 * index)) { bench.submit(id, terms) }
      if random.chance(0.5) {
        bench.world.schedule(after: .milliseconds(250 * index + random.integer(in: 20...5_000))) { bench.cancel(id) }
      }
    }
    bench.world.run(for: .seconds(40))
    bench.world.network.apply(.none)
    bench.world.run(for: .seconds(110))
    expectTruth(bench, seed)
    bench.shutDown()
  }

  /// Compares the engine's orders with the sandbox's ledger.
  private func expectTruth(_ bench: SpotTradingWorld, _ seed: UInt64) {
    let statuses = [
      "NEW": OrderStatus.accepted, "CANCELED": .canceled, "FILLED": .filled, "EXPIRED": .expired,
      "EXPIRED_IN_MATCH": .expired,
    ]
    var known: Set<String> = []
    for entry in bench.orders {
      let id = entry["clientOrderId"] ?? ""
      #expect(known.insert(id).inserted, "seed \(seed): \(id) is at the venue twice")
      guard let order = bench.cache.orders.order(ClientOrderId(id)) else {
        Issue.record("seed \(seed): \(id) is not known")
        continue
      }
      let status = entry["status"] ?? ""
      let wanted = statuses[status] ?? (status == "PARTIALLY_FILLED" ? .partiallyFilled : nil)
      #expect(order.status == wanted, "seed \(seed): \(id) is \(status) at the venue")
      #expect(order.filledQuantity.wide == (try? WideDecimal(entry["executed"] ?? "")), "seed \(seed): \(id)")
      let trades = bench.trades.filter { $0["orderId"] == entry["orderId"] }.compactMap { $0["tradeId"] }
      #expect(order.tradeIds == Set(trades.map { TradeId($0) }), "seed \(seed): trades of \(id)")
    }
    #expect(known.count > 60, "seed \(seed): too few orders arrived to mean anything")
  }
}
