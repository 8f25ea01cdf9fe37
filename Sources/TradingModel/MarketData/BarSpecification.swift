/// How bars are cut: a step, a unit, and which price they are made of.
public struct BarSpecification: Hashable, Sendable {
  /// What a step counts.
  public enum Aggregation: String, Hashable, Sendable, CaseIterable {
    /// Trades, quotes or mark prices, whichever the bars are made of.
    case tick = "TICK"
    /// Base units or contracts.
    case volume = "VOLUME"
    /// Worth, in the quote currency.
    case value = "VALUE"
    case millisecond = "MILLISECOND"
    case second = "SECOND"
    case minute = "MINUTE"
    case hour = "HOUR"
    case day = "DAY"
    /// From Monday, in UTC.
    case week = "WEEK"
    /// From the first day of a month, in UTC.
    case month = "MONTH"

    /// Whether steps are spans of time.
    public var isTime: Bool {
      switch self {
      case .tick, .volume, .value: false
      case .millisecond, .second, .minute, .hour, .day, .week, .month: true
      }
    }
  }

  /// Which price bars are made of.
  public enum PriceType: String, Hashable, Sendable, CaseIterable {
    case bid = "BID"
    case ask = "ASK"
    case mid = "MID"
    case last = "LAST"
    case mark = "MARK"
  }

  /// How many units a bar spans, at least 1.
  public let step: Int
  /// What a step counts: spans of time, ticks, base units or contracts, or value in the quote currency.
  public let aggregation: Aggregation
  /// Which price bars are made of: trades for `last`, quotes for `bid`, `ask` and `mid`, mark prices for `mark`.
  public let priceType: PriceType

  /// Makes a specification, of traded prices unless told otherwise.
  ///
  /// - Throws: ``IdentifierError`` for a step below 1, of which no bar would ever end.
  public init(step: Int, aggregation: Aggregation, priceType: PriceType = .last) throws(IdentifierError) {
    self.init(unchecked: step, aggregation: aggregation, priceType: priceType)
    guard step >= 1 else {
      throw IdentifierError(
        kind: "bar specification", text: description, expected: "a step of at least 1, as 1-\(aggregation.rawValue)")
    }
  }

  /// Makes a specification whose step is written in the source, or was checked.
  package init(unchecked step: Int, aggregation: Aggregation, priceType: PriceType = .last) {
    self.step = step
    self.aggregation = aggregation
    self.priceType = priceType
  }

  /// The span of a time bar; `nil` for months, ticks, volumes and values.
  public var interval: Duration? {
    switch aggregation {
    case .millisecond: .milliseconds(step)
    case .second: .seconds(step)
    case .minute: seconds(60)
    case .hour: seconds(3_600)
    case .day: seconds(86_400)
    case .week: seconds(604_800)
    case .month, .tick, .volume, .value: nil
    }
  }

  /// So many seconds for each step; saturates, since the step may be a text's.
  private func seconds(_ unit: Int) -> Duration {
    let (seconds, overflow) = step.multipliedReportingOverflow(by: unit)
    return .seconds(overflow ? .max : seconds)
  }
}

extension BarSpecification: CustomStringConvertible {
  /// `1-MINUTE-LAST`.
  public var description: String { "\(step)-\(aggregation.rawValue)-\(priceType.rawValue)" }
}
