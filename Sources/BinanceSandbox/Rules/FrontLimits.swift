/// What a client may ask of the venue: request weights, orders, connections, streams and messages.
///
/// The defaults are the venue's own; a test or an operator may make them tighter.
/// See <https://developers.binance.com/docs/binance-spot-api-docs/rest-api/limits>.
public struct FrontLimits: Sendable, Hashable {
  /// A limit on new orders of one account in a fixed window.
  public struct OrderWindow: Sendable, Hashable {
    /// The venue's name of the unit: `SECOND`, `MINUTE` or `DAY`.
    public var interval: String
    public var intervalNum: Int
    public var limit: Int

    public init(interval: String, intervalNum: Int, limit: Int) {
      self.interval = interval
      self.intervalNum = intervalNum
      self.limit = limit
    }

    /// The window in milliseconds.
    var milliseconds: Int64 {
      let unit: Int64 =
        switch interval {
        case "SECOND": 1_000
        case "MINUTE": 60_000
        case "HOUR": 3_600_000
        default: 86_400_000
        }
      return unit * Int64(max(1, intervalNum))
    }

    /// The suffix of the header that reports the count: `10S`, `1M`, `1D`.
    var suffix: String { "\(intervalNum)\(interval.prefix(1))" }
  }

  /// Weight of an address per minute.
  public var requestWeight: Int
  /// Requests of an address in five minutes, whatever their weight; none on futures.
  public var rawRequests: Int?
  public var orders: [OrderWindow]
  /// Refused requests that are answered with 429 before the address is banned.
  public var violationsBeforeBan: Int = 10
  /// The first ban; each further one lasts twice as long, up to three days.
  public var firstBan: Duration = .seconds(120)
  /// Connection attempts of an address in five minutes.
  public var connections: Int = 300
  public var streamsPerConnection: Int = 1024
  /// Messages of a client on a stream connection in one second, pings and pongs included.
  public var messagesPerSecond: Int
  public var pingInterval: Duration
  public var pongTimeout: Duration
  public var connectionLifetime: Duration = .seconds(86_400)
  /// Bytes that may wait for a slow client before it is dropped.
  public var maximumBacklog: Int = 16 << 20

  public static let spot = FrontLimits(
    requestWeight: 6_000, rawRequests: 300_000,
    orders: [
      OrderWindow(interval: "SECOND", intervalNum: 10, limit: 100),
      OrderWindow(interval: "DAY", intervalNum: 1, limit: 200_000),
    ],
    messagesPerSecond: 5, pingInterval: .seconds(20), pongTimeout: .seconds(60))

  public static let futures = FrontLimits(
    requestWeight: 2_400, rawRequests: nil,
    orders: [
      OrderWindow(interval: "SECOND", intervalNum: 10, limit: 300),
      OrderWindow(interval: "MINUTE", intervalNum: 1, limit: 1_200),
    ],
    messagesPerSecond: 10, pingInterval: .seconds(180), pongTimeout: .seconds(600))

  public init(
    requestWeight: Int, rawRequests: Int?, orders: [OrderWindow], messagesPerSecond: Int, pingInterval: Duration,
    pongTimeout: Duration
  ) {
    self.requestWeight = requestWeight
    self.rawRequests = rawRequests
    self.orders = orders
    self.messagesPerSecond = messagesPerSecond
    self.pingInterval = pingInterval
    self.pongTimeout = pongTimeout
  }
}
