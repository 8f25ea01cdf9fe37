public import TradingModel

/// Mark price, index price and funding of a futures contract, in one message.
///
/// See [Mark price stream](https://developers.binance.com/docs/derivatives/usds-margined-futures/websocket-market-streams/Mark-Price-Stream).
public struct BinanceFuturesMarkPriceUpdate: CustomData, Hashable {
  public static let typeName = "BinanceFuturesMarkPriceUpdate"

  public var instrument: InstrumentId
  public var mark: Price
  /// The index price, where the message has one.
  public var index: Price?
  /// The estimated settlement price; useful in the last hour before settlement.
  public var estimatedSettle: Price?
  /// The funding rate as a fraction; `nil` for dated contracts.
  public var fundingRate: WideDecimal?
  /// When funding is charged next; `nil` for dated contracts.
  public var nextFunding: UnixNanos?
  public var tsEvent: UnixNanos
  public var tsInit: UnixNanos

  public var instrumentId: InstrumentId? { instrument }

  public init(
    instrument: InstrumentId, mark: Price, index: Price?, estimatedSettle: Price?, fundingRate: WideDecimal?,
    nextFunding: UnixNanos?, tsEvent: UnixNanos, tsInit: UnixNanos
  ) {
    self.instrument = instrument
    self.mark = mark
    self.index = index
    self.estimatedSettle = estimatedSettle
    self.fundingRate = fundingRate
    self.nextFunding = nextFunding
    self.tsEvent = tsEvent
    self.tsInit = tsInit
  }
}
