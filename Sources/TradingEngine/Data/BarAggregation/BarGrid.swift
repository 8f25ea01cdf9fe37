import TradingModel

/// The boundaries of time bars: multiples of the step in UTC, weeks from Monday, months from the first of January.
struct BarGrid {
  private enum Step {
    case fixed(nanoseconds: Int64, origin: Int64)
    case months(Int)
  }

  private static let day: Int64 = 86_400_000_000_000
  private let step: Step

  /// `nil` for bars that are not cut by time.
  init?(_ specification: BarSpecification) {
    if specification.aggregation == .month {
      // Beyond ten thousand years a bar ends with time itself.
      step = .months(min(max(1, specification.step), 120_000))
    } else if let interval = specification.interval?.wholeNanoseconds, interval > 0 {
      // 1970-01-05 was a Monday.
      step = .fixed(nanoseconds: interval, origin: specification.aggregation == .week ? 4 * Self.day : 0)
    } else {
      return nil
    }
  }

  /// The last boundary at or before `time`.
  func start(containing time: UnixNanos) -> UnixNanos {
    switch step {
    case .fixed(let length, let origin):
      let offset = Int128(time.nanoseconds) - Int128(origin)
      let index = offset >= 0 ? offset / Int128(length) : -((-offset + Int128(length) - 1) / Int128(length))
      return UnixNanos(Int64(clamping: Int128(origin) + index * Int128(length)))
    case .months(let count):
      let months = Self.months(at: time)
      let index = months >= 0 ? months / count : -((-months + count - 1) / count)
      return Self.time(ofMonth: index * count)
    }
  }

  /// The boundary after `start`, which is one itself.
  func end(of start: UnixNanos) -> UnixNanos {
    switch step {
    case .fixed(let length, _):
      let (end, overflow) = start.nanoseconds.addingReportingOverflow(length)
      return UnixNanos(overflow ? .max : end)
    case .months(let count):
      return Self.time(ofMonth: Self.months(at: start) + count)
    }
  }

  /// Whole months since January 1970.
  private static func months(at time: UnixNanos) -> Int {
    let (quotient, remainder) = time.nanoseconds.quotientAndRemainder(dividingBy: day)
    let date = CivilDate(daysSinceEpoch: Int(remainder < 0 ? quotient - 1 : quotient))
    return (date.year - 1970) * 12 + date.month - 1
  }

  private static func time(ofMonth index: Int) -> UnixNanos {
    let year = index >= 0 ? index / 12 : -((-index + 11) / 12)
    let date = CivilDate(year: 1970 + year, month: index - year * 12 + 1, day: 1)
    let (nanoseconds, overflow) = Int64(date.daysSinceEpoch).multipliedReportingOverflow(by: day)
    return UnixNanos(overflow ? (date.year < 1970 ? .min : .max) : nanoseconds)
  }
}
