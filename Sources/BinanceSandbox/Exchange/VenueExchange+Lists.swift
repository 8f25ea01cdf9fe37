// Order lists. (The kinds of list are placed in their own file; here is what a list does when its orders move.)
extension VenueExchange {
  /// The list that an order belongs to, while it is open.
  func list(of order: VenueOrder) -> VenueOrderList? { nil }

  /// Cancels what is open of a list.
  func cancel(_ list: VenueOrderList, requestId: String) {}

  /// Before a fill is booked on a list's order.
  func listWillFill(_ order: VenueOrder) {}
  /// After a fill was told.
  func listDidFill(_ order: VenueOrder) {}
  /// A list's order expired.
  func listDidClose(_ order: VenueOrder) {}
  /// A list's conditional order starts to work.
  func listWillTrigger(_ order: VenueOrder) {}
}
