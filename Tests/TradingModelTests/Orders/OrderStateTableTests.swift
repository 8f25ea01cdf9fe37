import Testing

@testable import TradingModel

@Suite("The order state table")
struct OrderStateTableTests {
  /// Events that bring a new order into a status.
  private static func path(to status: OrderStatus) -> [OrderEventKind] {
    switch status {
    case .initialized: []
    case .denied: [.denied]
    case .submitted: [.submitted]
    case .accepted: [.submitted, .accepted]
    case .rejected: [.submitted, .rejected]
    case .pendingUpdate: [.submitted, .accepted, .pendingUpdate]
    case .pendingCancel: [.submitted, .accepted, .pendingCancel]
    case .triggered: [.submitted, .accepted, .triggered]
    case .partiallyFilled: [.submitted, .accepted, .filled]
    case .filled, .canceled, .expired: [.submitted, .accepted]
    }
  }

  private func order(in status: OrderStatus) throws -> Order {
    var order = ModelFixtures.order(type: .stopLimit)
    for kind in Self.path(to: status) { _ = try order.apply(ModelFixtures.event(kind, of: order)) }
    switch status {
    case .filled: _ = try order.apply(ModelFixtures.fill(order, trade: 99, quantity: 10))
    case .canceled: _ = try order.apply(ModelFixtures.event(.canceled, of: order))
    case .expired: _ = try order.apply(ModelFixtures.event(.expired, of: order))
    default: break
    }
    #expect(order.status == status)
    return order
  }

  /// The status after one event, written down once more and independently of the table; `nil` where the event is an
  /// error. A fill is a partial one.
  private static let expected: [OrderStatus: [OrderEventKind: OrderStatus]] = [
    .initialized: [
      .denied: .denied, .submitted: .submitted, .accepted: .accepted, .rejected: .rejected, .updated: .initialized,
      .triggered: .triggered, .canceled: .canceled, .expired: .expired, .filled: .partiallyFilled,
    ],
    .denied: [:],
    .submitted: [
      .denied: .denied, .submitted: .submitted, .accepted: .accepted, .rejected: .rejected,
      .pendingUpdate: .pendingUpdate, .pendingCancel: .pendingCancel, .modifyRejected: .submitted,
      .cancelRejected: .submitted, .updated: .submitted, .triggered: .triggered, .canceled: .canceled,
      .expired: .expired, .filled: .partiallyFilled, .unknown: .submitted,
    ],
    .accepted: [
      .submitted: .accepted, .accepted: .accepted, .rejected: .rejected, .pendingUpdate: .pendingUpdate,
      .pendingCancel: .pendingCancel, .modifyRejected: .accepted, .cancelRejected: .accepted, .updated: .accepted,
      .triggered: .triggered, .canceled: .canceled, .expired: .expired, .filled: .partiallyFilled, .unknown: .accepted,
    ],
    .rejected: [
      .submitted: .rejected, .accepted: .rejected, .rejected: .rejected, .modifyRejected: .rejected,
      .cancelRejected: .rejected, .updated: .rejected, .triggered: .rejected, .canceled: .rejected,
      .expired: .rejected, .filled: .partiallyFilled, .unknown: .rejected,
    ],
    .pendingUpdate: [
      .submitted: .pendingUpdate, .accepted: .pendingUpdate, .rejected: .rejected, .pendingUpdate: .pendingUpdate,
      .pendingCancel: .pendingCancel, .modifyRejected: .accepted, .cancelRejected: .pendingUpdate, .updated: .accepted,
      .triggered: .pendingUpdate, .canceled: .canceled, .expired: .expired, .filled: .pendingUpdate,
      .unknown: .pendingUpdate,
    ],
    .pendingCancel: [
      .submitted: .pendingCancel, .accepted: .pendingCancel, .rejected: .rejected, .pendingUpdate: .pendingCancel,
      .pendingCancel: .pendingCancel, .modifyRejected: .pendingCancel, .cancelRejected: .accepted,
      .updated: .pendingCancel, .triggered: .pendingCancel, .canceled: .canceled, .expired: .expired,
      .filled: .pendingCancel, .unknown: .pendingCancel,
    ],
    .triggered: [
      .submitted: .triggered, .accepted: .triggered, .rejected: .rejected, .pendingUpdate: .pendingUpdate,
      .pendingCancel: .pendingCancel, .modifyRejected: .triggered, .cancelRejected: .triggered, .updated: .triggered,
      .triggered: .triggered, .canceled: .canceled, .expired: .expired, .filled: .partiallyFilled, .unknown: .triggered,
    ],
    .partiallyFilled: [
      .submitted: .partiallyFilled, .accepted: .partiallyFilled, .rejected: .partiallyFilled,
      .pendingUpdate: .pendingUpdate, .pendingCancel: .pendingCancel, .modifyRejected: .partiallyFilled,
      .cancelRejected: .partiallyFilled, .updated: .partiallyFilled, .triggered: .partiallyFilled,
      .canceled: .canceled, .expired: .expired, .filled: .partiallyFilled, .unknown: .partiallyFilled,
    ],
    .filled: [
      .submitted: .filled, .accepted: .filled, .rejected: .filled, .modifyRejected: .filled, .cancelRejected: .filled,
      .updated: .filled, .triggered: .filled, .canceled: .filled, .expired: .filled, .filled: .filled,
      .unknown: .filled,
    ],
    .canceled: [
      .submitted: .canceled, .accepted: .canceled, .rejected: .canceled, .modifyRejected: .canceled,
      .cancelRejected: .canceled, .updated: .canceled, .triggered: .canceled, .canceled: .canceled,
      .expired: .canceled, .filled: .canceled, .unknown: .canceled,
    ],
    .expired: [
      .submitted: .expired, .accepted: .expired, .rejected: .expired, .modifyRejected: .expired,
      .cancelRejected: .expired, .updated: .expired, .triggered: .expired, .canceled: .expired, .expired: .expired,
      .filled: .expired, .unknown: .expired,
    ],
  ]

