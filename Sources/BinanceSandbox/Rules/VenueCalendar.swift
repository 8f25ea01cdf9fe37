/// A change of the venue's behaviour, with the day on which it came.
///
/// <https://developers.binance.com/docs/binance-spot-api-docs/CHANGELOG> and the derivatives change log.
public enum VenueChange: String, CaseIterable, Sendable {
  /// Orders can be amended, self-trade prevention knows DECREMENT, and an order named by both ids is found by the first.
  case amendKeepPriority
  /// Pegged orders.
  case peggedOrders
  /// OPO and OPOCO lists, self-trade prevention TRANSFER, symbols beyond ASCII.
  case opoLists
  /// Spot's REST payloads are signed as they are sent, percent-encoded; before, the plain text was accepted, too, as it
  /// still is on futures.
  case encodeThenSign
  /// Spot's listen keys are gone.
  case spotListenKeysRemoved
  /// `/api/v1` is gone.
  case firstVersionRemoved
  /// `!ticker@arr` is gone on spot.
  case allTickersRemoved
  /// Expired orders say why.
  case expiryReason
  /// Takers stop at a range around the reference price.
  case priceRangeRule
  /// Successful order requests cost no weight; 300,000 raw requests in five minutes.
  case freeSuccessfulOrders
  /// USDⓈ-M's streams are split over `/public`, `/market` and `/private`.
  case futuresStreamRoutes
  /// Percent and notional filters use the reference price.
  case referencePriceFilters
  /// A notice comes before a shutdown.
  case serverShutdown
  /// Symbols may be CANCEL_ONLY.
  case cancelOnlyStatus
  /// Futures acknowledgements carry no averages.
  case futuresAcknowledgementsWithoutAverage

  /// The first day, as year, month and day in UTC.
  public var day: (year: Int, month: Int, day: Int) {
    switch self {
    case .amendKeepPriority: (2025, 5, 7)
    case .peggedOrders: (2025, 8, 28)
    case .opoLists: (2025, 12, 18)
    case .encodeThenSign: (2026, 1, 15)
    case .spotListenKeysRemoved: (2026, 2, 20)
    case .firstVersionRemoved, .expiryReason, .priceRangeRule: (2026, 3, 25)
    case .allTickersRemoved: (2026, 3, 26)
    case .freeSuccessfulOrders: (2026, 4, 2)
    case .futuresStreamRoutes: (2026, 4, 23)
    case .referencePriceFilters, .serverShutdown: (2026, 5, 8)
    case .cancelOnlyStatus: (2026, 7, 7)
    case .futuresAcknowledgementsWithoutAverage: (2026, 7, 15)
    }
  }
}

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
