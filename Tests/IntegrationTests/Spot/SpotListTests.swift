import BinanceAdapter
import BinanceSandbox
import Testing
import TradingEngine
import TradingModel
import TradingNetwork

@Suite("Spot order lists on the sandbox in simulated time")
struct SpotListTests {
  private func price(_ raw: Int64) -> Price { Price(raw: raw, precision: 2) }

  private func leg(
    _ side: OrderSide, _ type: OrderType, price: Price? = nil, trigger: Price? = nil
  ) throws -> OrderTerms {
    OrderTerms(side: side, type: type, quantity: try Quantity("0.00500"), price: price, triggerPrice: trigger)
  }

  private func status(_ bench: SpotTradingWorld, _ id: ClientOrderId) -> OrderStatus? {
    bench.cache.orders.order(id)?.status
  }

  @Test(
    "Two orders of which one cancels the other rest above and below the price, and one cancellation ends both",
    arguments: [OrderSide.sell, .buy], [true, false])
  func oco(side: OrderSide, useWSTrading: Bool) throws {
    let (bench, last) = try SpotTradingWorld.traded(seed: 51, useWSTrading: useWSTrading)
    let profit = price(side == .sell ? last * 103 / 100 : last * 97 / 100)
    let stop = price(side == .sell ? last * 97 / 100 : last * 103 / 100)
    bench.submitList(
      "L-1", .oco,
      [("O-limit", try leg(side, .limit, price: profit)), ("O-stop", try leg(side, .stopMarket, trigger: stop))])
    bench.world.run(for: .seconds(1))
    #expect(status(bench, "O-limit") == .accepted)
    #expect(status(bench, "O-stop") == .accepted)
    bench.cancel("O-limit")
    bench.world.run(for: .seconds(2))
    #expect(status(bench, "O-limit") == .canceled)
    #expect(status(bench, "O-stop") == .canceled)
    bench.shutDown()
  }

  @Test("An order of a pair that fills ends the other one as the venue says", arguments: [61, 62, 63])
  func fillEndsSibling(seed: UInt64) throws {
    let (bench, last) = try SpotTradingWorld.traded(seed: seed)
    bench.submitList(
      "L-1", .oco,
      [
        ("O-limit", try leg(.sell, .limit, price: price(last + 2_000))),
        ("O-stop", try leg(.sell, .stopLimit, price: price(last * 95 / 100), trigger: price(last - 2_000))),
      ])
    bench.world.run(for: .seconds(1))
    bench.world.run(
      until: {
        bench.cache.orders.order("O-limit")?.isClosed == true && bench.cache.orders.order("O-stop")?.isClosed == true
      },
      limit: .seconds(1_800))
    let ends = [status(bench, "O-limit"), status(bench, "O-stop")]
    #expect(ends.contains(.filled) && (ends.contains(.expired) || ends.contains(.canceled)), "\(ends)")
    try bench.expectTruth()
    bench.shutDown()
  }

  @Test("A working order brings the pending one, or the pending pair, to life", arguments: [false, true])
  func oto(isPair: Bool) throws {
    let (bench, last) = try SpotTradingWorld.traded(seed: 53)
    var orders: [(ClientOrderId, OrderTerms)] = [
      ("W-1", try leg(.buy, .limit, price: price(last * 101 / 100))),
      ("P-1", try leg(.sell, .limit, price: price(last * 104 / 100))),
    ]
    if isPair { orders.append(("P-2", try leg(.sell, .stopMarket, trigger: price(last * 96 / 100)))) }
    bench.submitList("L-1", isPair ? .otoco : .oto, orders)
    bench.world.run(for: .seconds(2))
    #expect(status(bench, "W-1") == .filled)
    #expect(status(bench, "P-1") == .accepted)
    bench.cancelAll()
    bench.world.run(for: .seconds(4))
    #expect(status(bench, "P-1") == .canceled)
    if isPair { #expect(status(bench, "P-2") == .canceled) }
    try bench.expectTruth()
    bench.shutDown()
  }

  @Test("What the working order buys is what the pending ones sell, and their quantity is the venue's")
  func opo() throws {
    let (bench, last) = try SpotTradingWorld.traded(seed: 54)
    bench.submitList(
      "L-1", .opoco,
      [
        ("W-1", try leg(.buy, .limit, price: price(last * 101 / 100))),
        ("P-1", try leg(.sell, .limit, price: price(last * 104 / 100))),
        ("P-2", try leg(.sell, .stopLimit, price: price(last * 95 / 100), trigger: price(last * 96 / 100))),
      ])
    bench.world.run(for: .seconds(3))
    #expect(status(bench, "W-1") == .filled, "\(bench.cache.orders.order("W-1")?.reason ?? "")")
    #expect(status(bench, "P-1") == .accepted)
    try bench.expectTruth()
    bench.shutDown()
  }

  @Test("A list that the venue has no form for is denied as a whole")
  func denials() throws {
    let (bench, last) = try SpotTradingWorld.traded(seed: 55)
    bench.submitList(
      "L-1", .oto,
      [("W-1", try bench.marketOrder(.buy, "0.00500")), ("P-1", try leg(.sell, .limit, price: price(last)))])
    bench.submitList(
      "L-2", .oco,
      [
        ("O-1", try leg(.sell, .limit, price: price(last * 103 / 100))),
        ("O-2", try leg(.sell, .limit, price: price(last * 102 / 100))),
      ])
    bench.world.run(for: .seconds(1))
    for id in ["W-1", "P-1", "O-1", "O-2"] as [ClientOrderId] {
      #expect(status(bench, id) == .denied)
      #expect(bench.cache.orders.order(id)?.reason.hasPrefix("UNSUPPORTED_ORDER_LIST") == true)
    }
    bench.shutDown()
  }
}
