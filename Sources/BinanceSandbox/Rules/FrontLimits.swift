/// What a client may ask of the venue: request weights, orders, connections, streams and messages.
///
/// The defaults are the venue's own; a test or an operator may make them tighter.
/// See <https://developers.binance.com/docs/binance-spot-api-docs/rest-api/limits>.
public struct FrontLimits: Sendable, Hashable {
  /// A limit on new orders of one account in a fixed window.
  public struct OrderWindow: Sendable, Hashable {
    /// The venue's name of the unit: `SECOND`, `MINUTE` or `DAY`.
    public var interval: String
    /// How many of these units a window lasts; windows are fixed and begin at whole multiples since the epoch.
    public var intervalNum: Int
    /// The most orders that an account may place in one window.
    public var limit: Int

    /// Makes a window of so many units, in which an account may place so many orders.
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
  /// Limits on the new orders of an account, the shortest window first; an order must fit into all of them.
  public var orders: [OrderWindow]
  /// Refused requests that are answered with 429 before the address is banned.
  public var violationsBeforeBan: Int = 10
  /// The first ban; each further one lasts twice as long, up to three days.
  public var firstBan: Duration = .seconds(120)
  /// Connection attempts of an address in five minutes.
  public var connections: Int = 300
  /// The most streams of one connection, those that its URL names included: a URL with more is refused with 400, a
  /// SUBSCRIBE beyond it with an error.
  public var streamsPerConnection: Int = 1024
  /// Messages of a client on a stream connection in one second, pings and pongs included.
  public var messagesPerSecond: Int
  /// How long after its opening, or after the last ping, the venue pings a connection.
  public var pingInterval: Duration
  /// How long a ping may wait for its pong, else the connection ends with code 1008; looked at when the next is due.
  public var pongTimeout: Duration
  /// How old a connection may become before the venue closes it with code 1001.
  public var connectionLifetime: Duration = .seconds(86_400)
  /// Bytes that may wait for a slow client before it is dropped.
  public var maximumBacklog: Int = 16 << 20

  /// What the venue allows on spot; on a day before April 2026 ``SandboxVenue`` makes its raw requests 61,000.
  public static let spot = FrontLimits(
    requestWeight: 6_000, rawRequests: 300_000,
    orders: [
      OrderWindow(interval: "SECOND", intervalNum: 10, limit: 100),
      OrderWindow(interval: "DAY", intervalNum: 1, limit: 200_000),
    ],
    messagesPerSecond: 5, pingInterval: .seconds(20), pongTimeout: .seconds(60))

  /// What the venue allows on USDⓈ-M and COIN-M together; on a day before July 2025 ``SandboxVenue`` makes its streams of a
  /// connection 200.
  public static let futures = FrontLimits(
    requestWeight: 2_400, rawRequests: nil,
    orders: [
      OrderWindow(interval: "SECOND", intervalNum: 10, limit: 300),
      OrderWindow(interval: "MINUTE", intervalNum: 1, limit: 1_200),
    ],
    messagesPerSecond: 10, pingInterval: .seconds(180), pongTimeout: .seconds(600))

  /// Makes limits; those that are no parameter begin as the venue's.
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
