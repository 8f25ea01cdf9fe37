public import TradingModel

/// What a kernel is made with.
public struct TradingKernelConfig: Sendable {
  public var traderId: TraderId
  public var cache: CacheConfig
  public var dataEngine: DataEngineConfig
  /// Whether an attached journal is given quotes, trades, deltas, bars and futures prices too.
  public var journalsMarketData: Bool

  public init(
    traderId: TraderId = "TRADER-001", cache: CacheConfig = CacheConfig(),
    dataEngine: DataEngineConfig = DataEngineConfig(), journalsMarketData: Bool = false
  ) {
    self.traderId = traderId
    self.cache = cache
    self.dataEngine = dataEngine
    self.journalsMarketData = journalsMarketData
  }
}
