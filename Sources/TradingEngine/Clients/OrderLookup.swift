public import TradingModel

/// The orders of a node by their identifiers, for clients that need an order's particulars to carry out a command.
public protocol OrderLookup: AnyObject {
  func order(_ id: ClientOrderId) -> Order?
  func order(venueOrderId: VenueOrderId, instrumentId: InstrumentId) -> Order?
}
