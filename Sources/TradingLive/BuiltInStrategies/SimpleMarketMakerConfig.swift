public import TradingEngine
public import TradingModel

/// What the market maker is told.
public struct SimpleMarketMakerConfig: Hashable, Sendable {
  /// How far from the middle its prices are.
  public enum HalfSpread: Hashable, Sendable {
    /// In steps of the instrument's price.
    case ticks(Int)
    /// In hundredths of a percent of the middle price.
    case basisPoints(WideDecimal)
  }

  /// The instrument on both sides of whose market orders are kept.
  public var instrument: InstrumentId
  /// The size of each order.
  public var tradeSize: Quantity
  /// How far from the middle the price of each side is.
  public var halfSpread: HalfSpread
  /// The largest position, long or short: on that side no order is placed any more.
  public var maxPosition: Quantity
  /// By how many steps the wanted price must have moved before an order is replaced.
  public var requoteTicks: Int
  /// The least time between two replacements on one side, to stay far from the venue's order limits.
  public var requoteInterval: Duration
  /// Whether the position is closed when the strategy stops; orders are cancelled anyway.
  public var closesOnStop: Bool
  /// The client that trades, where several trade the instrument, as on spot and on margin.
  public var client: ClientId?
  /// What every strategy can be told, its name among it.
  public var strategy: StrategyConfig

  /// Makes the settings; by default orders are two ticks from the middle and replaced once a second at most.
  public init(
    instrument: InstrumentId, tradeSize: Quantity, halfSpread: HalfSpread = .ticks(2), maxPosition: Quantity,
    requoteTicks: Int = 1, requoteInterval: Duration = .milliseconds(1_000), closesOnStop: Bool = false,
    client: ClientId? = nil, strategy: StrategyConfig = StrategyConfig()
  ) {
    self.instrument = instrument
    self.tradeSize = tradeSize
    self.halfSpread = halfSpread
    self.maxPosition = maxPosition
    self.requoteTicks = requoteTicks
    self.requoteInterval = requoteInterval
    self.closesOnStop = closesOnStop
    self.client = client
    self.strategy = strategy
  }
}
