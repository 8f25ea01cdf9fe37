public import TradingEngine
public import TradingModel

/// What the basis trade is told.
public struct BasisTradeConfig: Hashable, Sendable {
  /// What is bought: a spot pair.
  public var spot: InstrumentId
  /// What is sold short against it: a perpetual or dated contract on the same asset.
  public var contract: InstrumentId
  /// How much of the asset is held on each side.
  public var tradeSize: Quantity
  /// The basis at which the pair is opened, in hundredths of a percent of the spot price; measured at what both sides
  /// would trade at.
  public var entryBasisPoints: WideDecimal
  /// The basis at which it is closed; less than ``entryBasisPoints``.
  public var exitBasisPoints: WideDecimal
  /// How long the strategy stays out after a side could not be traded.
  public var pause: Duration
  /// Whether both sides are closed when the strategy stops.
  public var closesOnStop: Bool
  /// The client that trades the spot pair, where several do, as on spot and on margin.
  public var spotClient: ClientId?
  /// The client that trades the contract, where several do, as with two accounts.
  public var contractClient: ClientId?
  /// What every strategy can be told, its name among it.
  public var strategy: StrategyConfig

  /// Makes the settings; by default the pair is opened at ten basis points and closed when none is left.
  public init(
    spot: InstrumentId, contract: InstrumentId, tradeSize: Quantity,
    entryBasisPoints: WideDecimal = WideDecimal(10), exitBasisPoints: WideDecimal = .zero,
    pause: Duration = .seconds(30), closesOnStop: Bool = true, spotClient: ClientId? = nil,
    contractClient: ClientId? = nil, strategy: StrategyConfig = StrategyConfig()
  ) {
    self.spot = spot
    self.contract = contract
    self.tradeSize = tradeSize
    self.entryBasisPoints = entryBasisPoints
    self.exitBasisPoints = exitBasisPoints
    self.pause = pause
    self.closesOnStop = closesOnStop
    self.spotClient = spotClient
    self.contractClient = contractClient
    self.strategy = strategy
  }
}
