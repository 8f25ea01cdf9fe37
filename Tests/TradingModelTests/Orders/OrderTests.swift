import Testing

@testable import TradingModel

@Suite("Orders")
struct OrderTests {
  private func accepted(quantity: Int64 = 10, type: OrderType = .limit) throws -> Order {
    var order = ModelFixtures.order(quantity: quantity, type: type)
    _ = try order.apply(ModelFixtures.event(.submitted, of: order))
    _ = try order.apply(ModelFixtures.event(.accepted, of: order))
    return order
  }

  /// What must not depend on the order in which facts arrive.
  private func facts(_ order: Order) -> String {
    "\(order.status.rawValue) \(order.quantity) \(order.filledQuantity) \(order.leavesQuantity) "
      + "\(order.averagePrice?.plain() ?? "-") \(order.commissions.map(\.description).sorted()) "
      + "\(order.tradeIds.sorted()) \(order.venueOrderId?.text ?? "-")"
  }

  @Test("the same facts in any order, any number of times, lead to the same order", arguments: 1...200)
  func permutations(seed: UInt64) throws {
    print("seed \(seed)")
    let random = RandomSource(seed: seed)
    let base = ModelFixtures.order(quantity: 10)
    var events: [OrderEvent] = [
      ModelFixtures.event(.submitted, of: base), ModelFixtures.event(.accepted, of: base),
    ]
    var left: Int64 = 10
    for trade in 1...UInt64(random.integer(in: 1...4)) where left > 0 {
      let quantity = Int64(random.integer(in: 1...Int(left)))
      left -= quantity
      events.append(
        ModelFixtures.fill(
          base, trade: trade, quantity: quantity, price: Int64(random.integer(in: 9_000...11_000)),
          at: Int64(trade) + 1, commission: Money(WideDecimal(mantissa: Int128(trade), scale: 3), .usdt)))
    }
    if left > 0, random.chance(0.7) {
      events.append(ModelFixtures.event(random.chance(0.5) ? .canceled : .expired, of: base))
    }
    var straight = base
    for event in events { _ = try straight.apply(event) }
    for _ in 0..<20 {
      var generator = random
      var shuffled = (events + events.filter { _ in random.chance(0.5) }).shuffled(using: &generator)
      // That an order was submitted is this side's own fact and comes first.
      shuffled.insert(events[0], at: 0)
      var order = base
      for event in shuffled { _ = try order.apply(event) }
      #expect(facts(order) == facts(straight))
    }
  }

  @Test("requests that are answered late do not hide what happened meanwhile")
  func pendingRequests() throws {
    var order = try accepted()
    _ = try order.apply(ModelFixtures.event(.pendingUpdate, of: order))
    _ = try order.apply(ModelFixtures.event(.pendingCancel, of: order))
    _ = try order.apply(ModelFixtures.fill(order, trade: 1, quantity: 4))
    #expect(order.status == .pendingCancel)
    _ = try order.apply(ModelFixtures.event(.cancelRejected, of: order))
    #expect(order.status == .pendingUpdate)
    _ = try order.apply(ModelFixtures.event(.updated, of: order))
    #expect(order.status == .partiallyFilled)
    #expect(order.price?.description == "101.00")
    _ = try order.apply(ModelFixtures.fill(order, trade: 2, quantity: 6))
    #expect(order.status == .filled)
    #expect(order.isClosed)
  }

