/// What venues do in different ways, so that one suite asks each for what it promises.
public struct ConformanceTraits: Sendable {
  /// How far ahead the date of a good-till-date order is at least.
  public var leastLife: Duration = .seconds(3)
  /// Whether the venue links orders (OCO, OTO, brackets); otherwise linked orders must be denied.
  public var linksOrders = true
  /// Whether the venue changes orders; otherwise a change must be refused and the order must stand as it is.
  public var changesOrders = true
  /// Whether a fill-or-kill order that cannot be filled is rejected instead of expired.
  public var rejectsUnfilledFOK = false
  /// Whether it trades contracts: with positions, margins that move with the market, and orders that only reduce.
  public var tradesContracts = false

  /// The traits of a venue that links and changes orders and trades no contracts.
  public init() {}
}
