/// The differences between the products, as a table.
public struct ProductProfile: Sendable {
  /// The path that REST requests begin with: `/api/v3`.
  public let restPath: String
  /// The path of the WebSocket API: `/ws-api/v3`.
  public let socketAPIPath: String
  /// The limits that a depth request may name; empty when any up to `depthMaximum` will do.
  public let depthLimits: [Int]
  /// The levels of each side that a depth request gets that names no limit.
  public let depthDefault: Int
  /// The most levels of each side that a depth request gets; spot cuts what asks for more down to it.
  /// Futures take ``depthLimits`` alone.
  public let depthMaximum: Int
  /// The most klines that one request gets; spot cuts what asks for more down to it, futures refuse it.
  public let klineMaximum: Int
  /// The largest step between two update ids of one book.
  public let updateIdStride: Int64
  /// The commission of the maker and the taker in units of 10^-8.
  public let makerRate: Int64
  /// The taker's, likewise; an account's own rate goes before.
  public let takerRate: Int64
  /// How long trades of one taker side at one price are aggregated, in milliseconds; 0 = within one taker order.
  public let aggregationWindow: Int64
  /// The number by which the futures exchanges' stream events tell each other apart (`st`); `nil` on spot, which sends none.
  public let serviceType: Int?
  /// How many conditional orders an account may have open in a symbol (`MAX_NUM_ALGO_ORDERS`); `nil` where no filter says.
  public let maxAlgoOrders: Int?

  static let spot = ProductProfile(
    restPath: "/api/v3", socketAPIPath: "/ws-api/v3", depthLimits: [], depthDefault: 100, depthMaximum: 5000,
    klineMaximum: 1000, updateIdStride: 1, makerRate: 100_000, takerRate: 100_000, aggregationWindow: 0,
    serviceType: nil, maxAlgoOrders: 5)

  static let usdm = ProductProfile(
    restPath: "/fapi/v1", socketAPIPath: "/ws-fapi/v1", depthLimits: [5, 10, 20, 50, 100, 500, 1000],
    depthDefault: 500, depthMaximum: 1000, klineMaximum: 1500, updateIdStride: 97, makerRate: 20_000,
    takerRate: 50_000, aggregationWindow: 100, serviceType: 1, maxAlgoOrders: nil)

  static let coinm = ProductProfile(
    restPath: "/dapi/v1", socketAPIPath: "/ws-dapi/v1", depthLimits: [5, 10, 20, 50, 100, 500, 1000],
    depthDefault: 500, depthMaximum: 1000, klineMaximum: 1500, updateIdStride: 41, makerRate: 20_000,
    takerRate: 50_000, aggregationWindow: 100, serviceType: 2, maxAlgoOrders: 20)
}
