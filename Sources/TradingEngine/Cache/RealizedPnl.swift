public import TradingModel

/// What positions of one owner in one instrument have realized.
public struct RealizedPnl: Hashable, Sendable, Codable {
  public var instrumentId: InstrumentId
  public var strategyId: StrategyId
  public var pnl: Money

  public init(instrumentId: InstrumentId, strategyId: StrategyId, pnl: Money) {
    self.instrumentId = instrumentId
    self.strategyId = strategyId
    self.pnl = pnl
  }
}
