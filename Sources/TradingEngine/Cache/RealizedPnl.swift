public import TradingModel

/// What positions of one owner in one instrument have realized.
public struct RealizedPnl: Hashable, Sendable, Codable {
  /// The instrument that the positions were in.
  public var instrumentId: InstrumentId
  /// Who owned the positions.
  public var strategyId: StrategyId
  /// The sum of their `Position/realizedPnl`, in the settlement currency; negative for a loss.
  public var pnl: Money

  /// Makes the sum of one owner in one instrument.
  public init(instrumentId: InstrumentId, strategyId: StrategyId, pnl: Money) {
    self.instrumentId = instrumentId
    self.strategyId = strategyId
    self.pnl = pnl
  }
}
