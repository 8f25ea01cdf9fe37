/// Anything that can happen to an order.
///
/// Indirect, since an event is handed through many places: each of them would copy hundreds of bytes.
public indirect enum OrderEvent: Hashable, Sendable, Codable {
  case initialized(OrderInitialized)
  case denied(OrderDenied)
  case submitted(OrderSubmitted)
  case accepted(OrderAccepted)
  case rejected(OrderRejected)
  case pendingUpdate(OrderPendingUpdate)
  case pendingCancel(OrderPendingCancel)
  case modifyRejected(OrderModifyRejected)
  case cancelRejected(OrderCancelRejected)
  case updated(OrderUpdated)
  case triggered(OrderTriggered)
  case canceled(OrderCanceled)
  case expired(OrderExpired)
  case filled(OrderFilled)
  case commissionCorrected(OrderCommissionCorrected)
  case unknown(OrderUnknown)

  /// The event itself, whatever it is.
  public var record: any OrderEventRecord {
    switch self {
    case .initialized(let event): event
    case .denied(let event): event
    case .submitted(let event): event
    case .accepted(let event): event
    case .rejected(let event): event
    case .pendingUpdate(let event): event
    case .pendingCancel(let event): event
    case .modifyRejected(let event): event
    case .cancelRejected(let event): event
    case .updated(let event): event
    case .triggered(let event): event
    case .canceled(let event): event
    case .expired(let event): event
    case .filled(let event): event
    case .commissionCorrected(let event): event
    case .unknown(let event): event
    }
  }

  /// What happened, without the particulars.
  public var kind: OrderEventKind {
    switch self {
    case .initialized: .initialized
    case .denied: .denied
    case .submitted: .submitted
    case .accepted: .accepted
    case .rejected: .rejected
    case .pendingUpdate: .pendingUpdate
    case .pendingCancel: .pendingCancel
    case .modifyRejected: .modifyRejected
    case .cancelRejected: .cancelRejected
    case .updated: .updated
    case .triggered: .triggered
    case .canceled: .canceled
    case .expired: .expired
    case .filled: .filled
    case .commissionCorrected: .commissionCorrected
    case .unknown: .unknown
    }
  }

  /// The event's header. Not by way of ``record``, which puts the whole event into memory of its own, every time.
  public var header: OrderEventHeader {
    switch self {
    case .initialized(let event): event.header
    case .denied(let event): event.header
    case .submitted(let event): event.header
    case .accepted(let event): event.header
    case .rejected(let event): event.header
    case .pendingUpdate(let event): event.header
    case .pendingCancel(let event): event.header
    case .modifyRejected(let event): event.header
    case .cancelRejected(let event): event.header
    case .updated(let event): event.header
    case .triggered(let event): event.header
    case .canceled(let event): event.header
    case .expired(let event): event.header
    case .filled(let event): event.header
    case .commissionCorrected(let event): event.header
    case .unknown(let event): event.header
    }
  }

  /// The same event with another header.
  public func with(header: OrderEventHeader) -> OrderEvent {
    switch self {
    case .initialized(var event):
      event.header = header
      return .initialized(event)
    case .denied(var event):
      event.header = header
      return .denied(event)
    case .submitted(var event):
      event.header = header
      return .submitted(event)
    case .accepted(var event):
      event.header = header
      return .accepted(event)
    case .rejected(var event):
      event.header = header
      return .rejected(event)
    case .pendingUpdate(var event):
      event.header = header
      return .pendingUpdate(event)
    case .pendingCancel(var event):
      event.header = header
      return .pendingCancel(event)
    case .modifyRejected(var event):
      event.header = header
      return .modifyRejected(event)
    case .cancelRejected(var event):
      event.header = header
      return .cancelRejected(event)
    case .updated(var event):
      event.header = header
      return .updated(event)
    case .triggered(var event):
      event.header = header
      return .triggered(event)
    case .canceled(var event):
      event.header = header
      return .canceled(event)
    case .expired(var event):
      event.header = header
      return .expired(event)
    case .filled(var event):
      event.header = header
      return .filled(event)
    case .commissionCorrected(var event):
      event.header = header
      return .commissionCorrected(event)
    case .unknown(var event):
      event.header = header
      return .unknown(event)
    }
  }

  /// The name in the domain's vocabulary, such as `OrderFilled`.
  public var name: String { kind.rawValue }
  /// The strategy that owns the order; `EXTERNAL` when none of this node does.
  public var strategyId: StrategyId { header.order.strategyId }
  /// The instrument that the order trades.
  public var instrumentId: InstrumentId { header.order.instrumentId }
  /// The identifier that this side gave the order.
  public var clientOrderId: ClientOrderId { header.order.clientOrderId }
  /// The venue's identifier of the order, where it is known.
  public var venueOrderId: VenueOrderId? { header.venueOrderId }
  /// The account in which the order is, where it is known.
  public var accountId: AccountId? { header.accountId }
  /// When the venue says it happened; for local events, when it happened here.
  public var tsEvent: UnixNanos { header.tsEvent }
  /// When this process made the event.
  public var tsInit: UnixNanos { header.tsInit }
}
