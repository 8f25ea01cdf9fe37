public import TradingModel

/// The orders of a node by their identifiers, for clients that need an order's particulars to carry out a command.
public protocol OrderLookup: AnyObject {
  func order(_ id: ClientOrderId) -> Order?
  /// Whether an order is known whose life has ended.
  func isClosed(_ id: ClientOrderId) -> Bool
  func order(venueOrderId: VenueOrderId, instrumentId: InstrumentId) -> Order?
  /// How many orders have not ended, whoever made them.
  var unclosedCount: Int { get }
  /// The orders that have not ended; those that others made are among them.
  func unclosed(instrumentId: InstrumentId?, strategyId: StrategyId?, side: OrderSide?) -> [Order]
}

extension OrderLookup {
  public func isClosed(_ id: ClientOrderId) -> Bool { order(id)?.isClosed == true }
}
