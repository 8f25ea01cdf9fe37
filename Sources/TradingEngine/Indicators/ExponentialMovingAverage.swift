public import TradingModel

/// The exponential moving average of a series: each value counts `2 / (period + 1)`.
///
/// It starts at the first value and is ready after as many values as its period. For signals only: indicators calculate
/// in floating point, money does not.
public struct ExponentialMovingAverage: Sendable {
  /// How many values the average is over, at least one.
  public let period: Int
  /// The average so far; zero before the first value.
  public private(set) var value = 0.0
  /// How many values were taken.
  public private(set) var count = 0
  private let weight: Double

  /// An average over `period` values, at least one.
  public init(period: Int) {
    self.period = max(1, period)
    weight = 2 / (Double(self.period) + 1)
  }

  /// Whether enough values were taken for the average to mean something.
  public var isReady: Bool { count >= period }

  /// Takes the next value of the series.
  public mutating func add(_ next: Double) {
    value = count == 0 ? next : weight * next + (1 - weight) * value
    count &+= 1
  }

  /// Takes a price, as the nearest floating-point number.
  public mutating func add(_ price: Price) { add(price.approximation) }

  /// The average of closes.
  public mutating func add(_ bar: Bar) { add(bar.close) }

  /// Forgets everything.
  public mutating func reset() { self = ExponentialMovingAverage(period: period) }
}

extension Price {
  /// The nearest floating-point number, for indicators only.
  public var approximation: Double {
    var scale = 1.0
    for _ in 0..<precision { scale *= 10 }
    return Double(raw) / scale
  }
}
