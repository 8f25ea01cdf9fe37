public import TradingModel

/// The orders of a node by their identifiers, for clients that need an order's particulars to carry out a command.
public protocol OrderLookup: AnyObject {
  /// The order of this node's identifier; `nil` when it is not known, or was closed so long ago that it is forgotten.
  func order(_ id: ClientOrderId) -> Order?
  /// Whether an order is known whose life has ended.
  func isClosed(_ id: ClientOrderId) -> Bool
  /// The order to which the venue gave this identifier, now or earlier; `nil` when there is none.
  func order(venueOrderId: VenueOrderId, instrumentId: InstrumentId) -> Order?
  /// How many orders have not ended, whoever made them.
  var unclosedCount: Int { get }
  /// The orders that have not ended; those that others made are among them.
  func unclosed(instrumentId: InstrumentId?, strategyId: StrategyId?, side: OrderSide?) -> [Order]
}

extension OrderLookup {
  /// Looks the whole order up; a cache can do better.
  public func isClosed(_ id: ClientOrderId) -> Bool { order(id)?.isClosed == true }
}
