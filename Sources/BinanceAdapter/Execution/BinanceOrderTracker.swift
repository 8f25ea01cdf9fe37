import DequeModule
import TradingModel

/// What was told about the orders of this session: a pure value by which each fact is told once, whatever way and however
/// often it arrives.
struct BinanceOrderTracker {
  typealias Tracked = BinanceTrackedOrder

  /// How many closed orders are remembered, for facts that come late.
  private static let closedLimit = 20_000

  private var orders: [ClientOrderId: Tracked] = [:]
  private var idByVenueOrder: [VenueOrder: ClientOrderId] = [:]
  private var idByAlgoOrder: [Int64: ClientOrderId] = [:]
  private var closed: Deque<ClientOrderId> = []
  /// The orders that are not closed, oldest first.
  private(set) var live: [ClientOrderId] = []

  /// An order of the venue: its numbers are unique within a symbol.
  private struct VenueOrder: Hashable {
    let symbol: String
    let number: Int64
  }

  subscript(_ id: ClientOrderId) -> Tracked? { orders[id] }

  /// The order with this identifier of the venue.
  func id(venueOrderId: Int64, symbol: String) -> ClientOrderId? {
    idByVenueOrder[VenueOrder(symbol: symbol, number: venueOrderId)]
  }

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
    for place in venueOrders(of: order) { idByVenueOrder[place] = order.id }
    if let number = order.algo?.algoId { idByAlgoOrder[number] = order.id }
  }

  /// The order with this identifier of the algo service, whose numbers are a space of their own.
  func id(algoId: Int64) -> ClientOrderId? { idByAlgoOrder[algoId] }

  /// Lets a conditional order's machine take something in.
  mutating func advance(
    _ id: ClientOrderId, _ change: (inout BinanceAlgoOrderMachine) -> [BinanceAlgoOrderMachine.Action]
  ) -> [BinanceAlgoOrderMachine.Action] {
    guard var machine = orders[id]?.algo else { return [] }
    let actions = change(&machine)
    orders[id]?.algo = machine
    if let number = machine.algoId { idByAlgoOrder[number] = id }
    return actions
  }

  /// Notes an identifier of the venue. One that is not known and is newer than the current one is that of the order that
  /// replaced it.
  ///
  /// - Returns: whether the order was replaced by this one, as was not known before.
  @discardableResult
  mutating func identify(_ id: ClientOrderId, venueOrderId number: Int64) -> Bool {
    guard let order = orders[id], order.index(of: number) == nil else { return false }
    let leg = Tracked.Leg(venueOrderId: VenueOrderId(String(number)))
    idByVenueOrder[VenueOrder(symbol: order.symbol, number: number)] = id
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

  /// Notes what the venue says is filled of a leg, and whether that is all that it ever fills.
  mutating func note(_ id: ClientOrderId, executed: WideDecimal, leg: Int64, isEnded: Bool = false) {
    guard let index = orders[id]?.index(of: leg), let known = orders[id]?.legs[index].executed else { return }
    if executed > known { orders[id]?.legs[index].executed = executed }
    if isEnded { orders[id]?.legs[index].isEnded = true }
  }

  /// Finds out how much of what an earlier session was told belongs to which leg: by what the earlier legs filled where
  /// that is known, else by the current leg's quantity, which is what they left.
  mutating func closeSplit(_ id: ClientOrderId, quantity: Quantity) {
    guard let order = orders[id], order.isSplitOpen, let last = order.legs.indices.last, last > 0 else { return }
    orders[id]?.isSplitOpen = false
    var rest = order.filled
    func take(_ amount: WideDecimal, to index: Int) {
      let part = max(.zero, min(amount, rest))
      orders[id]?.legs[index].told = part
      rest = (try? rest.subtracting(part)) ?? .zero
    }
    if order.openPast.isEmpty {
      for index in order.legs.indices.dropLast() { take(order.legs[index].executed, to: index) }
    } else {
      for index in order.legs.indices { orders[id]?.legs[index].told = .zero }
      take((try? order.terms.quantity.wide.subtracting(quantity.wide)) ?? .zero, to: 0)
    }
    orders[id]?.legs[last].told = rest
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
    orders[id]?.algo?.ended()
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
    for place in venueOrders(of: order) { idByVenueOrder[place] = nil }
    if let number = order.algo?.algoId { idByAlgoOrder[number] = nil }
  }

  private func venueOrders(of order: Tracked) -> [VenueOrder] {
    order.legs.compactMap { leg in
      Int64(leg.venueOrderId.text).map { VenueOrder(symbol: order.symbol, number: $0) }
    }
  }
}
