import TradingModel

/// One order as a client follows it: a pure value.
///
/// A strategy's order may be carried out by several orders of the venue one after another, since the venue changes most
/// orders by replacing them. Each is a leg; the last one is current. What earlier legs filled is carried over, so that
/// quantities told to the strategy are always those of its order as a whole.
struct BinanceTrackedOrder {
  /// An order of the venue that carries this one out.
  struct Leg {
    let venueOrderId: VenueOrderId
    /// The most that the venue has said is filled of it.
    var executed = WideDecimal.zero
    /// The sum of its trades that were told.
    var told = WideDecimal.zero
    /// Whether the venue has said that it ended, so that ``executed`` is all that it ever fills.
    var isEnded = false

    /// The most that is known to be filled.
    var filled: WideDecimal { max(executed, told) }
  }

  let identity: OrderIdentity
  let symbol: String
  /// What the order asks for, as far as it was told: the quantity is the total of all legs.
  var terms: OrderTerms
  /// The venue's time of the last word on ``terms``.
  var termsTime: UnixNanos?
  /// When the order was handed to the network.
  let submittedAt: UnixNanos
  /// The list that the order belongs to, by its own name.
  var listId: OrderListId?
  /// The orders of the venue that carry it out, oldest first.
  var legs: [Leg] = []
  /// Whether what earlier legs filled follows from the quantity of the current one, since an earlier session filled them.
  var isSplitOpen = false
  var isAccepted = false
  var isTriggered = false
  var isClosed = false
  /// Whether the outcome of the submission is unknown.
  var isUnknown = false
  /// Whether nobody asks about it any more, because the venue has not known it for long.
  var isGivenUp = false
  /// Whether the venue is to be asked what became of the order, since something that it said does not fit.
  var isDoubtful = false
  /// The change that is under way.
  var change: BinanceOrderChange?
  /// How many changes were sent.
  private(set) var changes = 0
  /// A wish that came while a change of the client's own was under way, of which nobody knows.
  var waitingChange: ModifyOrder?
  /// The total quantity that the last change asked for.
  var wantedTotal: Quantity?
  /// The quantity of the current leg.
  var legQuantity: Quantity?
  /// How many changes by replacement were sent; from the first one on there may be legs that are not known yet.
  var replacements = 0
  /// How many times it was made smaller in place, or was to be.
  var amendments = 0
  var cancellation = BinanceCancellation()
  /// The way of a conditional order of futures from the algo service to the book; nil for all other orders.
  var algo: BinanceAlgoOrderMachine?
  /// The service to which the last cancellation went.
  var cancelFamily: BinanceOrderFamily?
  /// The position of the account that it is meant for; nil where there is only one.
  var positionSide: BinancePositionSide?
  var tradeIds: Set<TradeId> = []
  /// Those whose commission is an estimate, because the venue has not told it yet.
  var estimatedTrades: Set<TradeId> = []
  /// Whether a question for commissions is scheduled, and how many there were since the last one was settled.
  var isCommissionExpected = false
  var commissionQuestions = 0

  init(
    identity: OrderIdentity, symbol: String, terms: OrderTerms, submittedAt: UnixNanos,
    venueOrderId: VenueOrderId? = nil
  ) {
    self.identity = identity
    self.symbol = symbol
    self.terms = terms
    self.submittedAt = submittedAt
    let isLinked = terms.contingency != .none || terms.parentOrderId != nil
    listId = isLinked ? terms.orderListId : nil
    if let venueOrderId { legs = [Leg(venueOrderId: venueOrderId)] }
  }

  /// An order of an earlier session, as the node remembers it.
  init(_ known: Order, symbol: String, now: UnixNanos) {
    self.init(
      identity: known.identity, symbol: symbol, terms: known.terms, submittedAt: known.tsSubmitted ?? now)
    legs = known.venueOrderIds.map { Leg(venueOrderId: $0) }
    isAccepted = known.tsAccepted != nil
    isTriggered = known.isTriggered
    isClosed = known.isClosed
    tradeIds = known.tradeIds
    estimatedTrades = Set(known.tradesWithEstimatedCommission)
    isSplitOpen = legs.count > 1
    // A change that was under way may have made one more.
    replacements = max(0, legs.count - 1) + (known.status == .pendingUpdate ? 1 : 0)
    let filled = known.filledQuantity.wide
    if !legs.isEmpty { legs[0].told = filled }
  }

