/// One thing that happened to an order.
public protocol OrderEventRecord: Hashable, Sendable, Codable {
  /// Whose order the event is about, where and when it happened.
  var header: OrderEventHeader { get set }
}

extension OrderEventRecord {
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
