import DequeModule
import TradingModel

/// What was told about the orders of this session: a pure value by which each fact is told once, whatever way and however
/// often it arrives.
struct BinanceOrderTracker {
  /// One order.
  struct Tracked {
    let identity: OrderIdentity
    let symbol: String
    let side: OrderSide
    let type: OrderType
    let isPostOnly: Bool
    /// Whether the quantity is in quote currency and was not converted yet.
    var isQuoteQuantity: Bool
    /// When the order was handed to the network.
    let submittedAt: UnixNanos
    var venueOrderId: VenueOrderId?
    var isAccepted = false
    var isTriggered = false
    var isClosed = false
    /// Whether the outcome of the submission is unknown.
    var isUnknown = false
    /// Whether nobody asks about it any more, because the venue has not known it for long.
    var isGivenUp = false
    /// Whether a cancellation is under way whose outcome is unknown.
    var isCancelUnknown = false
    /// The service at which the last cancellation was tried.
    var cancelFamily: BinanceOrderFamily?
    /// The way of a conditional order of futures from the algo service to the book; nil for all other orders.
    var algo: BinanceAlgoOrderMachine?
    /// The quantity and price as they were last told, for changes that the venue makes.
    var quantity: Quantity?
    var price: Price?
    /// The venue's time of the newest word on quantity and price.
    var adjustedAt: UnixNanos?
    /// `LONG` or `SHORT` where the account keeps both sides.
    var positionSide: String?
    var isReduceOnly = false
    var tradeIds: Set<TradeId> = []
    /// The sum of the trades that were told.
    var filled = WideDecimal.zero

    var id: ClientOrderId { identity.clientOrderId }
    /// The service that has the order now.
    var family: BinanceOrderFamily { algo?.family ?? .regular }
  }

  /// How many closed orders are remembered, for facts that come late.
  private static let closedLimit = 20_000

  private var orders: [ClientOrderId: Tracked] = [:]
  private var idByVenueOrder: [String: ClientOrderId] = [:]
  private var idByAlgoOrder: [Int64: ClientOrderId] = [:]
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
    if let number = order.venueOrderId, order.family == .regular {
      idByVenueOrder["\(order.symbol)/\(number)"] = order.id
    }
    if let number = order.algo?.algoId { idByAlgoOrder[number] = order.id }
  }

  /// Notes the venue's identifier.
  mutating func identify(_ id: ClientOrderId, venueOrderId: Int64) {
    guard let symbol = orders[id]?.symbol else { return }
    orders[id]?.venueOrderId = VenueOrderId(String(venueOrderId))
    idByVenueOrder["\(symbol)/\(venueOrderId)"] = id
  }

  /// Notes the identifier of an order that waits with the algo service, whose numbers are a space of their own.
  mutating func identify(_ id: ClientOrderId, algoId: Int64) {
    guard orders[id]?.algo != nil else { return }
    if orders[id]?.venueOrderId == nil { orders[id]?.venueOrderId = VenueOrderId(String(algoId)) }
    idByAlgoOrder[algoId] = id
  }

  /// The order with this identifier of the algo service.
  func id(algoId: Int64) -> ClientOrderId? { idByAlgoOrder[algoId] }

  /// Lets a conditional order's machine take something in.
  mutating func advance(
    _ id: ClientOrderId, _ change: (inout BinanceAlgoOrderMachine) -> [BinanceAlgoOrderMachine.Action]
  ) -> [BinanceAlgoOrderMachine.Action] {
    guard var machine = orders[id]?.algo else { return [] }
    let actions = change(&machine)
    orders[id]?.algo = machine
    return actions
  }

  /// Notes quantity and price as the venue tells them; nil leaves what is known. True when something is new.
  mutating func adjust(_ id: ClientOrderId, quantity: Quantity?, price: Price?, at time: UnixNanos) -> Bool {
    guard let order = orders[id], order.adjustedAt.map({ time >= $0 }) ?? true else { return false }
    orders[id]?.adjustedAt = time
    let isNew = (quantity != nil && quantity != order.quantity) || (price != nil && price != order.price)
    orders[id]?.quantity = quantity ?? order.quantity
    orders[id]?.price = price ?? order.price
    return isNew
  }

  mutating func note(_ id: ClientOrderId, cancelFamily: BinanceOrderFamily?) {
    orders[id]?.cancelFamily = cancelFamily
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
  mutating func fill(_ id: ClientOrderId, trade: TradeId, quantity: Quantity) -> Bool {
    guard orders[id]?.tradeIds.insert(trade).inserted == true else { return false }
    if let filled = orders[id]?.filled, let sum = try? filled.adding(quantity.wide) { orders[id]?.filled = sum }
    return true
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
    orders[id]?.isCancelUnknown = false
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

  mutating func note(_ id: ClientOrderId, isCancelUnknown: Bool) { orders[id]?.isCancelUnknown = isCancelUnknown }

  /// Notes that the quantity is known in base currency now. True when that is new.
  mutating func convertQuantity(_ id: ClientOrderId) -> Bool {
    guard orders[id]?.isQuoteQuantity == true else { return false }
    orders[id]?.isQuoteQuantity = false
    return true
  }

  private mutating func forget(_ id: ClientOrderId) {
    guard let order = orders.removeValue(forKey: id) else { return }
    if let number = order.algo?.algoId { idByAlgoOrder[number] = nil }
    guard let number = order.venueOrderId else { return }
    idByVenueOrder["\(order.symbol)/\(number)"] = nil
  }
}
