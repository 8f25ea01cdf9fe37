/// The day whose venue a sandbox is: changes that came later have not happened yet.
public struct VenueCalendar: Sendable {
  private let day: CivilDate?

  /// The newest venue that the sandbox knows.
  public static let newest = VenueCalendar(day: nil)

  private init(day: CivilDate?) { self.day = day }

  /// The venue of a day, given as `YYYY-MM-DD`; `nil` when the text is no date.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4, let year = Int(parts[0]), let month = Int(parts[1]),
      let day = Int(parts[2]), (2017...2100).contains(year), (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    let date = CivilDate(year: year, month: month, day: day)
    guard CivilDate(daysSinceEpoch: date.daysSinceEpoch) == date else { return nil }
    self.day = date
  }

  /// Whether a change has happened.
  public func has(_ change: VenueChange) -> Bool {
    guard let day else { return true }
    let since = change.day
    return day.daysSinceEpoch >= CivilDate(year: since.year, month: since.month, day: since.day).daysSinceEpoch
  }

  /// How many parts an iceberg order may have.
  var icebergParts: Int {
    guard let day else { return 100 }
    let steps = [((2026, 3, 12), 100), ((2026, 2, 11), 50), ((2025, 12, 18), 25)]
    for ((year, month, start), parts) in steps
    where day.daysSinceEpoch >= CivilDate(year: year, month: month, day: start).daysSinceEpoch { return parts }
    return 10
  }
}
