public import TradingModel

/// An order by which the venue liquidated somebody.
///
/// The venue publishes at most one a second and symbol, so this is a sample and no complete record. See
/// [Liquidation order streams](https://developers.binance.com/docs/derivatives/usds-margined-futures/websocket-market-streams/Liquidation-Order-Streams).
public struct BinanceLiquidation: CustomData, Hashable {
  public static let typeName = "BinanceLiquidation"

  public var instrument: InstrumentId
  /// The side of the liquidating order: `sell` closes a long position.
  public var side: BookSide
  /// The venue's word for the order type: `LIMIT`.
  public var orderType: String
  /// The venue's word for the time in force: `IOC`.
  public var timeInForce: String
  public var quantity: Quantity
  public var price: Price
  public var averagePrice: Price
  /// The venue's word for the order's status: `FILLED`.
  public var status: String
  public var lastFilledQuantity: Quantity
  public var accumulatedQuantity: Quantity
  public var tsEvent: UnixNanos
  public var tsInit: UnixNanos

  public var instrumentId: InstrumentId? { instrument }

  public init(
    instrument: InstrumentId, side: BookSide, orderType: String, timeInForce: String, quantity: Quantity, price: Price,
    averagePrice: Price, status: String, lastFilledQuantity: Quantity, accumulatedQuantity: Quantity,
    tsEvent: UnixNanos, tsInit: UnixNanos
  ) {
    self.instrument = instrument
    self.side = side
    self.orderType = orderType
    self.timeInForce = timeInForce
    self.quantity = quantity
    self.price = price
    self.averagePrice = averagePrice
    self.status = status
    self.lastFilledQuantity = lastFilledQuantity
    self.accumulatedQuantity = accumulatedQuantity
    self.tsEvent = tsEvent
    self.tsInit = tsInit
  }
}
