import TradingEngine
import TradingModel

/// What accounts that trade contracts must do besides ``ExecutionConformance``: orders that only futures have, and
/// orders that depend on a position. The numbers are stable: E80 to E89.
public enum ContractConformance {
  /// All cases, in the order of their numbers: E80 to E85.
  public static let cases: [ConformanceCase] = [
    ExecutionConformance.triggered(
      "E80", "a limit-if-touched order to sell triggers above and fills", 100, falls: false
    ) { id, size, trigger, type in
      { $0.limitIfTouched(id, .sell, size, price: trigger, triggerPrice: trigger, triggerType: type) }
    },
    ConformanceCase("E81", "a trailing stop follows the mark price up and sells when it turns") { c in
      let (id, size) = (c.instrument.id, c.size)
      let order = try await c.submit {
        $0.trailingStopMarket(id, .sell, size, offset: WideDecimal(100), triggerType: .markPrice)
      }
      try await c.await(order, .accepted)
      try await c.moveMarket(300)
      try await c.pause(.seconds(3))
      try c.expect(try await c.order(order).status == .accepted, "it triggered while the market rose")
      try await c.moveMarket(-300)
      try await c.await(order, .filled)
      let names = try await c.names(order)
      try c.expect(names.filter { $0 == "OrderTriggered" }.count == 1, "told: \(names)")
    },
    ConformanceCase("E82", "a conditional order that waits is canceled, and told once") { c in
      let (id, size, trigger) = (c.instrument.id, c.size, try await c.price(-400))
      let order = try await c.submit { $0.stopMarket(id, .sell, size, triggerPrice: trigger) }
      try await c.await(order, .accepted)
      try await c.trade { _ = $0.cancel(order) }
      try await c.await(order, .canceled)
      let names = try await c.names(order)
      try c.expect(names.filter { $0 == "OrderCanceled" }.count == 1, "told: \(names)")
    },
    ConformanceCase("E83", "an order that only reduces opens nothing") { c in
      let (id, size) = (c.instrument.id, c.size)
      let held = try await c.look { $0.cache.positions.open(instrumentId: id).map(\.side) }
      // What other strategies hold could be reduced.
      guard let side: OrderSide = !held.contains(.short) ? .buy : !held.contains(.long) ? .sell : nil else { return }
      let order = try await c.await(
        try await c.submit { $0.market(id, side, size, isReduceOnly: true) }, .rejected, .denied)
      try c.expect(!order.reason.isEmpty, "no reason is given")
    },
    ConformanceCase("E84", "an order that closes the position closes all of it") { c in
      let (id, size, trigger) = (c.instrument.id, c.size, try await c.price(-100))
      try await c.await(try await c.submit { $0.market(id, .buy, size) }, .filled)
      let nothing = Quantity(raw: 0, precision: size.precision)
      let order = try await c.submit {
        $0.stopMarket(
          id, .sell, nothing, triggerPrice: trigger, triggerType: .markPrice, params: ["closePosition": "true"])
      }
      try await c.await(order, .accepted)
      try await c.moveMarket(-300)
      try await c.await(order, .filled)
      try await c.await("nothing long") { kernel in
        let long = kernel.cache.positions.open(instrumentId: id).filter { !$0.id.text.hasSuffix("-SHORT") }
        return long.reduce(WideDecimal.zero) { (try? $0.adding($1.signedQuantity)) ?? $0 }.isZero
      }
    },
    ConformanceCase("E85", "a position has what it earned and what it tied") { c in
      let (id, size, owner) = (c.instrument.id, c.size, c.strategyId)
      try await c.await(try await c.submit { $0.market(id, .buy, size) }, .filled)
      try await c.await("a margin of the instrument") { kernel in
        kernel.cache.accounts.all.contains {
          $0.margins.contains { $0.instrumentId == id && $0.initial.amount > .zero }
        }
      }
      try await c.trade { $0.flatten(id) }
      try await c.await("a realized profit") { kernel in
        let closed = kernel.cache.positions.closed(instrumentId: id, strategyId: owner)
        return !closed.isEmpty && closed.allSatisfy { !$0.realizedPnl.amount.isZero }
      }
    },
  ]
}
