/// A trade of the order.
public struct OrderFilled: OrderEventRecord {
  public var header: OrderEventHeader
  /// The venue's identifier of the trade, or a deterministic one when the fill was inferred from a report.
  public var tradeId: TradeId
  /// Whether the order bought or sold.
  public var side: OrderSide
  /// The order's own type, not what it became at the venue once it was triggered.
  public var type: OrderType
  /// How much this fill adds to the order, in base units or contracts: the trade's quantity without what had been
  /// inferred of it before.
  public var lastQuantity: Quantity
  /// The price of the trade; of an inferred fill, the price that makes the order's average right as far as that can be
  /// told.
  public var lastPrice: Price
  /// The currency in which the price is.
  public var currency: Currency
  /// What the trade cost (negative for a rebate), where known.
  public var commission: Money?
  /// Whether the trade made or took liquidity; `none` where the venue does not say.
  public var liquiditySide: LiquiditySide
  /// The venue's position in hedge mode; the execution engine fills in its own otherwise.
  public var positionId: PositionId?
  /// Whether the fill was concluded from an order's filled quantity because the trade itself could not be had.
  public var isInferred: Bool
  /// The order's filled quantity after this fill; set when the fill is applied to the order.
  public var filledQuantity: Quantity
  /// The order's open quantity after this fill; set when the fill is applied to the order.
  public var leavesQuantity: Quantity
  /// The order's average price after this fill; set when the fill is applied to the order.
  public var averagePrice: WideDecimal?
  /// Further facts of the venue by name.
  public var info: [String: String]

  /// Whether the commission was worked out here because the venue has not told it yet. It is put right by the trade being
  /// told once more with its commission.
  public var isCommissionEstimated: Bool {
    get { info[Self.estimateKey] == "true" }
    set { info[Self.estimateKey] = newValue ? "true" : nil }
  }

  private static let estimateKey = "commissionEstimated"

  /// Makes the event of a trade; what it adds up to with the order's other trades is filled in when it is applied to
  /// the order.
  public init(
    _ header: OrderEventHeader, tradeId: TradeId, side: OrderSide, type: OrderType, lastQuantity: Quantity,
    lastPrice: Price, currency: Currency, commission: Money? = nil, liquiditySide: LiquiditySide = .none,
    positionId: PositionId? = nil, isInferred: Bool = false, info: [String: String] = [:]
  ) {
    self.header = header
    self.tradeId = tradeId
    self.side = side
    self.type = type
    self.lastQuantity = lastQuantity
    self.lastPrice = lastPrice
    self.currency = currency
    self.commission = commission
    self.liquiditySide = liquiditySide
    self.positionId = positionId
    self.isInferred = isInferred
    self.filledQuantity = lastQuantity
    self.leavesQuantity = .zero(precision: lastQuantity.precision)
    self.averagePrice = nil
    self.info = info
  }
}
