import DequeModule
import TradingModel

/// What was told about the orders of this session: a pure value by which each fact is told once, whatever way and however
/// often it arrives.
struct BinanceOrderTracker {
  typealias Tracked = BinanceTrackedOrder

  /// How many closed orders are remembered, for facts that come late.
  private static let closedLimit = 20_000

  private var orders: [ClientOrderId: Tracked] = [:]
  private var idByVenueOrder: [String: ClientOrderId] = [:]
  private var closed: Deque<ClientOrderId> = []
  /// The orders that are not closed, oldest first.
  private(set) var live: [ClientOrderId] = []

  subscript(_ id: ClientOrderId) -> Tracked? { orders[id] }

  /// The order with this identifier of the venue.
  func id(venueOrderId: Int64, symbol: String) -> ClientOrderId? { idByVenueOrder["\(symbol)/\(venueOrderId)"] }

  /// The live orders of a symbol, oldest first.
  func live(symbol: String) -> [Tracked] {
    live.compactMap { orders[$0] }.filter { $0.symbol == symbol }
  }

  /// The symbols of live orders, sorted.
  var liveSymbols: [String] { Set(live.compactMap { orders[$0]?.symbol }).sorted() }

  /// Registers an order before anything of it is sent.
  mutating func register(_ order: Tracked) {
    guard orders[order.id] == nil else { return }
    orders[order.id] = order
    if !order.isClosed { live.append(order.id) }
    for leg in order.legs { idByVenueOrder["\(order.symbol)/\(leg.venueOrderId)"] = order.id }
  }

  /// Notes an identifier of the venue. One that is not known and is newer than the current one is that of the order that
  /// replaced it.
  ///
  /// - Returns: whether the order was replaced by this one, as was not known before.
  @discardableResult
  mutating func identify(_ id: ClientOrderId, venueOrderId number: Int64) -> Bool {
    guard let order = orders[id], order.index(of: number) == nil else { return false }
    let leg = Tracked.Leg(venueOrderId: VenueOrderId(String(number)))
    idByVenueOrder["\(order.symbol)/\(number)"] = id
    // The venue counts upwards: a smaller number is of a leg before.
    let isOlder = order.venueOrderId.flatMap { Int64($0.text) }.map { number < $0 } ?? false
    if isOlder {
      orders[id]?.legs.insert(leg, at: max(0, order.legs.count - 1))
      return false
    }
    orders[id]?.legs.append(leg)
    orders[id]?.legQuantity = nil
    return !order.legs.isEmpty
  }

  /// Notes that the venue has the order. True when that is new.
  mutating func accept(_ id: ClientOrderId) -> Bool {
    guard let order = orders[id], !order.isAccepted else { return false }
    orders[id]?.isAccepted = true
    orders[id]?.isUnknown = false
    if order.isGivenUp, !order.isClosed {
      orders[id]?.isGivenUp = false
      live.append(id)
    }
    return true
  }

  /// Notes a trade. True when it is new.
  ///
  /// - Parameter leg: the venue's order that traded; the current one when nil.
  mutating func fill(_ id: ClientOrderId, trade: TradeId, quantity: Quantity, leg: Int64? = nil) -> Bool {
    guard orders[id]?.tradeIds.insert(trade).inserted == true, let order = orders[id] else { return false }
    let index = leg.flatMap { order.index(of: $0) } ?? order.legs.count - 1
    guard order.legs.indices.contains(index), let sum = try? order.legs[index].told.adding(quantity.wide) else {
      return true
    }
    orders[id]?.legs[index].told = sum
    return true
  }

  /// Notes what the venue says is filled of a leg.
  mutating func note(_ id: ClientOrderId, executed: WideDecimal, leg: Int64) {
    guard let index = orders[id]?.index(of: leg), let known = orders[id]?.legs[index].executed, executed > known else {
      return
    }
    orders[id]?.legs[index].executed = executed
  }

  /// Notes the current leg's quantity, from which follows what legs of an earlier session filled.
  mutating func closeSplit(_ id: ClientOrderId, quantity: Quantity) {
    guard let order = orders[id], order.isSplitOpen, let last = order.legs.indices.last, last > 0 else { return }
    orders[id]?.isSplitOpen = false
    let filled = order.filled
    guard let rest = try? order.terms.quantity.wide.subtracting(quantity.wide) else { return }
    let carried = max(.zero, min(rest, filled))
    for index in order.legs.indices { orders[id]?.legs[index].told = .zero }
    orders[id]?.legs[0].told = carried
    orders[id]?.legs[last].told = (try? filled.subtracting(carried)) ?? .zero
  }

  /// Takes an order that the venue does not know out of those that are looked after; news of it bring it back.
  mutating func giveUp(_ id: ClientOrderId) {
    guard let order = orders[id], !order.isAccepted, !order.isClosed else { return }
    orders[id]?.isGivenUp = true
    live.removeAll { $0 == id }
  }

  /// Notes that the order's life has ended. True when that is new.
  mutating func close(_ id: ClientOrderId) -> Bool {
    guard let order = orders[id], !order.isClosed else { return false }
    orders[id]?.isClosed = true
    orders[id]?.isUnknown = false
    orders[id]?.isDoubtful = false
    orders[id]?.cancellation = BinanceCancellation()
    live.removeAll { $0 == id }
    closed.append(id)
    if closed.count > Self.closedLimit, let oldest = closed.popFirst() { forget(oldest) }
    return true
  }

  /// Notes that the condition was met. True when that is new.
  mutating func trigger(_ id: ClientOrderId) -> Bool {
    guard let order = orders[id], order.type.isConditional, !order.isTriggered, !order.isClosed else { return false }
    orders[id]?.isTriggered = true
    return true
  }

  mutating func note(_ id: ClientOrderId, isUnknown: Bool) { orders[id]?.isUnknown = isUnknown }

  /// Changes what is known of an order.
  mutating func update<Result>(_ id: ClientOrderId, _ change: (inout Tracked) -> Result) -> Result? {
    guard var order = orders[id] else { return nil }
    let result = change(&order)
    orders[id] = order
    return result
  }

  private mutating func forget(_ id: ClientOrderId) {
    guard let order = orders.removeValue(forKey: id) else { return }
    for leg in order.legs { idByVenueOrder["\(order.symbol)/\(leg.venueOrderId)"] = nil }
  }
}
