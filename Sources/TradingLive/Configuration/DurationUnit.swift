/// A unit of time in configuration text.
public enum DurationUnit: String, Sendable, CaseIterable {
  case milliseconds = "ms"
  case seconds = "s"
  case minutes = "m"
  case hours = "h"

  /// The duration of `count` units.
  public func duration(_ count: Int) -> Duration {
    switch self {
    case .milliseconds: .milliseconds(count)
    case .seconds: .seconds(count)
    case .minutes: .seconds(count) * 60
    case .hours: .seconds(count) * 3_600
    }
  }

  /// Reads `250ms`, `10s`, `5m`, `1h` or a bare number in the default unit; `nil` for anything else.
  public static func parse(_ text: String, defaultUnit: DurationUnit) -> Duration? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty, digits.count <= 15, let count = Int(digits) else { return nil }
    let suffix = text.dropFirst(digits.count).trimmingPrefix { $0 == " " }
    if suffix.isEmpty { return defaultUnit.duration(count) }
    return DurationUnit(rawValue: String(suffix))?.duration(count)
  }
}
