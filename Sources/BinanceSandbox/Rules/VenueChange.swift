/// A change of the venue's behaviour, with the day on which it came.
///
/// <https://developers.binance.com/docs/binance-spot-api-docs/CHANGELOG> and the derivatives change log.
public enum VenueChange: String, CaseIterable, Sendable {
  /// Orders can be amended, self-trade prevention knows DECREMENT, and an order named by both ids is found by the first.
  case amendKeepPriority
  /// Connections to futures streams carry 1,024 streams; before, 200.
  case manyFuturesStreams
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
    case .manyFuturesStreams: (2025, 7, 2)
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
