import TradingEngine
import TradingModel

/// The execution suite: what every order of every type must do, whichever adapter carries it.
///
/// The numbers are stable: E01 to E19 order types, E20 cancelling, E30 changing, E40 lists, E50 what is told, E60 what is
/// denied, E70 safety.
public enum ExecutionConformance {
  /// All cases of an account that holds what it sells.
  public static let cases: [ConformanceCase] =
    types + conditional + cancelling + changing + lists + telling + denials + safety

  private static let types: [ConformanceCase] = [
    ConformanceCase("E01", "a market order to buy fills wholly, with commissions") { c in
      let (id, size) = (c.instrument.id, c.size)
      let order = try await c.submit { $0.market(id, .buy, size) }
      try await c.await(order, .filled)
      let fills = try await c.record { $0.fills(of: order) }
      try c.expect(!fills.isEmpty && fills.allSatisfy { $0.commission != nil }, "fills without commission: \(fills)")
      try c.expect(fills.allSatisfy { $0.liquiditySide == .taker }, "a market order that made liquidity")
    },
    ConformanceCase("E02", "a market order to sell fills wholly") { c in
      let (id, size) = (c.instrument.id, c.size)
      try await c.await(try await c.submit { $0.market(id, .sell, size) }, .filled)
    },
    ConformanceCase("E03", "a limit order away from the market rests") { c in
      let (id, size, price) = (c.instrument.id, c.size, try await c.price(-200))
      let order = try await c.await(try await c.submit { $0.limit(id, .buy, size, price: price) }, .accepted)
      try c.expect(order.venueOrderId != nil, "accepted without the venue's identifier")
    },
    ConformanceCase("E04", "a limit order through the market fills") { c in
      let (id, size, price) = (c.instrument.id, c.size, try await c.price(100))
      let order = try await c.await(try await c.submit { $0.limit(id, .buy, size, price: price) }, .filled)
      if let average = order.averagePrice {
        try c.expect(average <= price.wide, "filled at \(average), limit \(price)")
      }
    },
    ConformanceCase("E05", "an IOC order away from the market expires") { c in
      let (id, size, price) = (c.instrument.id, c.size, try await c.price(-200))
      try await c.await(try await c.submit { $0.limit(id, .buy, size, price: price, timeInForce: .ioc) }, .expired)
    },
    ConformanceCase("E06", "a FOK order away from the market ends") { c in
      let (id, size, price) = (c.instrument.id, c.size, try await c.price(-200))
      let order = try await c.submit { $0.limit(id, .buy, size, price: price, timeInForce: .fok) }
      try await c.await(order, c.traits.rejectsUnfilledFOK ? .rejected : .expired)
    },
    ConformanceCase("E07", "a post-only order away from the market rests") { c in
      let (id, size, price) = (c.instrument.id, c.size, try await c.price(200))
      try await c.await(try await c.submit { $0.limit(id, .sell, size, price: price, isPostOnly: true) }, .accepted)
    },
    ConformanceCase("E08", "a post-only order through the market is rejected as such") { c in
      let (id, size, price) = (c.instrument.id, c.size, try await c.price(100))
      let order = try await c.await(
        try await c.submit { $0.limit(id, .buy, size, price: price, isPostOnly: true) }, .rejected)
      try c.expect(order.isDueToPostOnly, "rejected, but not as post-only: \(order.reason)")
    },
    ConformanceCase("E09", "an order good till a date ends as expired then") { c in
      let (id, size, price) = (c.instrument.id, c.size, try await c.price(-200))
      let (now, life) = (try await c.look { $0.clock.now }, c.traits.leastLife)
      let order = try await c.submit {
        $0.limit(id, .buy, size, price: price, timeInForce: .gtd, expireTime: now + life)
      }
      try await c.await(order, .accepted)
      try await c.await(order, .expired, within: life + c.patience)
    },
  ]

