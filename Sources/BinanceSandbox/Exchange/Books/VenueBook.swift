/// The liquidity of a symbol: what rests, in the order in which it trades.
///
/// Two kinds: ``MatchingBook``, where market and users share one book, and ``RecordedBook``, where users' orders stand
/// behind a recorded one.
protocol VenueBook: AnyObject {
  /// The id of the last change.
  var lastUpdateId: Int64 { get }
  /// The best levels as the public sees them.
  var best: (bid: BookLevel?, ask: BookLevel?) { get }
  /// The book as a REST request sees it.
  func snapshot(limit: Int) -> DepthSnapshot

  /// What a taker of the given side would meet next, or `nil` when nothing rests opposite.
  func front(for taker: OrderSide) -> RestingFront?
  /// Takes from what ``front(for:)`` told.
  func consumeFront(for taker: OrderSide, quantity: Int64)
  /// Removes the order at the front (self-trade prevention); the market's own liquidity is never removed so.
  func removeFront(for taker: OrderSide)
  /// How much a taker would meet at `limit` or better, counting no further than `enough`; `nil` limit = any price.
  func available(for taker: OrderSide, limit: Int64?, enough: Int64) -> Int64

  /// Visits what rests opposite a taker, best first, until `visit(price, quantity, order)` returns `false`.
  func visitOpposite(of taker: OrderSide, _ visit: (Int64, Int64, VenueOrder?) -> Bool)

  /// Adds a user's order behind what is there.
  func rest(_ order: VenueOrder, quantity: Int64, displayed: Int64)
  /// Takes a user's order from the book.
  func remove(_ order: VenueOrder)
  /// Reduces a user's resting order without losing its place.
  func reduce(_ order: VenueOrder, to quantity: Int64)

  /// What changed since the last commit, as one depth change; `nil` when nothing did, or when the public book is a
  /// recording, which users do not change.
  func commit() -> DepthChange?
}

/// What stands first in the queue opposite a taker.
struct RestingFront {
  let price: Int64
  let quantity: Int64
  /// `nil` for the market's own liquidity.
  let order: VenueOrder?
}
