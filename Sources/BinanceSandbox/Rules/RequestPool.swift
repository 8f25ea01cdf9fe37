/// A number of requests that an address may make of some endpoints together in five minutes, apart from their weight.
enum RequestPool: Hashable {
  /// Ratios, open interest and taker volumes of USDⓈ-M (`/futures/data`).
  case statistics
  /// `fundingRate` and `fundingInfo` of USDⓈ-M.
  case funding

  var limit: Int {
    switch self {
    case .statistics: 1_000
    case .funding: 500
    }
  }

  /// The window in milliseconds.
  static let window: Int64 = 300_000
}
