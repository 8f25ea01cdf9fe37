/// How orders reserve and move money; spot and futures differ in nothing else.
protocol Settlement: AnyObject {
  /// Refuses an order that the account cannot pay, else reserves for it.
  ///
  /// - Parameter estimate: value at which a market order would execute now.
  func reserve(_ order: VenueOrder, estimate: Amount) throws(VenueError)
  /// Books one fill of a user's order; `counter` is `nil` when the market is the other side.
  func fill(_ order: VenueOrder, fill: Fill, isMaker: Bool, counter: VenueOrder?) -> FillResult
  /// Gives back what is reserved beyond the order's present need (nothing once it is closed).
  func adjust(_ order: VenueOrder)
}
