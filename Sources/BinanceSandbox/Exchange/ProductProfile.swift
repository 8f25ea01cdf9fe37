/// The differences between the products, as a table.
public struct ProductProfile: Sendable {
  /// The path that REST requests begin with: `/api/v3`.
  public let restPath: String
  /// The path of the WebSocket API: `/ws-api/v3`.
  public let socketAPIPath: String
  /// The stream routes: none, or `/public`, `/market`, `/private`.
  public let streamRoutes: [String]
  /// Whether depth events carry `pu`, the id at which the previous one ended.
  public let depthHasPrevious: Bool
  /// Whether book tickers and depth carry event and transaction times.
  public let tickerHasTimes: Bool
  /// The limits that a depth request may name; empty when any up to `depthMaximum` will do.
  public let depthLimits: [Int]
  public let depthDefault: Int
  public let depthMaximum: Int
  /// The intervals of diff depth streams in milliseconds, the first being the default.
  public let depthSpeeds: [Int]
  public let klineMaximum: Int
  /// The largest step between two update ids of one book.
  public let updateIdStride: Int64
  /// Whether a trade's quantity is an amount of the base asset (or a number of contracts).
  public let quantityIsContracts: Bool
  /// The commission of the maker and the taker in units of 10^-8.
  public let makerRate: Int64
  public let takerRate: Int64
  /// How long trades of one taker side at one price are aggregated, in milliseconds; 0 = within one taker order.
  public let aggregationWindow: Int64
  /// How long the 8-digit form of numbers is: the venue prints spot values with eight decimals.
  public let printsEightDecimals: Bool

  static let spot = ProductProfile(
    restPath: "/api/v3", socketAPIPath: "/ws-api/v3", streamRoutes: [], depthHasPrevious: false, tickerHasTimes: false,
    depthLimits: [], depthDefault: 100, depthMaximum: 5000, depthSpeeds: [1000, 100], klineMaximum: 1000,
    updateIdStride: 1, quantityIsContracts: false, makerRate: 100_000, takerRate: 100_000, aggregationWindow: 0,
    printsEightDecimals: true)

  static let usdm = ProductProfile(
    restPath: "/fapi/v1", socketAPIPath: "/ws-fapi/v1", streamRoutes: ["/public", "/market", "/private"],
    depthHasPrevious: true, tickerHasTimes: true, depthLimits: [5, 10, 20, 50, 100, 500, 1000], depthDefault: 500,
    depthMaximum: 1000, depthSpeeds: [250, 500, 100], klineMaximum: 1500, updateIdStride: 97,
    quantityIsContracts: false, makerRate: 20_000, takerRate: 50_000, aggregationWindow: 100,
    printsEightDecimals: false)

  static let coinm = ProductProfile(
    restPath: "/dapi/v1", socketAPIPath: "/ws-dapi/v1", streamRoutes: [], depthHasPrevious: true,
    tickerHasTimes: true, depthLimits: [5, 10, 20, 50, 100, 500, 1000], depthDefault: 500, depthMaximum: 1000,
    depthSpeeds: [250, 500, 100], klineMaximum: 1500, updateIdStride: 41, quantityIsContracts: true,
    makerRate: 20_000, takerRate: 50_000, aggregationWindow: 100, printsEightDecimals: false)
}
