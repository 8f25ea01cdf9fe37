public import TradingModel

/// What a kernel is made with.
public struct TradingKernelConfig: Sendable {
  public var traderId: TraderId
  public var cache: CacheConfig
  public var dataEngine: DataEngineConfig
  public var riskEngine: RiskEngineConfig
  public var executionEngine: ExecutionEngineConfig
  /// Whether an attached journal is given quotes, trades, deltas, bars and futures prices too.
  public var journalsMarketData: Bool

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
