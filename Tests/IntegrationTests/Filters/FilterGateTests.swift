import BinanceAdapter
import BinanceSandbox
import Testing
import TradingEngine
import TradingModel
import TradingNetwork

@Suite("Orders that the venue would refuse")
struct FilterGateTests {
  @Test("The client learns in the background by which price the venue judges, and then sends no order beyond the band")
  func band() throws {
    let world = try SpotTradingWorld(seed: 5)
    defer { world.shutDown() }
    try world.connect()
    // With few instruments the price is known before the first order.
    let far = try world.limitOrder(.buy, "0.001", at: Price("600000.00"))
    world.submit("F-1", far)
    world.world.run(for: .seconds(1))
    let denied = try #require(world.cache.orders.order("F-1"))
    #expect(denied.status == .denied)
    #expect(denied.reason.hasPrefix("PERCENT_PRICE_BY_SIDE: price=600000 limit="), "\(denied.reason)")
    // A price within the band is taken; the price that the venue judges by stays known without orders.
    world.submit("F-3", try world.limitOrder(.buy, "0.001", at: Price("60000.00")))
    world.world.run(for: .seconds(1))
    #expect(world.cache.orders.order("F-3")?.status == .accepted)
    world.world.run(for: .seconds(120))
    world.submit("F-4", far)
    world.world.run(for: .seconds(1))
    #expect(world.cache.orders.order("F-4")?.status == .denied)
  }

  @Test("Rules that need no market are known from the first order on")
  func fixedRules() throws {
    let world = try SpotTradingWorld(seed: 6)
    defer { world.shutDown() }
    try world.connect()
    for (id, terms, reason) in [
      ("G-1", try world.limitOrder(.buy, "0.00001", at: Price("65000.00")), "NOTIONAL: notional=0.65"),
      ("G-2", try world.marketOrder(.buy, "130"), "MARKET_LOT_SIZE: quantity=130 maxQty=120"),
      (
        "G-3", try world.limitOrder(.buy, "0.001", at: Price("65000.005")),
        "PRICE_FILTER: price=65000.005 tickSize=0.01"
      ),
    ] {
      world.submit(ClientOrderId(id), terms)
      world.world.run(for: .milliseconds(1))
      let order = try #require(world.cache.orders.order(ClientOrderId(id)))
      #expect(order.status == .denied && order.reason.hasPrefix(reason), "\(id): \(order.reason)")
    }
    #expect(world.orders.isEmpty)
  }
}
