import Testing
import TradingModel

@testable import TradingEngine

@Suite("The order factory")
struct OrderFactoryTests {
  private let clock = ManualClock(start: Fixtures.midnight)

  @Test("identifiers are unique over restarts, fit every venue and hold no words", arguments: 1...3)
  func identifiers(seed: UInt64) {
    var seen: Set<ClientOrderId> = []
    for restart in 0..<10 {
      let ids = ClientOrderIdGenerator(clock: clock, random: RandomSource(seed: seed * 100 + UInt64(restart)))
      for _ in 0..<500 {
        let id = ids.orderId()
        #expect(seen.insert(id).inserted)
        #expect(id.text.utf8.count <= 36)
        let vowels = id.text.dropFirst(2).contains { "AEIOU".contains($0) }
        #expect(!vowels)
        #expect(id.text.allSatisfy { $0 == "-" || $0.isNumber || ("A"..."Z").contains($0) })
      }
    }
  }

  @Test("an identifier tells when, by which process, trader and strategy it was made, and which one it is")
  func readable() throws {
    let ids = ClientOrderIdGenerator(traderId: "DESK-007", clock: clock, random: RandomSource(seed: 4))
    _ = ids.orderId(for: "Maker-001")
    let id = ids.orderId(for: "EmaCross-002")
    let parts = try #require(ClientOrderIdFormat.parts(of: id))
    #expect(parts.time == Fixtures.midnight)
    #expect(parts.trader == ClientOrderIdFormat.traderTag("DESK-007"))
    #expect(parts.strategy == ClientOrderIdFormat.strategyTag("EmaCross-002"))
    #expect(parts.strategy != ClientOrderIdFormat.strategyTag("EmaCross-001"))
    #expect(parts.number == 2)
    for foreign in [
      "x-web_123", "O-1-2-3-4", "R-0123", "", "O-0ZK3P9QX1-7WCM4TB2-K4RPXT9-", "O-\(id.text.dropFirst(3))",
    ] {
      #expect(ClientOrderIdFormat.parts(of: ClientOrderId(foreign)) == nil)
    }
  }

  @Test("a bracket's children hang on the entry and on one another")
  func bracket() throws {
    let factory = OrderFactory(
      strategyId: "Test-001", clock: clock, ids: ClientOrderIdGenerator(clock: clock, random: RandomSource(seed: 1)))
    let list = factory.bracket(
      Fixtures.btc, .buy, try Quantity("1"), entryPrice: try Price("100"), stopLossTrigger: try Price("90"),
      takeProfitPrice: try Price("120"))
    let (entry, stop, target) = (list.orders[0], list.orders[1], list.orders[2])
    #expect(list.contingency == .otoco)
    #expect(entry.terms.contingency == .oto)
    #expect(entry.terms.linkedOrderIds == [stop.clientOrderId, target.clientOrderId])
    #expect(stop.terms.parentOrderId == entry.clientOrderId && target.terms.parentOrderId == entry.clientOrderId)
    #expect(stop.terms.linkedOrderIds == [target.clientOrderId] && target.terms.linkedOrderIds == [stop.clientOrderId])
    #expect(stop.side == .sell && stop.type == .stopMarket && stop.terms.isReduceOnly)
    #expect(target.side == .sell && target.type == .limit && target.terms.isReduceOnly)
    #expect(Set(list.orders.map(\.terms.orderListId)) == [list.id])
  }

  @Test("the first order of a list that pays for others is their parent", arguments: [ContingencyType.opo, .opoco])
  func pays(contingency: ContingencyType) throws {
    let factory = OrderFactory(
      strategyId: "Test-001", clock: clock, ids: ClientOrderIdGenerator(clock: clock, random: RandomSource(seed: 1)))
    let orders = try (0..<3).map { _ in
      factory.limit(Fixtures.btc, .buy, try Quantity("1"), price: try Price("100"))
    }
    let list = factory.list(orders, contingency: contingency)
    #expect(list.orders.map(\.terms.contingency) == [.opo] + (contingency == .opo ? [.none, .none] : [.oco, .oco]))
    #expect(list.orders.map { $0.terms.parentOrderId == orders[0].clientOrderId } == [false, true, true])
    #expect(list.orders[2].terms.linkedOrderIds == (contingency == .opo ? [] : [orders[1].clientOrderId]))
  }
}