  @Test("fills add up exactly and the event is completed")
  func fills() throws {
    var order = try accepted(quantity: 9)
    _ = try order.apply(
      ModelFixtures.fill(order, trade: 1, quantity: 2, price: 10_001, commission: Money("0.1", .usdt)))
    let change = try order.apply(
      ModelFixtures.fill(order, trade: 2, quantity: 1, price: 10_002, commission: Money("0.2", .usdt)))
    guard case .applied(.filled(let fill)) = change else { return #expect(Bool(false), "the fill is not told") }
    #expect(fill.filledQuantity.description == "3")
    #expect(fill.leavesQuantity.description == "6")
    #expect(try fill.averagePrice == WideDecimal("100.0133333333333333"))
    #expect(try order.filledValue == WideDecimal("300.04"))
    #expect(order.commissions.map(\.description) == ["0.30000000 USDT"])
  }

  @Test("a fill beyond the quantity counts and shows")
  func overfill() throws {
    var order = try accepted(quantity: 2)
    _ = try order.apply(ModelFixtures.fill(order, trade: 1, quantity: 2))
    _ = try order.apply(ModelFixtures.fill(order, trade: 2, quantity: 1))
    #expect(order.status == .filled)
    #expect(order.overfillQuantity.description == "1")
    #expect(order.leavesQuantity.isZero)
  }

  @Test("trades that explain an inferred fill do not count twice")
  func inferred() throws {
    var order = try accepted(quantity: 10)
    _ = try order.apply(ModelFixtures.fill(order, trade: 900, quantity: 5, isInferred: true))
    let first = try order.apply(ModelFixtures.fill(order, trade: 1, quantity: 3))
    guard case .ignored = first else { return #expect(Bool(false), "the first trade is counted again") }
    let second = try order.apply(ModelFixtures.fill(order, trade: 2, quantity: 4))
    guard case .applied(.filled(let told)) = second else { return #expect(Bool(false), "the rest is not told") }
    #expect(told.lastQuantity.description == "2")
    #expect(order.filledQuantity.description == "7")
    #expect(order.inferredQuantity.isZero)
  }

  @Test("a venue's identifiers are remembered, the newest is current")
  func venueIdentifiers() throws {
    var order = try accepted()
    let header = ModelFixtures.header(order, at: 5, venueOrderId: "2")
    _ = try order.apply(.updated(OrderUpdated(header, quantity: Quantity(raw: 20, precision: 0))))
    #expect(order.venueOrderId == "2")
    #expect(order.venueOrderIds == ["1", "2"])
    #expect(order.quantity.description == "20")
  }

  @Test("an older update does not undo a newer one, and the quantity never falls below what is filled")
  func updates() throws {
    var order = try accepted()
    _ = try order.apply(
      .updated(OrderUpdated(ModelFixtures.header(order, at: 9), quantity: Quantity(raw: 8, precision: 0))))
    _ = try order.apply(
      .updated(OrderUpdated(ModelFixtures.header(order, at: 3), quantity: Quantity(raw: 9, precision: 0))))
    #expect(order.quantity.description == "8")
    _ = try order.apply(ModelFixtures.fill(order, trade: 1, quantity: 5))
    let before = order
    let tooLow = OrderEvent.updated(
      OrderUpdated(ModelFixtures.header(order, at: 10), quantity: Quantity(raw: 4, precision: 0)))
    #expect(throws: OrderError.self) { _ = try order.apply(tooLow) }
    #expect(order == before)
    _ = try order.apply(
      .updated(OrderUpdated(ModelFixtures.header(order, at: 11), quantity: Quantity(raw: 5, precision: 0))))
    #expect(order.status == .filled)
  }

  @Test("an order for an amount of quote currency is complete when its base quantity is known and filled")
  func quoteQuantity() throws {
    var terms = OrderTerms(side: .buy, type: .market, quantity: try Quantity("100"), isQuoteQuantity: true)
    terms.tags = ["x"]
    var order = Order(OrderInitialized(ModelFixtures.header(ModelFixtures.order()), terms: terms))
    _ = try order.apply(ModelFixtures.event(.submitted, of: order))
    _ = try order.apply(ModelFixtures.fill(order, trade: 1, quantity: 7))
    #expect(order.status == .partiallyFilled)
    _ = try order.apply(
      .updated(
        OrderUpdated(
          ModelFixtures.header(order, at: 4), quantity: Quantity(raw: 7, precision: 0), isQuoteQuantity: false)))
    #expect(order.status == .filled)
  }

  @Test("an unknown outcome is remembered until something is known")
  func unknownOutcome() throws {
    var order = ModelFixtures.order()
    _ = try order.apply(ModelFixtures.event(.submitted, of: order))
    _ = try order.apply(ModelFixtures.event(.unknown, of: order))
    #expect(order.isOutcomeUnknown && order.status == .submitted)
    _ = try order.apply(ModelFixtures.event(.accepted, of: order))
    #expect(!order.isOutcomeUnknown && order.status == .accepted)
  }

  @Test("that a change or cancellation was refused tells nothing about an order whose own outcome is unknown")
  func unknownOutcomeOutlastsRefusals() throws {
    var order = ModelFixtures.order()
    for kind in [OrderEventKind.submitted, .unknown, .pendingUpdate, .modifyRejected, .pendingCancel, .cancelRejected] {
      _ = try order.apply(ModelFixtures.event(kind, of: order))
    }
    #expect(order.isOutcomeUnknown && order.status == .submitted)
    for kind in [OrderEventKind.accepted, .pendingCancel, .unknown] {
      _ = try order.apply(ModelFixtures.event(kind, of: order))
    }
    #expect(order.isOutcomeUnknown)
    _ = try order.apply(ModelFixtures.event(.cancelRejected, of: order))
    #expect(!order.isOutcomeUnknown && order.status == .accepted)
  }

  @Test("another order's event is refused")
  func wrongOrder() throws {
    var order = try accepted()
    let other = ModelFixtures.order(id: "O-2")
    #expect(throws: OrderError.wrongOrder(expected: order.identity, found: other.identity)) {
      _ = try order.apply(ModelFixtures.event(.canceled, of: other))
    }
  }
}
