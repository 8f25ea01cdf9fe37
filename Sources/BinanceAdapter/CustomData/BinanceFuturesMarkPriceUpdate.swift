public import TradingModel

/// Mark price, index price and funding of a futures contract, in one message.
///
/// See [Mark price stream](https://developers.binance.com/docs/derivatives/usds-margined-futures/websocket-market-streams/Mark-Price-Stream).
public struct BinanceFuturesMarkPriceUpdate: CustomData, Hashable {
  public static let typeName = "BinanceFuturesMarkPriceUpdate"

  /// The contract that is marked; `s` of the event.
  public var instrument: InstrumentId
  /// The price by which positions are valued and liquidated, `p`.
  public var mark: Price
  /// The index price, where the message has one.
  public var index: Price?
  /// The estimated settlement price; useful in the last hour before settlement.
  public var estimatedSettle: Price?
  /// The funding rate as a fraction; `nil` for dated contracts.
  public var fundingRate: WideDecimal?
  /// When funding is charged next; `nil` for dated contracts.
  public var nextFunding: UnixNanos?
  /// When the venue sent the event, `E`.
  public var tsEvent: UnixNanos
  /// When this process received the event.
  public var tsInit: UnixNanos

  public var instrumentId: InstrumentId? { instrument }

  /// Makes an update, as read from a `markPriceUpdate` event.
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