  private static let conditional: [ConformanceCase] = [
    triggered("E10", "a stop-market order to sell triggers below", -100, falls: true) { id, size, trigger, type in
      { $0.stopMarket(id, .sell, size, triggerPrice: trigger, triggerType: type) }
    },
    triggered("E11", "a stop-limit order to sell triggers below and fills", -100, falls: true) {
      id, size, trigger, type in
      let limit = Price(raw: trigger.raw - trigger.raw / 25, precision: trigger.precision)
      let rounded = Price(raw: limit.raw - limit.raw % 100, precision: limit.precision)
      return { $0.stopLimit(id, .sell, size, price: rounded, triggerPrice: trigger, triggerType: type) }
    },
    triggered("E12", "a market-if-touched order to sell triggers above", 100, falls: false) { id, size, trigger, type in
      { $0.marketIfTouched(id, .sell, size, triggerPrice: trigger, triggerType: type) }
    },
    triggered("E13", "a stop-market order to buy triggers above", 100, falls: false) { id, size, trigger, type in
      { $0.stopMarket(id, .buy, size, triggerPrice: trigger, triggerType: type) }
    },
  ]

  /// A conditional order that rests, and triggers when the market moves 3 %; then it fills, or expires where such a leap
  /// left nobody to trade with. Contracts watch the mark price, which comes after.
  static func triggered(
    _ number: String, _ title: String, _ distance: Int, falls: Bool,
    _ make:
      @escaping @Sendable (InstrumentId, Quantity, Price, TriggerType) -> @Sendable (OrderFactory) -> Order
  ) -> ConformanceCase {
    ConformanceCase(number, title) { c in
      let trigger = try await c.price(distance)
      let order = try await c.submit(
        make(c.instrument.id, c.size, trigger, c.traits.tradesContracts ? .markPrice : .default))
      try await c.await(order, .accepted)
      try await c.moveMarket(falls ? -300 : 300)
      try await c.await(order, .filled, .expired)
      let names = try await c.names(order)
      try c.expect(names.filter { $0 == "OrderTriggered" }.count == 1, "told: \(names)")
    }
  }

  private static let cancelling: [ConformanceCase] = [
    ConformanceCase("E20", "a resting order is canceled, and told once") { c in
      let (id, size, price) = (c.instrument.id, c.size, try await c.price(-200))
      let order = try await c.submit { $0.limit(id, .buy, size, price: price) }
      try await c.await(order, .accepted)
      try await c.trade { _ = $0.cancel(order) }
      try await c.await(order, .canceled)
      let names = try await c.names(order)
      try c.expect(names.filter { $0 == "OrderCanceled" }.count == 1, "told: \(names)")
    },
    ConformanceCase("E21", "cancelling an order that nobody knows is refused") { c in
      let refusal = try await c.trade { $0.cancel(ClientOrderId("nobody")) }
      try c.expect(refusal != nil, "not refused")
    },
    ConformanceCase("E22", "cancelling all of one side leaves the other") { c in
      let (id, size) = (c.instrument.id, c.size)
      let (low, high) = (try await c.price(-200), try await c.price(200))
      let buy = try await c.submit { $0.limit(id, .buy, size, price: low) }
      let sell = try await c.submit { $0.limit(id, .sell, size, price: high) }
      try await c.await(buy, .accepted)
      try await c.await(sell, .accepted)
      try await c.trade { _ = $0.cancelAll(id, side: .buy) }
      try await c.await(buy, .canceled)
      try c.expect(try await c.order(sell).status == .accepted, "the other side ended too")
    },
    ConformanceCase("E23", "cancelling all leaves the orders of other strategies") { c in
      let (id, size, price) = (c.instrument.id, c.size, try await c.price(-200))
      let mine = try await c.submit { $0.limit(id, .buy, size, price: price) }
      let other: ClientOrderId = try await c.look { kernel in
        let desk = kernel.desk(for: StrategyId("OTHER-002"))
        let order = desk.orderFactory.limit(id, .buy, size, price: price)
        desk.submit(order)
        return order.clientOrderId
      }
      try await c.await(mine, .accepted)
      try await c.await(other, .accepted)
      try await c.trade { _ = $0.cancelAll(id) }
      try await c.await(mine, .canceled)
      try c.expect(try await c.order(other).status == .accepted, "another strategy's order ended too")
      try await c.look { _ = $0.desk(for: StrategyId("OTHER-002")).cancel(other) }
      try await c.await(other, .canceled)
    },
  ]

