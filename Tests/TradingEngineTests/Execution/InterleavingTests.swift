import Testing
import TradingModel

@testable import TradingEngine

/// The same facts lead to the same state, in whatever order and however often they come.
@Suite("Histories of an order")
struct InterleavingTests {
  /// What a history came to.
  private struct Outcome: Hashable {
    var status: OrderStatus
    var filled: Quantity
    var quantity: Quantity
    var price: Price?
    var net: WideDecimal
    var pnl: WideDecimal
    var fills: [String]
  }

  private enum Step: Hashable, CaseIterable {
    case accepted, small, large, raised, canceled, expired
  }

  private static let histories: [[Step]] = [
    [.accepted, .small, .large], [.accepted, .small, .canceled], [.accepted, .raised, .small, .expired],
    [.accepted, .small, .large, .raised, .canceled], [.accepted, .canceled], [.raised, .small, .large],
    [.accepted, .raised, .small, .large, .canceled],
  ]

  private func event(_ step: Step, _ order: Order, _ fixture: ExecutionFixture) throws -> OrderEvent {
    let place = Int64(Step.allCases.firstIndex(of: step) ?? 0)
    var header = fixture.header(order)
    header.tsEvent = fixture.clock.now + .milliseconds(place)
    switch step {
    case .accepted: return .accepted(OrderAccepted(header))
    case .raised: return .updated(OrderUpdated(header, quantity: try Quantity("2.00000"), price: try Price("101.00")))
    case .canceled: return .canceled(OrderCanceled(header))
    case .expired: return .expired(OrderExpired(header, reason: "time"))
    case .small, .large:
      return .filled(
        OrderFilled(
          header, tradeId: TradeId(number: UInt64(place)), side: .buy, type: .limit,
          lastQuantity: try Quantity(step == .small ? "0.30000" : "0.70000"), lastPrice: try Price("100.00"),
          currency: .usdt, commission: Money(WideDecimal(mantissa: 3, scale: 2), .usdt)))
    }
  }

  private func outcome(of steps: [Step]) throws -> Outcome {
    let fixture = ExecutionFixture()
    let order = try fixture.limit()
    fixture.submit(order)
    fixture.execution.process(.submitted(OrderSubmitted(fixture.header(order, venueOrderId: nil))))
    for step in steps { fixture.execution.process(try event(step, order, fixture)) }
    let known = try #require(fixture.cache.orders.order(order.clientOrderId))
    return Outcome(
      status: known.status, filled: known.filledQuantity, quantity: known.quantity, price: known.price,
      net: fixture.portfolio.netPosition(order.instrumentId),
      pnl: fixture.portfolio.realizedPnl(order.instrumentId)?.amount ?? .zero,
      fills: fixture.told.filter { $0.hasPrefix("OrderFilled") }.sorted())
  }

  @Test("every order of events of every short history comes to the same", arguments: histories.indices)
  func permutations(number: Int) throws {
    let history = Self.histories[number]
    let expected = try outcome(of: history)
    var failures = 0
    for steps in Self.permutations(of: history) where try outcome(of: steps) != expected {
      failures += 1
      Issue.record("\(steps) comes to \(try outcome(of: steps)), not \(expected)")
      if failures > 3 { return }
    }
  }

  @Test("repetitions change nothing", arguments: 1...100)
  func repetitions(seed: UInt64) throws {
    print("seed \(seed)")
    var random = RandomSource(seed: seed)
    let history = Self.histories[random.integer(in: 0...(Self.histories.count - 1))]
    let doubled = (history + history.filter { _ in random.chance(0.7) }).shuffled(using: &random)
    #expect(try outcome(of: doubled) == outcome(of: history), "\(doubled)")
  }

  private static func permutations(of steps: [Step]) -> [[Step]] {
    guard steps.count > 1 else { return [steps] }
    return steps.indices.flatMap { place in
      var rest = steps
      let first = rest.remove(at: place)
      return permutations(of: rest).map { [first] + $0 }
    }
  }
}
