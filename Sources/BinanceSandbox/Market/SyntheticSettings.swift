/// How lively a synthetic market is.
public struct SyntheticSettings: Sendable {
  /// Book and trade events a second and symbol, on average.
  public var eventsPerSecond: Double = 30
  /// Multiplies the volatility.
  public var volatility: Double = 1
  /// The symbols to move; empty = all that are listed.
  public var symbols: [String] = []

  /// Makes the settings of a market of usual liveliness in all symbols.
  public init() {}
}
