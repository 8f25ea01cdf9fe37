public import TradingModel

/// The candlestick intervals that Binance makes, as it spells them.
public enum BinanceBarInterval: String, Hashable, Sendable, CaseIterable {
  case oneSecond = "1s"
  case oneMinute = "1m"
  case threeMinutes = "3m"
  case fiveMinutes = "5m"
  case fifteenMinutes = "15m"
  case thirtyMinutes = "30m"
  case oneHour = "1h"
  case twoHours = "2h"
  case fourHours = "4h"
  case sixHours = "6h"
  case eightHours = "8h"
  case twelveHours = "12h"
  case oneDay = "1d"
  case threeDays = "3d"
  case oneWeek = "1w"
  case oneMonth = "1M"

  private var step: Int { Int(rawValue.dropLast()) ?? 1 }

  private var aggregation: BarSpecification.Aggregation {
    switch rawValue.last {
    case "s": .second
    case "m": .minute
    case "h": .hour
    case "d": .day
    case "w": .week
    default: .month
    }
  }

  /// The specification of bars of this interval, made of last prices.
  public var specification: BarSpecification {
    BarSpecification(unchecked: step, aggregation: aggregation, priceType: .last)
  }

  /// The interval of a specification.
  ///
  /// - Parameters:
  ///   - specification: the bars that are wanted; the venue makes them of last prices only.
  ///   - product: where they are wanted: bars of one second are offered on spot and margin only.
  ///   - us: whether it is Binance US, which has no bars of one second.
  /// - Throws: ``BinanceRequestProblem`` naming what the venue offers, when it has no such interval.
  public init(
    _ specification: BarSpecification, product: BinanceProduct, us: Bool = false
  ) throws(BinanceRequestProblem) {
    let match = Self.allCases.first {
      $0.step == specification.step && $0.aggregation == specification.aggregation
    }
    let offered = Self.allCases.filter { $0 != .oneSecond || (product.accountType.isSpotOrMargin && !us) }
    guard let match, offered.contains(match), specification.priceType == .last else {
      let names = offered.map { "\($0.step)-\($0.aggregation.rawValue)" }.joined(separator: ", ")
      throw BinanceRequestProblem(
        "Binance has no \(specification) bars on \(product.accountType.rawValue); it offers \(names), of last prices")
    }
    self = match
  }
}
