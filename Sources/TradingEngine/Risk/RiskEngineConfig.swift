public import TradingModel

/// What the risk engine watches over.
public struct RiskEngineConfig: Hashable, Sendable {
  /// Whether everything passes unchecked.
  public var isBypassed: Bool
  /// How many new orders pass in how much time; each order of a list counts, and a denied one may have counted too.
  public var maxSubmitRate: CommandRateLimiter.Limit
  /// How many changes of orders pass in how much time; cancellations always pass.
  public var maxModifyRate: CommandRateLimiter.Limit
  /// The most that one order may be worth, in the instrument's notional currency.
  public var maxNotionalPerOrder: [InstrumentId: WideDecimal]
  /// The largest position, long or short, that an order may lead to when it and everything open on its side fills.
  public var maxPosition: [InstrumentId: WideDecimal]
  /// How many orders may be open or on their way at once; `nil` for any number.
  public var maxOpenOrders: Int?
  /// What is let through at the start; a state that was journaled counts more.
  public var tradingState: TradingState
  /// Whether orders of cash accounts must be covered by the free balance that is known here.
  public var checksBalance: Bool

  /// Makes the rules; by default 100 new orders and 100 changes pass in a second, and balances are checked.
  public init(
    isBypassed: Bool = false, maxSubmitRate: CommandRateLimiter.Limit = .init(count: 100, interval: .seconds(1)),
    maxModifyRate: CommandRateLimiter.Limit = .init(count: 100, interval: .seconds(1)),
    maxNotionalPerOrder: [InstrumentId: WideDecimal] = [:], maxPosition: [InstrumentId: WideDecimal] = [:],
    maxOpenOrders: Int? = nil, tradingState: TradingState = .active, checksBalance: Bool = true
  ) {
    self.isBypassed = isBypassed
    self.maxSubmitRate = maxSubmitRate
    self.maxModifyRate = maxModifyRate
    self.maxNotionalPerOrder = maxNotionalPerOrder
    self.maxPosition = maxPosition
    self.maxOpenOrders = maxOpenOrders
    self.tradingState = tradingState
    self.checksBalance = checksBalance
  }
}
