/// What the venue says about one of the account's positions; flat when it has none.
public struct PositionStatusReport: Hashable, Sendable, Codable {
  /// The account whose position it is.
  public var accountId: AccountId
  /// The contract that is held.
  public var instrumentId: InstrumentId
  /// The direction in which the position is held; flat when nothing is.
  public var side: PositionSide
  /// Never negative.
  public var quantity: Quantity
  /// The venue's position: `ETHUSDT-PERP.BINANCE-LONG`, `-SHORT`, `-BOTH`.
  public var positionId: PositionId?
  /// The venue's entry price; `nil` when the position is flat, and where the venue tells none.
  public var averageOpenPrice: WideDecimal?
  /// What the venue last said the position has gained, in the settlement currency; `nil` when it is flat, and where it
  /// tells none.
  public var unrealizedPnl: Money?
  /// The leverage to which the symbol is set, with or without a position; `nil` where it is not known.
  public var leverage: WideDecimal?
  /// `CROSS` or `ISOLATED`.
  public var marginType: String?
  /// The margin below which the position is liquidated.
  public var maintenanceMargin: Money?
  /// The mark price at which the position is liquidated.
  public var liquidationPrice: WideDecimal?
  /// When the venue last changed the position; where it does not say, when the report was made.
  public var tsLast: UnixNanos
  /// When this process made the report.
  public var tsInit: UnixNanos

  /// Makes a report of what the venue says; what is not given it did not tell.
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
