/// How much the cache remembers.
public struct CacheConfig: Hashable, Sendable {
  /// How many quotes are kept for each instrument; the last one always is.
  public var quoteCapacity: Int
  /// How many trades are kept for each instrument.
  public var tradeCapacity: Int
  /// How many bars are kept for each bar type.
  public var barCapacity: Int
  /// How many closed orders are kept; the oldest are forgotten first. Where a journal is kept, it has them all.
  public var closedOrderCapacity: Int
  /// How long closed orders are kept; `nil` for as long as there is room.
  public var closedOrderAge: Duration?
  /// How many closed positions are kept; what older ones realized stays in the sums.
  public var closedPositionCapacity: Int

  /// Makes the bounds of a cache; by default closed orders are kept for a day.
  public init(
    quoteCapacity: Int = 1, tradeCapacity: Int = 10_000, barCapacity: Int = 10_000, closedOrderCapacity: Int = 10_000,
    closedOrderAge: Duration? = .seconds(86_400), closedPositionCapacity: Int = 1_000
  ) {
    self.quoteCapacity = quoteCapacity
    self.tradeCapacity = tradeCapacity
    self.barCapacity = barCapacity
    self.closedOrderCapacity = closedOrderCapacity
    self.closedOrderAge = closedOrderAge
    self.closedPositionCapacity = closedPositionCapacity
  }
}
