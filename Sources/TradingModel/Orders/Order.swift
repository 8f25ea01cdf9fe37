/// An order and what is known about it.
///
/// A value: a copy stays as it is. It changes by ``apply(_:)`` only, following ``OrderStateTable``.
public struct Order: Hashable, Sendable, Codable {
  public let identity: OrderIdentity
  /// What the order asks for, with changes that the venue has confirmed.
  public internal(set) var terms: OrderTerms
  public internal(set) var status: OrderStatus = .initialized
  /// The client that carries the order, once it is routed.
  public var clientId: ClientId?
  public var positionId: PositionId?
  public internal(set) var accountId: AccountId?
  /// The venue's current identifier.
  public internal(set) var venueOrderId: VenueOrderId?
  /// All identifiers that the venue gave the order, oldest first.
  public internal(set) var venueOrderIds: [VenueOrderId] = []
  /// The trades that count into ``filledQuantity``, in ascending order.
  public internal(set) var trades = TradeIdSet()
  public internal(set) var lastTradeId: TradeId?
  public internal(set) var filledQuantity: Quantity
  /// The exact sum of price × quantity of all fills.
  public internal(set) var filledValue: WideDecimal = .zero
  /// How much of ``filledQuantity`` was concluded from reports and is not yet explained by trades.
  public internal(set) var inferredQuantity: Quantity
  /// What was paid, by currency, in the order of appearance.
  public internal(set) var commissions: [Money] = []
  /// Trades whose commission is to be put right; nil for none.
  var estimatedCommissions: [EstimatedCommission]?
  public internal(set) var liquiditySide: LiquiditySide = .none
  /// Why the order was denied, rejected, canceled or expired; else empty.
  public internal(set) var reason = ""
  public internal(set) var isDueToPostOnly = false
  /// Whether the outcome of the last request is unknown.
  public internal(set) var isOutcomeUnknown = false
  public internal(set) var isTriggered = false
  /// When the order was made.
  public let tsInit: UnixNanos
  public internal(set) var tsSubmitted: UnixNanos?
  public internal(set) var tsAccepted: UnixNanos?
  public internal(set) var tsUpdated: UnixNanos?
  public internal(set) var tsClosed: UnixNanos?
  /// The venue's time of the last event.
  public internal(set) var tsLast: UnixNanos
  /// The venue's time of the last event that the venue told; local events do not count, clocks differ.
  public internal(set) var tsLastVenue: UnixNanos?
  /// When this side last learnt something about the order.
  public internal(set) var tsLastInit: UnixNanos

  var isPendingUpdate = false
  var isPendingCancel = false
  /// Whether the rejection was concluded here instead of being told by the venue.
  var isRejectionInferred = false
  /// CANCELED or EXPIRED, once the venue said so, also while the order counts as filled.
  var closure: OrderStatus?

  public init(_ event: OrderInitialized) {
    identity = event.header.order
    terms = event.terms
    positionId = event.positionId
    accountId = event.accountId
    filledQuantity = .zero(precision: event.terms.quantity.precision)
    inferredQuantity = .zero(precision: event.terms.quantity.precision)
    tsInit = event.tsInit
    tsLast = event.tsEvent
    tsLastInit = event.tsInit
  }
}

// MARK: - What follows from the facts

extension Order {
  public var clientOrderId: ClientOrderId { identity.clientOrderId }
  public var instrumentId: InstrumentId { identity.instrumentId }
  public var strategyId: StrategyId { identity.strategyId }
  /// The trades that count into ``filledQuantity``.
  public var tradeIds: Set<TradeId> { Set(trades) }
  /// Whether a trade counts into ``filledQuantity`` already.
  public func hasTrade(_ id: TradeId) -> Bool { trades.contains(id) }
  public var side: OrderSide { terms.side }
  public var type: OrderType { terms.type }
  public var quantity: Quantity { terms.quantity }
  public var price: Price? { terms.price }
  public var triggerPrice: Price? { terms.triggerPrice }

  public var isOpen: Bool { status.isOpen }
  public var isInFlight: Bool { status.isInFlight }
  public var isClosed: Bool { status.isClosed }

  /// Whether the quantity to be filled is known, in base units.
  public var hasKnownQuantity: Bool { !terms.isQuoteQuantity && terms.quantity.isPositive }

  /// Whether everything is filled.
  public var isComplete: Bool { hasKnownQuantity && filledQuantity >= terms.quantity }

  /// What is not filled; zero while the order's quantity is not known in base units.
  public var leavesQuantity: Quantity {
    let precision = max(terms.quantity.precision, filledQuantity.precision)
    guard hasKnownQuantity, let leaves = try? terms.quantity.subtracting(filledQuantity) else {
      return .zero(precision: precision)
    }
    return leaves
  }

  /// How much was filled beyond the order's quantity.
  public var overfillQuantity: Quantity {
    guard hasKnownQuantity, let excess = try? filledQuantity.subtracting(terms.quantity) else {
      return .zero(precision: terms.quantity.precision)
    }
    return excess
  }

  /// The average price of all fills, to sixteen decimals.
  public var averagePrice: WideDecimal? {
    guard filledQuantity.isPositive else { return nil }
    return (try? filledValue.divided(by: filledQuantity.wide, scale: 16))?.trimmed
  }

  /// The status that the facts give when no request is pending.
  public var restingStatus: OrderStatus {
    if isComplete { return .filled }
    if let closure { return closure }
    if filledQuantity.isPositive { return .partiallyFilled }
    if isTriggered { return .triggered }
    if tsAccepted != nil { return .accepted }
    return tsSubmitted != nil ? .submitted : .initialized
  }
}
