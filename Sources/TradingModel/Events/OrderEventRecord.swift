/// One thing that happened to an order.
public protocol OrderEventRecord: Hashable, Sendable, Codable {
  var header: OrderEventHeader { get set }
}

extension OrderEventRecord {
  public var strategyId: StrategyId { header.order.strategyId }
  public var instrumentId: InstrumentId { header.order.instrumentId }
  public var clientOrderId: ClientOrderId { header.order.clientOrderId }
  public var venueOrderId: VenueOrderId? { header.venueOrderId }
  public var accountId: AccountId? { header.accountId }
  public var tsEvent: UnixNanos { header.tsEvent }
  public var tsInit: UnixNanos { header.tsInit }
}
