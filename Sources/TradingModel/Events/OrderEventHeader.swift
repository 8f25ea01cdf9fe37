/// What every order event says besides what happened: whose order, where, when.
public struct OrderEventHeader: Hashable, Sendable, Codable {
  /// Which order the event is about, and whose it is.
  public var order: OrderIdentity
  /// The venue's identifier, where it is known.
  public var venueOrderId: VenueOrderId?
  /// The account in which the order is; `nil` before a client has taken the order.
  public var accountId: AccountId?
  /// Whether the event was concluded from a report instead of being told by the venue as it happened.
  public var isReconciliation: Bool
  /// When the venue says it happened; for local events, when it happened here.
  public var tsEvent: UnixNanos
  /// When this process made the event.
  public var tsInit: UnixNanos

  /// Makes the header of an event that was told as it happened, unless it says that it was concluded from a report.
  public init(
    order: OrderIdentity, venueOrderId: VenueOrderId? = nil, accountId: AccountId? = nil,
    isReconciliation: Bool = false, tsEvent: UnixNanos, tsInit: UnixNanos
  ) {
    self.order = order
    self.venueOrderId = venueOrderId
    self.accountId = accountId
    self.isReconciliation = isReconciliation
    self.tsEvent = tsEvent
    self.tsInit = tsInit
  }
}
