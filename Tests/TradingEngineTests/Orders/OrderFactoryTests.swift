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
}
