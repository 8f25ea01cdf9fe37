/// How much the cache remembers.
public struct CacheConfig: Hashable, Sendable {
  /// How many quotes are kept for each instrument; the last one always is.
  public var quoteCapacity: Int
  /// How many trades are kept for each instrument.
  public var tradeCapacity: Int
  /// How many bars are kept for each bar type.
  public var barCapacity: Int

  public init(quoteCapacity: Int = 1, tradeCapacity: Int = 10_000, barCapacity: Int = 10_000) {
    self.quoteCapacity = quoteCapacity
    self.tradeCapacity = tradeCapacity
    self.barCapacity = barCapacity
  }
}
