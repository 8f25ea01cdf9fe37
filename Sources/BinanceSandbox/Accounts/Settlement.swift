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

/// One execution, the same for both sides.
struct Fill {
  let market: SymbolMarket
  let tradeId: Int64
  let price: Int64
  let quantity: Int64
  let value: Amount
  /// The allocation by which it came, where smart order routing took it from another book.
  var allocationId: Int64?
}

/// What an execution cost one side.
struct FillResult {
  var commission = Amount.zero
  var commissionAsset = ""
  var realizedProfit = Amount.zero
}