  @Test("every event in every status does what is written down", arguments: OrderStatus.allCases)
  func exhaustive(status: OrderStatus) throws {
    for kind in OrderEventKind.allCases {
      var order = try order(in: status)
      let before = order
      let expected = Self.expected[status]?[kind]
      // The fixture's fill is trade 1, which PARTIALLY_FILLED orders have already: another one, then.
      let event =
        kind == .filled
        ? ModelFixtures.fill(order, trade: 7, quantity: 1) : ModelFixtures.event(kind, of: order)
      do {
        _ = try order.apply(event)
        #expect(order.status == expected, "\(status.rawValue) + \(kind.rawValue)")
      } catch {
        #expect(expected == nil, "\(status.rawValue) + \(kind.rawValue): \(error)")
        #expect(order == before, "an error must change nothing")
        #expect(error == .invalidTransition("O-1", from: status, event: kind))
      }
    }
  }

  @Test("a row of the table has a place for every kind of event")
  func rowsAreLongEnough() {
    #expect(OrderEventKind.allCases.count <= OrderStateTable.rowLength)
  }

  @Test("the table says for every pair whether it is legal", arguments: OrderStatus.allCases)
  func legality(status: OrderStatus) {
    for kind in OrderEventKind.allCases {
      let isLegal = OrderStateTable.effect(of: kind, in: status) != .illegal
      #expect(isLegal == (Self.expected[status]?[kind] != nil), "\(status.rawValue) + \(kind.rawValue)")
    }
  }

  @Test("a rejection that was concluded here yields to the venue's word")
  func revival() throws {
    for (kind, status) in [
      (OrderEventKind.accepted, OrderStatus.accepted), (.canceled, .canceled), (.expired, .expired),
      (.triggered, .triggered),
    ] {
      var order = ModelFixtures.order(type: .stopLimit)
      _ = try order.apply(ModelFixtures.event(.submitted, of: order))
      _ = try order.apply(ModelFixtures.event(.rejected, of: order, isReconciliation: true))
      #expect(order.status == .rejected)
      guard case .applied = try order.apply(ModelFixtures.event(kind, of: order)) else {
        Issue.record("\(kind.rawValue) is not told")
        continue
      }
      #expect(order.status == status)
      #expect(order.reason.isEmpty)
    }
  }
}
