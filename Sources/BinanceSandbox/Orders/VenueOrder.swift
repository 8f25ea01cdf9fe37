import TradingModel

/// An order as the venue keeps it. The exchange alone changes it; everyone else reads.
///
/// Prices and quantities are integers at the decimals of ``rules``.
final class VenueOrder {
  let id: Int64
  let account: SandboxAccount
  let rules: SymbolRules
  let side: OrderSide
  /// The type as it was sent. What a triggered conditional order does is told by ``activeType``.
  let type: OrderType
  var timeInForce: TimeInForce
  /// 0 for market orders.
  var price: Int64
  /// 0 for market orders by quote quantity until they have executed.
  var quantity: Int64
  let quoteQuantity: Amount
  /// The client's id; after a cancel the canceling request's id is in ``cancelClientId``.
  var clientOrderId: String
  var cancelClientId: String?
  let createdAt: UnixNanos

  var status: OrderStatus = .new
  var executed: Int64 = 0
  /// Filled value in quote units (spot, USDⓈ-M) or base units (COIN-M).
  var cumulativeQuote = Amount.zero
  /// The filled value of a futures order in units of 10^-16 of the margin asset, for the average price.
  var exactValue: Int128 = 0
  var updatedAt: UnixNanos
  /// When it went on the book; `nil` for conditional orders that wait.
  var workingAt: UnixNanos?
  var stopPrice: Int64 = 0
  var trailingDelta: Int?
  /// The best price since a trailing stop became active.
  var trailingExtreme: Int64?
  var trailingAt: UnixNanos?
  /// Displayed size of an iceberg order.
  var icebergQuantity: Int64 = 0
  var triggered = false
  /// Whether the order waits for its trigger and is not on the book.
  var isWaiting = false
  var selfTradePrevention: SelfTradePrevention = .expireMaker
  var preventedQuantity: Int64 = 0
  var preventedMatchId: Int64?
  var expiryReason: ExpiryReason?
  /// Whether the venue of the day tells why an order expired.
  var tellsReason = true
  /// Whether answers to trading requests tell the average price and the value, as they did before July 2026.
  var tellsAverage = false
  var strategyId: Int64?
  var strategyType: Int64?
  var pegPriceType: String?
  var pegOffsetType: String?
  var pegOffsetValue: Int?
  var peggedPrice: Int64?
  var usedSor = false
  /// -1 when it belongs to no list.
  var orderListId: Int64 = -1
  var amendments = 0
  /// The ledger's number of its latest state; 0 before the first.
  var lastRecord: Int64 = 0

  // Margin.
  var sideEffect = SideEffect.none
  var repaysAtCancel = true
  /// What was borrowed for it.
  var borrowed = Amount.zero
  var borrowedAsset: String?

  // Futures.
  var positionSide: PositionSide = .both
  var reduceOnly = false
  var closePosition = false
  var priceMatch = "NONE"
  var goodTillDate: Int64 = 0
  var workingType = "CONTRACT_PRICE"
  var priceProtect = false
  var realizedProfit = Amount.zero
  /// Why the venue itself made it.
  var forcedBy: ForcedClose?
  /// The number that the last modification gave it.
  var modifyId: Int64?
  /// The conditional order that became this one, and its type.
  weak var algoOrder: AlgoOrder?
  var originalType: OrderType?

  /// What is locked for it, in the asset that it gives.
  var locked = Amount.zero

  init(
    id: Int64, account: SandboxAccount, rules: SymbolRules, side: OrderSide, type: OrderType, timeInForce: TimeInForce,
    price: Int64, quantity: Int64, quoteQuantity: Amount, clientOrderId: String, at time: UnixNanos
  ) {
    self.id = id
    self.account = account
    self.rules = rules
    self.side = side
    self.type = type
    self.timeInForce = timeInForce
    self.price = price
    self.quantity = quantity
    self.quoteQuantity = quoteQuantity
    self.clientOrderId = clientOrderId
    self.createdAt = time
    self.updatedAt = time
  }

  var remaining: Int64 { max(0, quantity &- executed &- preventedQuantity) }
  var isOpen: Bool { !status.isFinal }
  /// Whether the order is or waits to be on the book.
  var isWorking: Bool { workingAt != nil && isOpen }

  /// Average filled price at the symbol's price decimals, rounded to the nearest.
  var averagePrice: Int64 { averagePrice(decimals: rules.priceDecimals) }

  /// Average filled price at so many decimals, rounded to the nearest; zero before the first fill.
  func averagePrice(decimals: Int) -> Int64 {
    guard executed > 0 else { return 0 }
    if rules.isInverse, exactValue > 0 {
      let value = Int128(executed) &* Int128(rules.contractSize) &* FixedText.power(16 + decimals)
      let divisor = exactValue &* FixedText.power(rules.quantityDecimals)
      return Int64(clamping: (value + divisor / 2) / divisor)
    }
    let value = cumulativeQuote.units &* FixedText.power(rules.quantityDecimals + decimals)
    let divisor = Int128(executed) &* FixedText.power(8)
    return Int64(clamping: (value &+ divisor / 2) / divisor)
  }
}