  private static let changing: [ConformanceCase] = [
    ConformanceCase("E30", "the quantity is made smaller") { c in
      let (id, twice, once, price) = (c.instrument.id, c.size(2), c.size, try await c.price(-200))
      let order = try await c.submit { $0.limit(id, .buy, twice, price: price) }
      try await c.await(order, .accepted)
      try await c.trade { _ = $0.modify(order, quantity: once) }
      guard c.traits.changesOrders else { return try await expectRefusal(c, order, twice) }
      try await c.await("the smaller quantity") { $0.cache.orders.order(order)?.quantity == once }
      try await c.await(order, .accepted)
    },
    ConformanceCase("E31", "price and quantity are changed, and the order can be canceled after") { c in
      let (id, once, twice) = (c.instrument.id, c.size, c.size(2))
      let (price, other) = (try await c.price(-200), try await c.price(-250))
      let order = try await c.submit { $0.limit(id, .buy, once, price: price) }
      try await c.await(order, .accepted)
      try await c.trade { _ = $0.modify(order, quantity: twice, price: other) }
      guard c.traits.changesOrders else { return try await expectRefusal(c, order, once) }
      try await c.await("the new terms") { kernel in
        kernel.cache.orders.order(order).map { $0.price == other && $0.quantity == twice } ?? false
      }
      try await c.await(order, .accepted)
      try await c.trade { _ = $0.cancel(order) }
      try await c.await(order, .canceled)
      let names = try await c.names(order)
      try c.expect(names.filter { $0 == "OrderUpdated" }.count == 1, "told: \(names)")
    },
    ConformanceCase("E32", "a closed order is not changed") { c in
      let (id, size, price) = (c.instrument.id, c.size, try await c.price(-200))
      let order = try await c.submit { $0.limit(id, .buy, size, price: price, timeInForce: .ioc) }
      try await c.await(order, .expired)
      try await c.trade { _ = $0.modify(order, price: price) }
      try c.expect(try await c.order(order).status == .expired, "it is not expired any more")
    },
  ]

  private static let lists: [ConformanceCase] = [
    ConformanceCase("E40", "of an OCO pair one fills and the other ends") { c in
      let pair = try await submitPair(c, above: 150, below: -400)
      guard c.traits.linksOrders else { return try await expectDenial(c, pair) }
      for leg in pair { try await c.await(leg, .accepted) }
      try await c.moveMarket(300)
      try await c.await(pair[0], .filled)
      try await c.await(pair[1], .canceled, .expired)
    },
    ConformanceCase("E41", "cancelling one of an OCO pair ends both") { c in
      let pair = try await submitPair(c, above: 400, below: -400)
      guard c.traits.linksOrders else { return try await expectDenial(c, pair) }
      for leg in pair { try await c.await(leg, .accepted) }
      try await c.trade { _ = $0.cancel(pair[0]) }
      for leg in pair { try await c.await(leg, .canceled) }
    },
    ConformanceCase("E42", "the entry of a bracket fills and its exits wait") { c in
      let (id, size) = (c.instrument.id, c.size)
      let (entry, stop, target) = (try await c.price(200), try await c.price(-700), try await c.price(700))
      let legs: [ClientOrderId] = try await c.trade { desk in
        let list = desk.orderFactory.bracket(
          id, .buy, size, entryPrice: entry, stopLossTrigger: stop, takeProfitPrice: target, isReduceOnly: false)
        desk.submitList(list)
        return list.orders.map(\.clientOrderId)
      }
      guard c.traits.linksOrders else { return try await expectDenial(c, legs) }
      try await c.await(legs[0], .filled)
      // What the venue sells of it is what it left after its commission; an exit it cannot cover it refuses.
      for leg in legs.dropFirst() { try await c.await(leg, .accepted, .rejected, .expired, .canceled) }
    },
  ]

