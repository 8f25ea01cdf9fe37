import DequeModule
public import TradingModel

/// All orders of a node, by identifiers and by what is asked most.
///
/// Answers are in the order in which the orders came to be known.
public final class OrderCache: OrderLookup {
  private struct VenueKey: Hashable {
    let instrumentId: InstrumentId
    let venueOrderId: VenueOrderId
  }

  /// An order, and how many there were before it. An object, so that one look at an order does not copy all of it, and an
  /// event changes it where it is.
  final class Entry {
    fileprivate(set) var order: Order
    fileprivate let number: Int

    fileprivate init(_ order: Order, number: Int) {
      self.order = order
      self.number = number
    }
  }

  private var entries: [ClientOrderId: Entry] = [:]
  private var byVenue: [VenueKey: ClientOrderId] = [:]
  private var working: Set<ClientOrderId> = []
  private var workingIn: [InstrumentId: Set<ClientOrderId>] = [:]
  private var lists: [OrderListId: [ClientOrderId]] = [:]
  private var nextNumber = 0
  /// Closed orders in the order in which they were closed.
  private var retired = Deque<ClientOrderId>()
  /// How many closed orders are kept; the oldest are forgotten first.
  public let closedCapacity: Int

  /// An empty cache; a capacity below zero counts as zero.
  public init(closedCapacity: Int = 10_000) { self.closedCapacity = max(0, closedCapacity) }

  // MARK: Looking up

  /// The order of this identifier.
  public func order(_ id: ClientOrderId) -> Order? { entries[id]?.order }

  /// Whether an order is known whose life has ended.
  public func isClosed(_ id: ClientOrderId) -> Bool { entries[id]?.order.isClosed == true }

  /// Whether an identifier is in use.
  public func contains(_ id: ClientOrderId) -> Bool { entries[id] != nil }

  /// The order of this identifier, to be looked at in its place.
  func entry(_ id: ClientOrderId) -> Entry? { entries[id] }

  /// The order to which the venue gave this identifier, now or earlier.
  public func order(venueOrderId: VenueOrderId, instrumentId: InstrumentId) -> Order? {
    byVenue[VenueKey(instrumentId: instrumentId, venueOrderId: venueOrderId)].flatMap { entries[$0]?.order }
  }

  /// How many orders are kept, closed ones included.
  public var count: Int { entries.count }

  /// How many orders have not ended.
  public var unclosedCount: Int { working.count }

  /// All orders that fit.
  public func all(
    instrumentId: InstrumentId? = nil, strategyId: StrategyId? = nil, side: OrderSide? = nil
  ) -> [Order] {
    select(Array(entries.keys)) {
      Self.fits($0, instrumentId: instrumentId, strategyId: strategyId, side: side)
    }
  }

  /// The orders that work at the venue, as far as is known.
  public func open(
    instrumentId: InstrumentId? = nil, strategyId: StrategyId? = nil, side: OrderSide? = nil
  ) -> [Order] {
    select(candidates(instrumentId)) {
      $0.isOpen && Self.fits($0, instrumentId: instrumentId, strategyId: strategyId, side: side)
    }
  }

  /// The orders that wait for an answer of the venue.
  public func inFlight(
    instrumentId: InstrumentId? = nil, strategyId: StrategyId? = nil, side: OrderSide? = nil
  ) -> [Order] {
    select(candidates(instrumentId)) {
      $0.isInFlight && Self.fits($0, instrumentId: instrumentId, strategyId: strategyId, side: side)
    }
  }

  /// The orders that may still trade: open ones and those in flight.
  public func active(
    instrumentId: InstrumentId? = nil, strategyId: StrategyId? = nil, side: OrderSide? = nil
  ) -> [Order] {
    select(candidates(instrumentId)) {
      ($0.isOpen || $0.isInFlight) && Self.fits($0, instrumentId: instrumentId, strategyId: strategyId, side: side)
    }
  }

  /// The orders whose life has not ended, also those that were not sent yet.
  public func unclosed(
    instrumentId: InstrumentId? = nil, strategyId: StrategyId? = nil, side: OrderSide? = nil
  ) -> [Order] {
    select(candidates(instrumentId)) {
      Self.fits($0, instrumentId: instrumentId, strategyId: strategyId, side: side)
    }
  }

  /// The orders whose life has not ended and for which a condition holds; the others are not copied.
  func unclosed(where condition: (Order) -> Bool) -> [Order] { select(Array(working), where: condition) }

