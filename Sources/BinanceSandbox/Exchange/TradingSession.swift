/// A part of the week of the market behind TradFi contracts: when it is open, and how.
///
/// The exchanges' holidays are not known here. Hours are those of the venue's documentation:
/// <https://developers.binance.com/docs/derivatives/usds-margined-futures/market-data/rest-api/Trading-Schedule>.
struct TradingSession: Equatable {
  /// Milliseconds since the epoch.
  let start: Int64
  let end: Int64
  /// `REGULAR`, `NO_TRADING`, …
  let type: String

  /// A market that contracts follow; raw values are those of the schedule.
  enum Market: String, CaseIterable {
    case equity = "EQUITY"
    case commodity = "COMMODITY"

    /// What the stream calls it.
    var event: String {
      switch self {
      case .equity: "EquityUpdate"
      case .commodity: "CommodityUpdate"
      }
    }

    /// The sessions of a weekday, in minutes from midnight in New York.
    fileprivate var hours: [(from: Int64, to: Int64, type: String)] {
      switch self {
      case .equity:
        [
          (-240, 240, "OVERNIGHT"), (240, 570, "PRE_MARKET"), (570, 960, "REGULAR"), (960, 1_200, "AFTER_MARKET"),
        ]
      case .commodity: [(570, 960, "REGULAR")]
      }
    }
  }

  private static let day: Int64 = 86_400_000

  /// The sessions of a market that touch a time, in order and without a gap.
  static func list(_ market: Market, from start: Int64, to end: Int64) -> [TradingSession] {
    var result: [TradingSession] = []
    // A weekend and a day to each side, so that the first and the last session are whole.
    for number in (start / day - 4)...(end / day + 4) {
      let date = CivilDate(daysSinceEpoch: number)
      guard date.weekday <= 5 else { continue }
      let midnight = number * day + hoursBehind(date) * 3_600_000
      for hours in market.hours {
        let opens = midnight + hours.from * 60_000
        if let last = result.last, last.end < opens {
          result.append(TradingSession(start: last.end, end: opens, type: "NO_TRADING"))
        }
        result.append(TradingSession(start: opens, end: midnight + hours.to * 60_000, type: hours.type))
      }
    }
    return result.filter { $0.end > start && $0.start < end }
  }

  /// The session of a moment.
  static func current(_ market: Market, at now: Int64) -> TradingSession? { list(market, from: now, to: now + 1).first }

  /// What the schedule tells at a moment: a week from the beginning of the day before on.
  static func week(_ market: Market, at now: Int64) -> [TradingSession] {
    let start = (now / day - 1) * day
    return list(market, from: start, to: start + 7 * day)
  }

  /// How many hours New York is behind UTC on a weekday: summer time is from the second Sunday of March to the first one
  /// of November.
  private static func hoursBehind(_ date: CivilDate) -> Int64 {
    func sunday(_ month: Int, from first: Int) -> Int64 {
      let start = CivilDate(year: date.year, month: month, day: first)
      return start.daysSinceEpoch + Int64(7 - start.weekday)
    }
    let isSummer = (sunday(3, from: 8)..<sunday(11, from: 1)).contains(date.daysSinceEpoch)
    return isSummer ? 4 : 5
  }
}
