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

  /// Whether an order is followed, or was.
  func contains(_ id: ClientOrderId) -> Bool { orders.index(forKey: id) != nil }

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
    guard !contains(order.id) else { return }
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
    update(id) { $0.algo = machine }
    if let number = machine.algoId { idByAlgoOrder[number] = id }
    return actions
  }

  /// Notes an identifier of the venue. One that is not known and is newer than the current one is that of the order that
  /// replaced it.
  ///
  /// - Returns: whether the order was replaced by this one, as was not known before.
  @discardableResult
  mutating func identify(_ id: ClientOrderId, venueOrderId number: Int64) -> Bool {
    var symbol: String?
    let isReplaced = update(id) { order in
      guard order.index(of: number) == nil else { return false }
      symbol = order.symbol
      let leg = Tracked.Leg(venueOrderId: VenueOrderId(String(number)))
      // The venue counts upwards: a smaller number is of a leg before.
      let isOlder = order.venueOrderId.flatMap { Int64($0.text) }.map { number < $0 } ?? false
      if isOlder {
        order.legs.insert(leg, at: max(0, order.legs.count - 1))
        return false
      }
      order.legs.append(leg)
      order.legQuantity = nil
      return order.legs.count > 1
    }
    if let symbol { idByVenueOrder[VenueOrder(symbol: symbol, number: number)] = id }
    return isReplaced == true
  }

  /// Notes that the venue has the order. True when that is new.
  mutating func accept(_ id: ClientOrderId) -> Bool {
    var comesBack = false
    let isNew = update(id) { order in
      guard !order.isAccepted else { return false }
      order.isAccepted = true
      order.isUnknown = false
      comesBack = order.isGivenUp && !order.isClosed
      if comesBack { order.isGivenUp = false }
      return true
    }
    if comesBack { live.append(id) }
    return isNew == true
  }

  /// Notes a trade. True when it is new, or brings the commission that was only estimated so far.
  ///
  /// - Parameters:
  ///   - leg: the venue's order that traded; the current one when nil.
  ///   - isEstimated: whether the trade's commission is an estimate.
  mutating func fill(
    _ id: ClientOrderId, trade: TradeId, quantity: Quantity, leg: Int64? = nil, isEstimated: Bool = false
  ) -> Bool {
    let isNews = update(id) { order in
      guard order.tradeIds.insert(trade).inserted else {
        return !isEstimated && order.estimatedTrades.remove(trade) != nil
      }
      if isEstimated { order.estimatedTrades.insert(trade) }
      let index = leg.flatMap { order.index(of: $0) } ?? order.legs.count - 1
      if order.legs.indices.contains(index), let sum = try? order.legs[index].told.adding(quantity.wide) {
        order.legs[index].told = sum
      }
      return true
    }
    return isNews == true
  }

  /// Notes what the venue says is filled of a leg, and whether that is all that it ever fills.
  mutating func note(_ id: ClientOrderId, executed: WideDecimal, leg: Int64, isEnded: Bool = false) {
    update(id) { order in
      guard let index = order.index(of: leg) else { return }
      if executed > order.legs[index].executed { order.legs[index].executed = executed }
      if isEnded { order.legs[index].isEnded = true }
    }
  }

  /// Finds out how much of what an earlier session was told belongs to which leg: by what the earlier legs filled where
  /// that is known, else by the current leg's quantity, which is what they left.
  mutating func closeSplit(_ id: ClientOrderId, quantity: Quantity) {
    update(id) { order in
      guard order.isSplitOpen, let last = order.legs.indices.last, last > 0 else { return }
      order.isSplitOpen = false
      var rest = order.filled
      func take(_ amount: WideDecimal, to index: Int) {
        let part = max(.zero, min(amount, rest))
        order.legs[index].told = part
        rest = (try? rest.subtracting(part)) ?? .zero
      }
      if order.openPast.isEmpty {
        for index in order.legs.indices.dropLast() { take(order.legs[index].executed, to: index) }
      } else {
        for index in order.legs.indices { order.legs[index].told = .zero }
        take((try? order.terms.quantity.wide.subtracting(quantity.wide)) ?? .zero, to: 0)
      }
      order.legs[last].told = rest
    }
  }

  /// Takes an order that the venue does not know out of those that are looked after; news of it bring it back.
  mutating func giveUp(_ id: ClientOrderId) {
    let isGivenUp = update(id) { order in
      guard !order.isAccepted, !order.isClosed else { return false }
      order.isGivenUp = true
      return true
    }
    guard isGivenUp == true else { return }
    live.removeAll { $0 == id }
  }

  /// Notes that the order's life has ended. True when that is new.
  mutating func close(_ id: ClientOrderId) -> Bool {
    let isNew = update(id) { order in
      guard !order.isClosed else { return false }
      order.isClosed = true
      order.isUnknown = false
      order.isDoubtful = false
      order.cancellation = BinanceCancellation()
      order.algo?.ended()
      return true
    }
    guard isNew == true else { return false }
    live.removeAll { $0 == id }
    closed.append(id)
    if closed.count > Self.closedLimit, let oldest = closed.popFirst() { forget(oldest) }
    return true
  }

  /// Notes that the condition was met. True when that is new.
  mutating func trigger(_ id: ClientOrderId) -> Bool {
    let isNew = update(id) { order in
      guard order.type.isConditional, !order.isTriggered, !order.isClosed else { return false }
      order.isTriggered = true
      return true
    }
    return isNew == true
  }

  mutating func note(_ id: ClientOrderId, isUnknown: Bool) { update(id) { $0.isUnknown = isUnknown } }

  /// Changes what is known of an order, in its place: it is found once and not copied.
  @discardableResult
  mutating func update<Result>(_ id: ClientOrderId, _ change: (inout Tracked) -> Result) -> Result? {
    guard let place = orders.index(forKey: id) else { return nil }
    return change(&orders.values[place])
  }

  /// Looks at an order in its place, where a part of it is all that is wanted.
  func look<Result>(at id: ClientOrderId, _ part: (Tracked) -> Result) -> Result? {
    guard let place = orders.index(forKey: id) else { return nil }
    return part(orders.values[place])
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