  /// The orders whose life has ended.
  public func closed(
    instrumentId: InstrumentId? = nil, strategyId: StrategyId? = nil, side: OrderSide? = nil
  ) -> [Order] {
    all(instrumentId: instrumentId, strategyId: strategyId, side: side).filter(\.isClosed)
  }

  /// The orders of a list.
  public func orders(of list: OrderListId) -> [Order] { (lists[list] ?? []).compactMap { entries[$0]?.order } }

  private func candidates(_ instrumentId: InstrumentId?) -> [ClientOrderId] {
    guard let instrumentId else { return Array(working) }
    return Array(workingIn[instrumentId] ?? [])
  }

  private static func fits(
    _ order: Order, instrumentId: InstrumentId?, strategyId: StrategyId?, side: OrderSide?
  ) -> Bool {
    (instrumentId == nil || order.instrumentId == instrumentId)
      && (strategyId == nil || order.strategyId == strategyId) && (side == nil || order.side == side)
  }

  private func select(_ ids: [ClientOrderId], where condition: (Order) -> Bool) -> [Order] {
    ids.compactMap { entries[$0] }.filter { condition($0.order) }.sorted { $0.number < $1.number }.map(\.order)
  }

  // MARK: Changing

  /// Adds or replaces an order, as after a restart from what was stored.
  public func store(_ order: Order) {
    let id = order.clientOrderId
    if let entry = entries[id] {
      entry.order = order
    } else {
      entries[id] = Entry(order, number: nextNumber)
      nextNumber += 1
      if let list = order.terms.orderListId { lists[list, default: []].append(id) }
      insertWorking(order)
    }
    index(order)
  }

  /// Applies an event in place.
  func apply(_ event: OrderEvent, to id: ClientOrderId) throws(OrderError) -> OrderChange? {
    guard let entry = entries[id] else { return nil }
    let names = entry.order.venueOrderIds.count
    let wasClosed = entry.order.isClosed
    let change = try entry.order.apply(event)
    // Nothing else of an order is looked up by.
    if entry.order.venueOrderIds.count != names || entry.order.isClosed != wasClosed { index(entry.order) }
    return change
  }

  func update(_ id: ClientOrderId, _ change: (inout Order) -> Void) {
    if let entry = entries[id] { change(&entry.order) }
  }

  private func index(_ order: Order) {
    for venueOrderId in order.venueOrderIds {
      byVenue[VenueKey(instrumentId: order.instrumentId, venueOrderId: venueOrderId)] = order.clientOrderId
    }
    guard order.isClosed else { return insertWorking(order) }
    guard working.remove(order.clientOrderId) != nil else { return }
    workingIn[order.instrumentId]?.remove(order.clientOrderId)
    if workingIn[order.instrumentId]?.isEmpty == true { workingIn[order.instrumentId] = nil }
    retire(order.clientOrderId)
  }

  private func insertWorking(_ order: Order) {
    if working.insert(order.clientOrderId).inserted {
      workingIn[order.instrumentId, default: []].insert(order.clientOrderId)
    }
  }

  private func retire(_ id: ClientOrderId) {
    retired.append(id)
    while retired.count > closedCapacity, let oldest = retired.popFirst() {
      // An order that came back to life is retired again when it ends again.
      if let order = entries[oldest]?.order, order.isClosed { forget(order) }
    }
  }

  private func forget(_ order: Order) {
    entries[order.clientOrderId] = nil
    for venueOrderId in order.venueOrderIds {
      byVenue[VenueKey(instrumentId: order.instrumentId, venueOrderId: venueOrderId)] = nil
    }
    guard let list = order.terms.orderListId else { return }
    lists[list]?.removeAll { $0 == order.clientOrderId }
    if lists[list]?.isEmpty == true { lists[list] = nil }
  }

  /// Forgets closed orders that last changed before `time`; costs what it forgets, not what is kept.
  public func purgeClosed(before time: UnixNanos) {
    while let oldest = retired.first {
      guard let order = entries[oldest]?.order, order.isClosed else {
        retired.removeFirst()
        continue
      }
      guard order.tsLastInit < time else { return }
      retired.removeFirst()
      forget(order)
    }
  }

  /// The newest closed orders, oldest first, at most `limit` of them.
  func recentlyClosed(limit: Int) -> [Order] {
    var seen: Set<ClientOrderId> = []
    var found: [Order] = []
    for id in retired.reversed() where found.count < limit {
      guard let order = entries[id]?.order, order.isClosed, seen.insert(id).inserted else { continue }
      found.append(order)
    }
    return found.reversed()
  }
}
