import TradingModel

/// How far from the reference price a taker may trade, as multipliers in units of 10^-4; `nil` is no bound.
///
/// <https://developers.binance.com/docs/binance-spot-api-docs/faqs/price_range_execution_rule>
public struct PriceRange: Sendable {
  /// For buying takers.
  public var bidUp: Int64?
  /// The lowest at which they may buy, `bidLimitMultDown`.
  public var bidDown: Int64?
  /// For selling takers.
  public var askUp: Int64?
  /// The lowest at which they may sell, `askLimitMultDown`.
  public var askDown: Int64?

  /// Makes a range without bounds.
  public init() {}

  static var fields: [(name: String, path: WritableKeyPath<PriceRange, Int64?>)] {
    [
      ("bidLimitMultUp", \.bidUp), ("bidLimitMultDown", \.bidDown), ("askLimitMultUp", \.askUp),
      ("askLimitMultDown", \.askDown),
    ]
  }

  /// The prices at which a taker of the side may trade while the reference is what it is.
  func bounds(for taker: OrderSide, reference: Int64) -> ClosedRange<Int64> {
    let (up, down) = taker == .buy ? (bidUp, bidDown) : (askUp, askDown)
    let highest = up.map { Int64(clamping: Int128(reference) &* Int128($0) / 10_000) } ?? .max
    let lowest = down.map { Int64(clamping: (Int128(reference) &* Int128($0) + 9_999) / 10_000) } ?? 0
    return min(lowest, highest)...highest
  }
}
