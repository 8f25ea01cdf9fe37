/// How the execution engine works.
public struct ExecutionEngineConfig: Hashable, Sendable {
  /// How often orders in flight are looked at; `nil` switches the checks off.
  public var inFlightCheckInterval: Duration?
  /// How long an order may be in flight before the venue is asked, and how long between questions.
  public var inFlightThreshold: Duration
  /// How many orders are asked about in one check.
  public var maxQueriesPerCheck: Int
  /// How long the venue must not know an order, consistently and with a healthy user stream, before an order whose
  /// outcome is unknown counts as rejected.
  public var notFoundPeriod: Duration
  /// How many consistent answers that takes at least.
  public var notFoundAnswers: Int
  /// How long the trades of a filled quantity that a report told are waited for (they are asked for meanwhile) before a
  /// fill is inferred.
  public var tradePatience: Duration
  /// Whether orders from elsewhere that no strategy claims are kept out of the node.
  public var ignoresUnclaimedOrders: Bool
  /// Whether a venue's position that the known fills do not explain is completed with synthetic fills.
  public var completesPositions: Bool

  /// Makes the settings; by default orders in flight are looked at every two seconds and asked about after five.
  public init(
    inFlightCheckInterval: Duration? = .seconds(2), inFlightThreshold: Duration = .seconds(5),
    maxQueriesPerCheck: Int = 10, notFoundPeriod: Duration = .seconds(60), notFoundAnswers: Int = 3,
    tradePatience: Duration = .seconds(10),
    ignoresUnclaimedOrders: Bool = false, completesPositions: Bool = true
  ) {
    self.inFlightCheckInterval = inFlightCheckInterval
    self.inFlightThreshold = inFlightThreshold
    self.maxQueriesPerCheck = maxQueriesPerCheck
    self.notFoundPeriod = notFoundPeriod
    self.notFoundAnswers = notFoundAnswers
    self.tradePatience = tradePatience
    self.ignoresUnclaimedOrders = ignoresUnclaimedOrders
    self.completesPositions = completesPositions
  }
}
