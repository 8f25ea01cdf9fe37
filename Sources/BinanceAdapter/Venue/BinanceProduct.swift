/// What differs between Binance's products, as data: paths, limits and rules.
///
/// The machinery of the adapter is the same for all products and reads its differences from here. There is one row for
/// each account type, an object that never changes.
public final class BinanceProduct: Hashable, Sendable {
  /// The account type that this row belongs to.
  public let accountType: BinanceAccountType
  /// What starts the path of market data endpoints: `/api/v3`, `/fapi/v1`, `/dapi/v1`.
  public let restPath: String
  /// What starts the path of order and account endpoints; differs for margin (`/sapi/v1/margin`).
  public let tradingPath: String
  /// The path of the WebSocket API.
  public let webSocketAPIPath: String
  /// The largest depth snapshot and the weights of the snapshots up to a limit, ascending.
  public let depthWeights: [LimitWeight]
  /// The weights of klines up to a limit, ascending.
  public let klineWeights: [LimitWeight]
  /// How many klines one request gives at most.
  public let maxKlines: Int
  /// The limits that a request for a depth snapshot may name, ascending.
  public let depthLimits: [Int]
  /// How many milliseconds of changes the fastest depth stream gathers: `@depth@100ms`, `@depth@0ms`.
  public let fastestDepthPace: Int
  /// How many streams one connection takes.
  public let maxStreamsPerConnection: Int
  /// How many messages a client may send in a second on one market stream connection.
  public let clientMessagesPerSecond: Int
  /// The request weight that one address has in a minute; replaced by what exchangeInfo says.
  public let weightPerMinute: Int
  /// Clients with the same text here share one request budget per address.
  public let weightPool: String

  private init(
    accountType: BinanceAccountType, restPath: String, tradingPath: String, webSocketAPIPath: String,
    depthWeights: [LimitWeight], klineWeights: [LimitWeight], maxKlines: Int, depthLimits: [Int],
    fastestDepthPace: Int, maxStreamsPerConnection: Int, clientMessagesPerSecond: Int, weightPerMinute: Int,
    weightPool: String
  ) {
    self.accountType = accountType
    self.restPath = restPath
    self.tradingPath = tradingPath
    self.webSocketAPIPath = webSocketAPIPath
    self.depthWeights = depthWeights
    self.klineWeights = klineWeights
    self.maxKlines = maxKlines
    self.depthLimits = depthLimits
    self.fastestDepthPace = fastestDepthPace
    self.maxStreamsPerConnection = maxStreamsPerConnection
    self.clientMessagesPerSecond = clientMessagesPerSecond
    self.weightPerMinute = weightPerMinute
    self.weightPool = weightPool
  }

  public static func == (left: BinanceProduct, right: BinanceProduct) -> Bool { left.accountType == right.accountType }

  public func hash(into hasher: inout Hasher) { hasher.combine(accountType) }

  /// A request weight that applies up to a `limit` parameter.
  public struct LimitWeight: Hashable, Sendable {
    /// The largest `limit` parameter to which the weight applies.
    public let upTo: Int
    /// What such a request costs of the address's weight in a minute.
    public let weight: Int
  }

  /// The largest `limit` of a depth snapshot.
  public var maxDepthLimit: Int { depthWeights.last?.upTo ?? 1000 }

  /// The snapshots from which a book may be built, and their weights, ascending.
  ///
  /// Smaller ones leave out levels that the venue has: a crowd of books waits, and is stale meanwhile, rather than
  /// being called whole when it is not.
  public var wholeBookWeights: [LimitWeight] { depthWeights.filter { $0.upTo >= 1000 } }

  /// The weight of a request with this `limit` parameter.
  public static func weight(of limit: Int, in table: [LimitWeight]) -> Int {
    (table.first { limit <= $0.upTo } ?? table.last)?.weight ?? 1
  }

  /// The row of an account type.
  static func table(_ type: BinanceAccountType) -> BinanceProduct {
    switch type {
    case .spot: spot
    case .margin: margin
    case .isolatedMargin: isolatedMargin
    case .usdtFutures: usdtFutures
    case .coinFutures: coinFutures
    }
  }

  private static let spot = spotRow(.spot, tradingPath: "/api/v3")
  private static let margin = spotRow(.margin, tradingPath: "/sapi/v1/margin")
  private static let isolatedMargin = spotRow(.isolatedMargin, tradingPath: "/sapi/v1/margin")
  private static let usdtFutures = futuresRow(.usdtFutures, path: "/fapi/v1", webSocketAPIPath: "/ws-fapi/v1")
  private static let coinFutures = futuresRow(.coinFutures, path: "/dapi/v1", webSocketAPIPath: "/ws-dapi/v1")

  private static func spotRow(_ type: BinanceAccountType, tradingPath: String) -> BinanceProduct {
    BinanceProduct(
      accountType: type, restPath: "/api/v3", tradingPath: tradingPath, webSocketAPIPath: "/ws-api/v3",
      depthWeights: [(100, 5), (500, 25), (1000, 50), (5000, 250)].map(LimitWeight.init),
      klineWeights: [LimitWeight(upTo: 1000, weight: 2)], maxKlines: 1000,
      depthLimits: [5, 10, 20, 50, 100, 500, 1000, 5000], fastestDepthPace: 100, maxStreamsPerConnection: 1024,
      clientMessagesPerSecond: 5, weightPerMinute: 6000,
      weightPool: "api")
  }

  private static func futuresRow(
    _ type: BinanceAccountType, path: String, webSocketAPIPath: String
  ) -> BinanceProduct {
    BinanceProduct(
      accountType: type, restPath: path, tradingPath: path, webSocketAPIPath: webSocketAPIPath,
      depthWeights: [(50, 2), (100, 5), (500, 10), (1000, 20)].map(LimitWeight.init),
      klineWeights: [(99, 1), (499, 2), (1000, 5), (1500, 10)].map(LimitWeight.init), maxKlines: 1500,
      depthLimits: [5, 10, 20, 50, 100, 500, 1000], fastestDepthPace: 0, maxStreamsPerConnection: 1024,
      clientMessagesPerSecond: 10,
      weightPerMinute: 2400, weightPool: "futures")
  }
}
