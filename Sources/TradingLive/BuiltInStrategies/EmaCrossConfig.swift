public import TradingEngine
public import TradingModel

/// What the moving average crossover is told.
public struct EmaCrossConfig: Hashable, Sendable {
  /// What is traded; a short position is taken on contracts only.
  public var instrument: InstrumentId
  /// The bars whose closes are averaged; one-second bars of the middle price, made from quotes, unless given.
  public var bars: BarType
  /// The period of the faster average.
  public var fast: Int
  /// The period of the slower average.
  public var slow: Int
  /// How much is bought or sold.
  public var tradeSize: Quantity
  /// Whether the position is closed when the strategy stops.
  public var closesOnStop: Bool
  /// The client that trades, where several trade the instrument, as on spot and on margin.
  public var client: ClientId?
  /// What every strategy can be told, its name among it.
  public var strategy: StrategyConfig

  /// Makes the settings; they are not checked here, as those of a file are.
  public init(
    instrument: InstrumentId, bars: BarType? = nil, fast: Int = 10, slow: Int = 20, tradeSize: Quantity,
    closesOnStop: Bool = true, client: ClientId? = nil, strategy: StrategyConfig = StrategyConfig()
  ) {
    self.instrument = instrument
    let seconds = BarSpecification(unchecked: 1, aggregation: .second, priceType: .mid)
    self.bars = bars ?? BarType(instrumentId: instrument, specification: seconds, source: .internal)
    self.fast = fast
    self.slow = slow
    self.tradeSize = tradeSize
    self.closesOnStop = closesOnStop
    self.client = client
    self.strategy = strategy
  }
}
