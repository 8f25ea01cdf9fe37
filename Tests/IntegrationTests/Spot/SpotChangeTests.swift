import BinanceAdapter
import BinanceSandbox
import Testing
import TradingEngine
import TradingModel
import TradingNetwork

@Suite("Changes of spot orders on the sandbox in simulated time")
struct SpotChangeTests {
  private func price(_ raw: Int64) -> Price { Price(raw: raw, precision: 2) }

  @Test("A smaller quantity keeps the order and its place; it is told once", arguments: [true, false])
  func amendment(useWSTrading: Bool) throws {
    let (bench, last) = try SpotTradingWorld.traded(seed: 71, useWSTrading: useWSTrading)
    bench.submit("A-1", try bench.limitOrder(.buy, "0.02000", at: price(last * 97 / 100)))
    bench.world.run(for: .seconds(1))
    let before = try #require(bench.cache.orders.order("A-1")?.venueOrderId)
    bench.modify("A-1", quantity: try Quantity("0.01000"))
    bench.world.run(for: .seconds(1))
    let order = try #require(bench.cache.orders.order("A-1"))
    #expect(order.status == .accepted)
    #expect(order.quantity == (try Quantity("0.01000")))
    #expect(order.venueOrderId == before)
    #expect(bench.names(of: "A-1").filter { $0 == "OrderUpdated" }.count == 1)
    bench.shutDown()
  }

  @Test(
    "Another price replaces the order under its own name; it is told once and can be canceled",
    arguments: [true, false])
  func replacement(useWSTrading: Bool) throws {
    let (bench, last) = try SpotTradingWorld.traded(seed: 72, useWSTrading: useWSTrading)
    bench.submit("R-1", try bench.limitOrder(.buy, "0.02000", at: price(last * 97 / 100)))
    bench.world.run(for: .seconds(1))
    let before = try #require(bench.cache.orders.order("R-1")?.venueOrderId)
    for step in 1...3 as ClosedRange<Int64> {
      bench.modify("R-1", quantity: try Quantity("0.03000"), price: price(last * (97 - step) / 100))
      bench.world.run(for: .seconds(1))
    }
    let order = try #require(bench.cache.orders.order("R-1"))
    #expect(order.status == .accepted)
    #expect(order.quantity == (try Quantity("0.03000")))
    #expect(order.price == price(last * 94 / 100))
    #expect(order.venueOrderId != before)
    #expect(bench.names(of: "R-1").filter { $0 == "OrderUpdated" }.count == 3)
    #expect(!bench.names(of: "R-1").contains("OrderCanceled"))
    bench.cancel("R-1")
    bench.world.run(for: .seconds(1))
    #expect(bench.cache.orders.order("R-1")?.status == .canceled)
    bench.shutDown()
  }

  @Test("A replacement that the venue refuses ends the order as the venue has it, and is told once")
  func refusedReplacement() throws {
    let (bench, last) = try SpotTradingWorld.traded(seed: 73)
    bench.submit("F-1", try bench.limitOrder(.buy, "0.02000", at: price(last * 97 / 100), postOnly: true))
    bench.world.run(for: .seconds(1))
    bench.modify("F-1", price: price(last * 102 / 100))
    bench.world.run(for: .seconds(2))
    #expect(bench.cache.orders.order("F-1")?.status == .canceled)
    #expect(bench.names(of: "F-1").suffix(2) == ["OrderModifyRejected", "OrderCanceled"])
    bench.shutDown()
  }

  @Test("Changes that are none, or of what is filled already, are refused here")
  func refusals() throws {
    let (bench, last) = try SpotTradingWorld.traded(seed: 74)
    bench.submit("N-1", try bench.limitOrder(.buy, "0.02000", at: price(last * 97 / 100)))
    bench.world.run(for: .seconds(1))
    bench.modify("N-1", quantity: try Quantity("0.02000"))
    bench.world.run(for: .seconds(1))
    #expect(bench.names(of: "N-1").last == "OrderModifyRejected")
    #expect(bench.cache.orders.order("N-1")?.status == .accepted)
    bench.shutDown()
  }

  @Test("Changing orders while they fill, under faults, ends with the venue's truth", arguments: Array(UInt64(81)...88))
  func races(seed: UInt64) throws {
    let (bench, last) = try SpotTradingWorld.traded(seed: seed)
    let random = RandomSource(seed: seed)
    if seed > 84 {
      bench.world.network.apply(
        FaultPlan(
          seed: seed,
          rules: [
            FaultRule(.drop, scope: .message(.toClient), probability: 0.03),
            FaultRule(.duplicate, scope: .message(.toClient), probability: 0.05),
            FaultRule(.reorder(by: 2), scope: .message(.toClient), probability: 0.05),
            FaultRule(.reset, scope: .message(.toClient), probability: 0.01),
            FaultRule(.delay(.milliseconds(1) ... .seconds(2)), probability: 0.05),
          ]))
    }
    for index in 0..<60 {
      let id = ClientOrderId("Z-\(index)")
      let side: OrderSide = random.chance(0.5) ? .buy : .sell
      let start = price(last * Int64(random.integer(in: 9_985...10_015)) / 10_000)
      let terms = try bench.limitOrder(side, "0.03000", at: start)
      bench.world.schedule(after: .milliseconds(400 * index)) { bench.submit(id, terms) }
      for change in 1...3 {
        let level = price(last * Int64(random.integer(in: 9_985...10_015)) / 10_000)
        let quantity = random.chance(0.5) ? Quantity(raw: Int64(random.integer(in: 1_000...5_000)), precision: 5) : nil
        let hasPrice = quantity == nil || random.chance(0.5)
        bench.world.schedule(after: .milliseconds(400 * index + change * random.integer(in: 20...2_000))) {
          bench.modify(id, quantity: quantity, price: hasPrice ? level : nil)
        }
      }
      bench.world.schedule(after: .milliseconds(400 * index + random.integer(in: 20...9_000))) { bench.cancel(id) }
    }
    bench.world.run(for: .seconds(40))
    bench.world.network.apply(.none)
    bench.world.run(for: .seconds(150))
    try bench.expectTruth("seed \(seed)")
    bench.shutDown()
  }
}
