public import TradingModel

/// An order by which the venue liquidated somebody.
///
/// The venue publishes at most one a second and symbol, so this is a sample and no complete record. See
/// [Liquidation order streams](https://developers.binance.com/docs/derivatives/usds-margined-futures/websocket-market-streams/Liquidation-Order-Streams).
public struct BinanceLiquidation: CustomData, Hashable {
  public static let typeName = "BinanceLiquidation"

  /// The contract whose position was liquidated; `s` of the event's `o`.
  public var instrument: InstrumentId
  /// The side of the liquidating order: `sell` closes a long position.
  public var side: BookSide
  /// The venue's word for the order type: `LIMIT`.
  public var orderType: String
  /// The venue's word for the time in force: `IOC`.
  public var timeInForce: String
  /// How much the liquidating order is for, `q`: of the base currency, on COIN-M in contracts.
  public var quantity: Quantity
  /// The limit price of the liquidating order, `p`.
  public var price: Price
  /// The average price at which the order was filled, `ap`.
  public var averagePrice: Price
  /// The venue's word for the order's status: `FILLED`.
  public var status: String
  /// How much the order's last fill was for, `l`, in the unit of ``quantity``.
  public var lastFilledQuantity: Quantity
  /// How much of the order is filled in all, `z`, in the unit of ``quantity``.
  public var accumulatedQuantity: Quantity
  /// When the order traded, by the venue's clock: `T` of the event's `o`.
  public var tsEvent: UnixNanos
  /// When this process received the event.
  public var tsInit: UnixNanos

  public var instrumentId: InstrumentId? { instrument }

  /// Makes a liquidation, as read from a `forceOrder` event.
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