  /// An order of futures of an earlier session: a conditional one was known by the algo order's identifier first, which
  /// is no leg.
  init(futures known: Order, symbol: String, now: UnixNanos) {
    self.init(known, symbol: symbol, now: now)
    positionSide = known.positionId.flatMap(BinancePositionSide.init(positionId:))
    guard known.type.isConditional else { return }
    let numbers = known.venueOrderIds.compactMap { Int64($0.text) }
    let hasBecome = numbers.count > 1
    algo =
      known.isTriggered && !hasBecome
      ? BinanceAlgoOrderMachine(orderId: numbers.last)
      : BinanceAlgoOrderMachine(algoId: numbers.first, orderId: hasBecome ? numbers.last : nil)
    legs = algo?.orderId.map { [Leg(venueOrderId: VenueOrderId(String($0)))] } ?? []
    if !legs.isEmpty { legs[0].told = known.filledQuantity.wide }
    isSplitOpen = false
    replacements = 0
  }

  var id: ClientOrderId { identity.clientOrderId }
  var side: OrderSide { terms.side }
  var type: OrderType { terms.type }
  var isPostOnly: Bool { terms.isPostOnly }
  /// Whether the quantity is in quote currency and was not converted yet.
  var isQuoteQuantity: Bool { terms.isQuoteQuantity }
  /// The venue's current identifier.
  var venueOrderId: VenueOrderId? {
    legs.last?.venueOrderId ?? algo?.algoId.map { VenueOrderId(String($0)) }
  }

  /// The service that has the order now.
  var family: BinanceOrderFamily { algo?.family ?? .regular }
  /// The sum of the trades that were told.
  var filled: WideDecimal { Self.sum(legs.map(\.told)) }
  /// What is filled of all legs, as far as anything says so.
  var executed: WideDecimal { Self.sum(legs.map(\.filled)) }
  /// What legs before the current one filled.
  var carried: WideDecimal { Self.sum(legs.dropLast().map(\.filled)) }
  /// Whether the venue has filled more than the trades that were told.
  var lacksTrades: Bool { executed > filled }

  /// Whether something about the order is open that asking the venue can settle.
  var needsAnswer: Bool {
    (isUnknown && !isAccepted) || isDoubtful || lacksTrades || cancellation.isOpen || change?.isOpen == true
  }

  /// A change is sent.
  ///
  /// - Returns: its number, by which its answer is told from that of the one before, which an event may have overtaken.
  mutating func begin(_ change: BinanceOrderChange) -> Int {
    changes += 1
    self.change = change
    self.change?.number = changes
    return changes
  }

  /// What the order's total quantity is by the quantity of its current leg.
  func total(ofLeg quantity: Quantity, _ instrument: Instrument) -> Quantity? {
    if carried.isZero { return quantity }
    return (try? quantity.wide.adding(carried)).flatMap { BinanceReportMapper.quantity($0, instrument) }
  }

  /// Legs before the current one of which it is not known what they filled in the end.
  var openPast: [Int64] { legs.dropLast().filter { !$0.isEnded }.compactMap { Int64($0.venueOrderId.text) } }

  /// Whether an identifier of the venue is one that the order had before.
  func isPast(_ number: Int64) -> Bool {
    guard let index = index(of: number) else { return false }
    return index < legs.count - 1
  }

  /// Which leg an identifier of the venue belongs to.
  func index(of number: Int64) -> Int? {
    let text = String(number)
    return legs.firstIndex { $0.venueOrderId.text == text }
  }

  private static func sum(_ parts: some Sequence<WideDecimal>) -> WideDecimal {
    // Sums of what the venue filled of one order stay far from the limits of 128 bits; a part that would not fit is left
    // out rather than trapped on.
    parts.reduce(.zero) { (try? $0.adding($1)) ?? $0 }
  }
}
