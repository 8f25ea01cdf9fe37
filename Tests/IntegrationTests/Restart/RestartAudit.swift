import BinanceSandbox
import Testing
import TradingEngine
import TradingLive
import TradingModel

@testable import TradingStore

/// Compares a node with the exchange's ledger.
struct RestartAudit {
  let session: RestartSession

  private struct VenueOrder {
    var clientOrderId: String
    var executed: Quantity
    var status: String
    var isOpen: Bool { status == "NEW" || status == "PARTIALLY_FILLED" || status == "PENDING_NEW" }
  }

  /// The last word of the ledger on each order.
  private func venueOrders() throws -> [VenueOrder] {
    var last: [String: VenueOrder] = [:]
    var sequence: [String] = []
    for entry in session.venue.ledger.query(account: session.venue.credentials.account)
    where entry.kind == .order || entry.kind == .trade {
      let id = entry["orderId"] ?? ""
      if last[id] == nil { sequence.append(id) }
      last[id] = VenueOrder(
        clientOrderId: entry["clientOrderId"] ?? "", executed: try Quantity(entry["executed"] ?? "0"),
        status: entry["status"] ?? "")
    }
    return sequence.compactMap { last[$0] }
  }

  /// The node knows every order of the exchange as it is, and has none that the exchange does not have.
  func compareOrders() throws {
    let atVenue = try venueOrders()
    let cache = session.node.kernel.cache
    let open = atVenue.filter(\.isOpen).map(\.clientOrderId)
    #expect(Set(open).count == open.count, "an order is at the exchange twice")
    for order in atVenue {
      guard let known = cache.orders.order(ClientOrderId(order.clientOrderId)) else {
        // An order that was replaced is known under the identifier of the first one.
        if order.status == "CANCELED" { continue }
        Issue.record("order \(order.clientOrderId) of the exchange is not known")
        continue
      }
      #expect(
        !order.isOpen || known.isOpen, "\(order.clientOrderId) is \(known.status), at the exchange \(order.status)")
    }
    let expected = try atVenue.reduce(WideDecimal.zero) { try $0.adding($1.executed.wide) }
    let counted = try cache.orders.all().reduce(WideDecimal.zero) { try $0.adding($1.filledQuantity.wide) }
    #expect(counted == expected, "the node counts \(counted) as filled, the exchange \(expected)")
    #expect(cache.orders.open().count == open.count)
    #expect(cache.orders.all().allSatisfy { $0.status != .submitted })
  }

  /// The position is what the trades at the exchange add up to, less what was paid in the bought currency.
  func comparePosition() throws {
    var net = WideDecimal.zero
    for trade in trades {
      let quantity = try WideDecimal(trade["quantity"] ?? "0")
      net = try trade["side"] == "BUY" ? net.adding(quantity) : net.subtracting(quantity)
      guard trade["commissionAsset"] == "BTC" else { continue }
      net = try net.subtracting(WideDecimal(trade["commission"] ?? "0"))
    }
    let held = session.node.kernel.portfolio.netPosition(RestartSession.bitcoin)
    let difference = try held.subtracting(net).magnitude
    #expect(
      difference < WideDecimal(mantissa: 1, scale: 4), "the node holds \(held.plain()), the trades give \(net.plain())")
  }

  private var trades: [SandboxLedger.Entry] {
    session.venue.ledger.query(kind: .trade, account: session.venue.credentials.account)
  }

  /// The identifiers of all trades at the exchange.
  var tradeIds: Set<String> { Set(trades.compactMap { $0["tradeId"] }) }

  /// The identifiers of the trades that events told.
  static func trades(of events: [OrderEvent]) -> [String] {
    events.compactMap { event in
      if case .filled(let fill) = event { fill.tradeId.text } else { nil }
    }
  }

  /// The identifiers of the trades that a journal knows.
  static func trades(in device: MemoryJournalDevice) throws -> Set<String> {
    let facts = try NodeJournal(device: device.copy(), traderId: "RESTART-001").recovery.facts
    return Set(
      trades(
        of: facts.compactMap { fact in
          if case .event(let event) = fact { event } else { nil }
        }))
  }
}
