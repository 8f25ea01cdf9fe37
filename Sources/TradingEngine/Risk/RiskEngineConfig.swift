public import TradingModel

/// What the risk engine watches over.
public struct RiskEngineConfig: Hashable, Sendable {
  /// Whether everything passes unchecked.
  public var isBypassed: Bool
  public var maxSubmitRate: CommandRateLimiter.Limit
  public var maxModifyRate: CommandRateLimiter.Limit
  /// The most that one order may be worth, in the instrument's notional currency.
  public var maxNotionalPerOrder: [InstrumentId: WideDecimal]
  /// Whether orders of cash accounts must be covered by the free balance that is known here.
  public var checksBalance: Bool

  public init(
    isBypassed: Bool = false, maxSubmitRate: CommandRateLimiter.Limit = .init(count: 100, interval: .seconds(1)),
    maxModifyRate: CommandRateLimiter.Limit = .init(count: 100, interval: .seconds(1)),
    maxNotionalPerOrder: [InstrumentId: WideDecimal] = [:], checksBalance: Bool = true
  ) {
    self.isBypassed = isBypassed
    self.maxSubmitRate = maxSubmitRate
    self.maxModifyRate = maxModifyRate
    self.maxNotionalPerOrder = maxNotionalPerOrder
    self.checksBalance = checksBalance
  }
}