  /// A limit order above the market and a stop below, of which one ends the other.
  private static func submitPair(_ c: ConformanceContext, above: Int, below: Int) async throws -> [ClientOrderId] {
    let (id, size) = (c.instrument.id, c.size)
    let (above, below) = (try await c.price(above), try await c.price(below))
    return try await c.trade { desk in
      let legs = [
        desk.orderFactory.limit(id, .sell, size, price: above, isPostOnly: true),
        desk.orderFactory.stopMarket(id, .sell, size, triggerPrice: below),
      ]
      desk.submitList(desk.orderFactory.list(legs, contingency: .oco))
      return legs.map(\.clientOrderId)
    }
  }

  /// Orders that the venue cannot link are denied as a whole: one alone would not be what was asked for.
  /// A change is refused, and the order stands as it was.
  private static func expectRefusal(
    _ c: ConformanceContext, _ order: ClientOrderId, _ quantity: Quantity
  ) async throws {
    try await c.awaitRecord("the change's refusal") { recorder in
      recorder.events(of: order).contains { $0.name == "OrderModifyRejected" }
    }
    try await c.await(order, .accepted)
    try c.expect(try await c.order(order).quantity == quantity, "the quantity has changed")
  }

  private static func expectDenial(_ c: ConformanceContext, _ legs: [ClientOrderId]) async throws {
    for leg in legs {
      let order = try await c.await(leg, .denied)
      try c.expect(!order.reason.isEmpty, "no reason is given")
    }
  }

  private static let telling: [ConformanceCase] = [
    ConformanceCase("E50", "an order is made, sent, accepted and filled, told in that order") { c in
      let (id, size) = (c.instrument.id, c.size)
      let order = try await c.submit { $0.market(id, .buy, size) }
      try await c.await(order, .filled)
      let names = try await c.names(order)
      try c.expect(
        Array(names.prefix(3)) == ["OrderInitialized", "OrderSubmitted", "OrderAccepted"]
          && names.dropFirst(3).allSatisfy { $0 == "OrderFilled" }, "told: \(names)")
    },
    ConformanceCase("E51", "fills have numbers of their own and add up to the order") { c in
      let (id, size) = (c.instrument.id, c.size(3))
      let order = try await c.submit { $0.market(id, .sell, size) }
      try await c.await(order, .filled)
      let fills = try await c.record { $0.fills(of: order) }
      try c.expect(Set(fills.map(\.tradeId)).count == fills.count, "a trade was told twice")
      let sum = fills.reduce(Int64(0)) { $0 + $1.lastQuantity.raw }
      try c.expect(sum == size.raw, "the fills add up to \(sum) of \(size.raw)")
    },
    ConformanceCase("E52", "the account's locked balance follows a resting order") { c in
      let (id, size, price) = (c.instrument.id, c.size, try await c.price(-200))
      let asset = c.instrument.settlement
      // What the orders of earlier cases locked may still be told: isolated accounts are asked for, a while after an event.
      let isExact = !c.traits.tradesContracts
      try await c.pause(atMost: .seconds(isExact ? 3 : 0)) { kernel in
        kernel.cache.accounts.all.first?.balance(asset).map { $0.locked.amount == .zero } ?? false
      }
      let before = try await locked(c, asset)
      let order = try await c.submit { $0.limit(id, .buy, size, price: price) }
      try await c.await(order, .accepted)
      try await c.await("more locked") {
        $0.cache.accounts.all.first?.balance(asset).map { $0.locked.amount > before } ?? false
      }
      let meanwhile = try await locked(c, asset)
      try await c.trade { _ = $0.cancel(order) }
      try await c.await(order, .canceled)
      // The margin of positions moves with the market.
      try await c.await("as much locked as before") { kernel in
        let now = kernel.cache.accounts.all.first?.balance(asset)?.locked.amount ?? .zero
        return isExact ? now == before : now < meanwhile
      }
    },
    ConformanceCase("E53", "buying and selling the same leaves no position that trades") { c in
      let (id, size) = (c.instrument.id, c.size)
      try await c.await(try await c.submit { $0.market(id, .buy, size) }, .filled)
      try await c.trade { $0.flatten(id) }
      let (owner, least) = (c.strategyId, c.instrument.sizeIncrement)
      try await c.await("flat") { kernel in
        kernel.cache.positions.open(instrumentId: id, strategyId: owner).allSatisfy { $0.quantity < least.wide }
      }
    },
  ]

