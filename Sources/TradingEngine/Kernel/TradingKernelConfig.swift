public import TradingModel

/// What a kernel is made with.
public struct TradingKernelConfig: Sendable {
  /// Whose orders the kernel gives; a hash of it is part of their identifiers, by which a restart recognizes them.
  public var traderId: TraderId
  /// How much the cache remembers.
  public var cache: CacheConfig
  /// How market data is processed.
  public var dataEngine: DataEngineConfig
  /// What is denied before it is sent.
  public var riskEngine: RiskEngineConfig
  /// How orders in flight are watched, and how differences with the venue are settled.
  public var executionEngine: ExecutionEngineConfig
  /// Whether an attached journal is given quotes, trades, deltas, bars and futures prices too.
  public var journalsMarketData: Bool

  /// Makes the settings of a kernel; by default a journal is given no market data.
  public init(
    traderId: TraderId = "TRADER-001", cache: CacheConfig = CacheConfig(),
    dataEngine: DataEngineConfig = DataEngineConfig(), riskEngine: RiskEngineConfig = RiskEngineConfig(),
    executionEngine: ExecutionEngineConfig = ExecutionEngineConfig(), journalsMarketData: Bool = false
  ) {
    self.traderId = traderId
    self.cache = cache
    self.dataEngine = dataEngine
    self.riskEngine = riskEngine
    self.executionEngine = executionEngine
    self.journalsMarketData = journalsMarketData
  }
}
