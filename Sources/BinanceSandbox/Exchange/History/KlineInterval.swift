/// The intervals of the venue's candles; raw values are the wire's.
enum KlineInterval: String, CaseIterable {
  case second1 = "1s"
  case minute1 = "1m"
  case minute3 = "3m"
  case minute5 = "5m"
  case minute15 = "15m"
  case minute30 = "30m"
  case hour1 = "1h"
  case hour2 = "2h"
  case hour4 = "4h"
  case hour6 = "6h"
  case hour8 = "8h"
  case hour12 = "12h"
  case day1 = "1d"
  case day3 = "3d"
  case week1 = "1w"
  case month1 = "1M"

  /// Fixed lengths in milliseconds; `nil` for months.
  var milliseconds: Int64? {
    switch self {
    case .second1: 1_000
    case .minute1: 60_000
    case .minute3: 180_000
    case .minute5: 300_000
    case .minute15: 900_000
    case .minute30: 1_800_000
    case .hour1: 3_600_000
    case .hour2: 7_200_000
    case .hour4: 14_400_000
    case .hour6: 21_600_000
    case .hour8: 28_800_000
    case .hour12: 43_200_000
    case .day1: 86_400_000
    case .day3: 259_200_000
    case .week1: 604_800_000
    case .month1: nil
    }
  }

  /// The first millisecond of the candle in which `time` (ms) lies: weeks begin on Monday, months on the first, UTC.
  func open(at time: Int64) -> Int64 {
    if let length = milliseconds {
      // 1970-01-01 was a Thursday: Mondays are four days off the epoch's weeks.
      let shift: Int64 = self == .week1 ? 4 * 86_400_000 : 0
      let offset = time &- shift
      let floor = offset >= 0 ? offset / length : (offset &- length &+ 1) / length
      return floor &* length &+ shift
    }
    let date = CivilDate(daysSinceEpoch: time >= 0 ? time / 86_400_000 : (time - 86_399_999) / 86_400_000)
    return CivilDate(year: date.year, month: date.month, day: 1).daysSinceEpoch &* 86_400_000
  }

  /// The last millisecond of the candle that opens at `open`.
  func close(openingAt open: Int64) -> Int64 {
    if let length = milliseconds { return open &+ length &- 1 }
    let date = CivilDate(daysSinceEpoch: open / 86_400_000)
    let next =
      date.month == 12
      ? CivilDate(year: date.year + 1, month: 1, day: 1) : CivilDate(year: date.year, month: date.month + 1, day: 1)
    return next.daysSinceEpoch &* 86_400_000 &- 1
  }
}
