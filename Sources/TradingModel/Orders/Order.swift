/// An order and what is known about it.
///
/// A value: a copy stays as it is. It changes by ``apply(_:)`` only, following ``OrderStateTable``.
public struct Order: Hashable, Sendable, Codable {
  /// Whose order it is, in which instrument, and by what name; never changes.
  public let identity: OrderIdentity
  /// What the order asks for, with changes that the venue has confirmed.
  public internal(set) var terms: OrderTerms
  /// Where the order is in its life, as ``OrderStateTable`` says.
  public internal(set) var status: OrderStatus = .initialized
  /// The client that carries the order, once it is routed.
  public var clientId: ClientId?
  /// The position that the order was made for, else the one that its first fill went to; `nil` before either is known.
  public var positionId: PositionId?
  /// The account in which the order is; `nil` until a client has taken the order.
  public internal(set) var accountId: AccountId?
  /// The venue's current identifier.
  public internal(set) var venueOrderId: VenueOrderId?
  /// All identifiers that the venue gave the order, oldest first.
  public internal(set) var venueOrderIds: [VenueOrderId] = []
  /// The trades that count into ``filledQuantity``, in ascending order.
  public internal(set) var trades = TradeIdSet()
  /// The trade that was counted last, in the order of arrival; `nil` before the first.
  public internal(set) var lastTradeId: TradeId?
  /// How much was filled, in base units or contracts, by trades and by fills that were inferred from reports.
  public internal(set) var filledQuantity: Quantity
  /// The exact sum of price × quantity of all fills.
  public internal(set) var filledValue: WideDecimal = .zero
  /// How much of ``filledQuantity`` was concluded from reports and is not yet explained by trades.
  public internal(set) var inferredQuantity: Quantity
  /// What was paid, by currency, in the order of appearance.
  public internal(set) var commissions: [Money] = []
  /// Trades whose commission is to be put right; nil for none.
  var estimatedCommissions: [EstimatedCommission]?
  /// Whether the order made or took liquidity in the last fill of which that is known; `none` before.
  public internal(set) var liquiditySide: LiquiditySide = .none
  /// Why the order was denied, rejected, canceled or expired; else empty.
  public internal(set) var reason = ""
  /// Whether the order was rejected because it was post-only and would have taken liquidity.
  public internal(set) var isDueToPostOnly = false
  /// Whether the outcome of the last request is unknown.
  public internal(set) var isOutcomeUnknown = false
  /// Whether the condition of a conditional order was met; stays so whatever becomes of the order.
  public internal(set) var isTriggered = false
  /// When the order was made.
  public let tsInit: UnixNanos
  /// When the order was handed to the network, by this side's clock; `nil` before, and for orders made elsewhere.
  public internal(set) var tsSubmitted: UnixNanos?
  /// The venue's time of the acceptance, or of the first fact that implies it; `nil` while there is none.
  public internal(set) var tsAccepted: UnixNanos?
  /// The venue's time of the newest change of the terms; an older one that comes later changes none of them; `nil`
  /// before the first.
  public internal(set) var tsUpdated: UnixNanos?
  /// When the order's life ended, as ``tsLast`` was then; `nil` while it has not, and again when it did not end after
  /// all.
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

  /// Makes an order that is new, as its first event tells of it.
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
  /// The identifier that this side gave the order.
  public var clientOrderId: ClientOrderId { identity.clientOrderId }
  /// The instrument that the order trades.
  public var instrumentId: InstrumentId { identity.instrumentId }
  /// The strategy that owns the order; `EXTERNAL` when none of this node does.
  public var strategyId: StrategyId { identity.strategyId }
  /// The trades that count into ``filledQuantity``.
  public var tradeIds: Set<TradeId> { Set(trades) }
  /// Whether a trade counts into ``filledQuantity`` already.
  public func hasTrade(_ id: TradeId) -> Bool { trades.contains(id) }
  /// Whether the order buys or sells.
  public var side: OrderSide { terms.side }
  /// How the order is priced, and when it becomes active.
  public var type: OrderType { terms.type }
  /// How much the order asks for in total; in quote currency while the terms say so, else in base units or contracts.
  public var quantity: Quantity { terms.quantity }
  /// The limit price, with the changes that the venue confirmed; `nil` for an order without one.
  public var price: Price? { terms.price }
  /// The trigger price, with the changes that the venue confirmed; `nil` for an order without one.
  public var triggerPrice: Price? { terms.triggerPrice }

  /// Whether the order works at the venue, as far as is known.
  public var isOpen: Bool { status.isOpen }
  /// Whether the order waits for an answer of the venue.
  public var isInFlight: Bool { status.isInFlight }
  /// Whether the order's life has ended; fills that come later still count.
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