  private static func locked(_ c: ConformanceContext, _ asset: Currency) async throws -> WideDecimal {
    try await c.look { $0.cache.accounts.all.first?.balance(asset)?.locked.amount } ?? .zero
  }

  private static let denials: [ConformanceCase] = [
    denied("E60", "a price off the tick is denied") { c in
      let price = try await c.price(-200)
      let odd = Price(raw: price.raw * 10 + 1, precision: price.precision + 1)
      return { $0.limit($1, .buy, $2, price: odd) }
    },
    denied("E61", "a quantity off the step is denied") { c in
      let price = try await c.price(-200)
      let odd = Quantity(raw: c.size.raw * 10 + 1, precision: c.size.precision + 1)
      return { factory, id, _ in factory.limit(id, .buy, odd, price: price) }
    },
    denied("E62", "an instrument that nobody knows is denied") { _ in
      { factory, id, size in factory.market(InstrumentId(symbol: "NOSUCHTHING", venue: id.venue), .buy, size) }
    },
    denied("E63", "more than the account has is denied or refused") { c in
      let price = try await c.price(-200)
      let huge = Quantity(
        raw: c.size.raw * (c.traits.tradesContracts ? 1_000_000 : 100_000), precision: c.size.precision)
      return { factory, id, _ in factory.limit(id, .buy, huge, price: price) }
    },
    ConformanceCase("E64", "a client order id is used once") { c in
      let (id, size, price) = (c.instrument.id, c.size, try await c.price(-200))
      let order = try await c.submit { $0.limit(id, .buy, size, price: price) }
      try await c.await(order, .accepted)
      let refusal = try await c.trade { desk in
        desk.submit(
          desk.orderFactory.order(
            id, terms: desk.orderFactory.limit(id, .buy, size, price: price).terms, clientOrderId: order))
      }
      try c.expect(refusal != nil, "an identifier was used twice")
      try c.expect(try await c.order(order).status == .accepted, "the first order suffered")
    },
  ]

  /// An order that must not rest: denied here, or rejected there.
  private static func denied(
    _ number: String, _ title: String,
    _ make:
      @escaping @Sendable (ConformanceContext) async throws ->
      @Sendable (OrderFactory, InstrumentId, Quantity) ->
      Order
  ) -> ConformanceCase {
    ConformanceCase(number, title) { c in
      let (id, size, make) = (c.instrument.id, c.size, try await make(c))
      let order = try await c.await(try await c.submit { make($0, id, size) }, .denied, .rejected)
      try c.expect(!order.reason.isEmpty, "no reason is given")
    }
  }

  private static let safety: [ConformanceCase] = [
    ConformanceCase("E70", "the kill switch cancels everything and denies until it is reset") { c in
      let (id, size, price) = (c.instrument.id, c.size, try await c.price(-200))
      let resting = try await c.submit { $0.limit(id, .buy, size, price: price) }
      try await c.await(resting, .accepted)
      try await c.look { $0.kill(reason: "conformance") }
      try await c.await(resting, .canceled)
      try await c.await(try await c.submit { $0.limit(id, .buy, size, price: price) }, .denied)
      try await c.look { $0.resume() }
      try await c.await(try await c.submit { $0.limit(id, .buy, size, price: price) }, .accepted)
    },
    ConformanceCase("E71", "leaving the market cancels and sells") { c in
      let (id, size, price) = (c.instrument.id, c.size, try await c.price(-200))
      try await c.await(try await c.submit { $0.market(id, .buy, size) }, .filled)
      let resting = try await c.submit { $0.limit(id, .buy, size, price: price) }
      try await c.await(resting, .accepted)
      try await c.trade { $0.flatten(id) }
      try await c.await(resting, .canceled)
      let owner = c.strategyId
      try await c.await("a fill that sells") { kernel in
        kernel.cache.orders.closed(strategyId: owner).contains { $0.side == .sell && $0.status == .filled }
      }
    },
  ]
}
