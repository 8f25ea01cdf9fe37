public import TradingModel

/// What every strategy can be told.
public struct StrategyConfig: Hashable, Sendable {
  /// The strategy's name, `NAME-TAG`; made of the type's name and the tag when `nil`.
  public var strategyId: StrategyId?
  /// What tells strategies of one name apart, also in the identifiers of their orders; `001`, `002`, … when `nil`.
  public var orderIdTag: String?
  /// How the strategy's fills become positions; as the venue does it unless specified.
  public var omsType: OmsType
  /// Instruments whose orders and positions from elsewhere the strategy takes as its own.
  public var externalOrderClaims: [InstrumentId]
  /// Whether the strategy's open orders are cancelled after ``DataActor/onStop()``.
  public var cancelsOrdersOnStop: Bool
  /// Whether the strategy's positions are closed after ``DataActor/onStop()``.
  public var closesPositionsOnStop: Bool
  /// Whether order and position events are logged.
  public var logsEvents: Bool

  /// Makes the settings; by default a stop leaves orders and positions alone.
  public init(
    strategyId: StrategyId? = nil, orderIdTag: String? = nil, omsType: OmsType = .unspecified,
    externalOrderClaims: [InstrumentId] = [], cancelsOrdersOnStop: Bool = false, closesPositionsOnStop: Bool = false,
    logsEvents: Bool = true
  ) {
    self.strategyId = strategyId
    self.orderIdTag = orderIdTag
    self.omsType = omsType
    self.externalOrderClaims = externalOrderClaims
    self.cancelsOrdersOnStop = cancelsOrdersOnStop
    self.closesPositionsOnStop = closesPositionsOnStop
    self.logsEvents = logsEvents
  }
}
