import Foundation
import TradingModel

/// A moment on the command line: ISO 8601, or a number since the epoch in seconds, milli-, micro- or nanoseconds.
enum TimeArgument {
  static func read(_ text: String?, _ option: String) throws(CommandFailure) -> UnixNanos? {
    guard let text else { return nil }
    if let number = Int64(text), number >= 0 { return nanoseconds(number) }
    let styles = [Date.ISO8601FormatStyle(includingFractionalSeconds: true), Date.ISO8601FormatStyle()]
    if isOfCalendar(text) {
      let dates = styles.compactMap { try? Date(text, strategy: $0) }
      if let date = dates.first ?? (try? Date(text + "T00:00:00Z", strategy: .iso8601)) {
        return UnixNanos(milliseconds: milliseconds(date))
      }
    }
    throw CommandFailure(
      .usage,
      "\(option) '\(text)' is no time; write 2026-11-23, 2026-11-23T14:00:00Z or a number of milliseconds since 1970")
  }

  /// Whether the text begins with a day that there is: the formats take 30 February for 1 March.
  private static func isOfCalendar(_ text: String) -> Bool {
    let parts = text.prefix(10).split(separator: "-").compactMap { Int($0) }
    // Time in nanoseconds begins with 1970 and ends in 2262.
    guard parts.count == 3, (1970..<2262).contains(parts[0]) else { return false }
    let calendar = Calendar(identifier: .gregorian)
    return DateComponents(calendar: calendar, year: parts[0], month: parts[1], day: parts[2]).isValidDate(in: calendar)
  }

  private static func milliseconds(_ date: Date) -> Int64 { Int64((date.timeIntervalSince1970 * 1_000).rounded()) }

  /// Today's times have 10 digits in seconds, 13 in milliseconds, 16 in microseconds, 19 in nanoseconds.
  private static func nanoseconds(_ number: Int64) -> UnixNanos {
    switch number.magnitude {
    case ..<100_000_000_000: UnixNanos(milliseconds: number.multipliedReportingOverflow(by: 1_000).partialValue)
    case ..<100_000_000_000_000: UnixNanos(milliseconds: number)
    case ..<100_000_000_000_000_000: UnixNanos(microseconds: number)
    default: UnixNanos(number)
    }
  }
}
