/// What the venue says about one of the account's positions; flat when it has none.
public struct PositionStatusReport: Hashable, Sendable, Codable {
  public var accountId: AccountId
  public var instrumentId: InstrumentId
  public var side: PositionSide
  /// Never negative.
  public var quantity: Quantity
  /// The venue's position: `ETHUSDT-PERP.BINANCE-LONG`, `-SHORT`, `-BOTH`.
  public var positionId: PositionId?
  public var averageOpenPrice: WideDecimal?
  public var unrealizedPnl: Money?
  public var leverage: WideDecimal?
  /// `CROSS` or `ISOLATED`.
  public var marginType: String?
  /// The margin below which the position is liquidated.
  public var maintenanceMargin: Money?
  /// The mark price at which the position is liquidated.
  public var liquidationPrice: WideDecimal?
  public var tsLast: UnixNanos
  public var tsInit: UnixNanos

  public init(
    accountId: AccountId, instrumentId: InstrumentId, side: PositionSide, quantity: Quantity,
    positionId: PositionId? = nil, averageOpenPrice: WideDecimal? = nil, unrealizedPnl: Money? = nil,
    leverage: WideDecimal? = nil, marginType: String? = nil, maintenanceMargin: Money? = nil,
    liquidationPrice: WideDecimal? = nil, tsLast: UnixNanos, tsInit: UnixNanos
  ) {
    self.accountId = accountId
    self.instrumentId = instrumentId
    self.side = side
    self.quantity = quantity
    self.positionId = positionId
    self.averageOpenPrice = averageOpenPrice
    self.unrealizedPnl = unrealizedPnl
    self.leverage = leverage
    self.marginType = marginType
    self.maintenanceMargin = maintenanceMargin
    self.liquidationPrice = liquidationPrice
    self.tsLast = tsLast
    self.tsInit = tsInit
  }

  /// The quantity with its sign: negative when short.
  public var signedQuantity: WideDecimal {
    switch side {
    case .flat: .zero
    case .long: quantity.wide
    case .short: -quantity.wide
    }
  }
}
