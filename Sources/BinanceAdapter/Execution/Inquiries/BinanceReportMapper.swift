import TradingModel

/// Makes the domain's reports of the venue's orders, trades and events.
struct BinanceReportMapper {
  let product: BinanceProduct
  let accountId: AccountId
  /// Whether an order that the venue lets expire counts as canceled.
  var treatsExpiredAsCanceled = false
  /// Whether futures fills and orders name the venue's position.
  var usesPositionIds = true
  /// The taker fee assumed where neither the venue nor the instrument says one.
  var defaultTakerFee = WideDecimal.zero
  /// What the account pays for a symbol, where that was asked for.
  var rates: [String: BinanceCommissionRate] = [:]

  // MARK: Numbers

  static func quantity(_ text: String?, _ instrument: Instrument) -> Quantity? {
    text.flatMap { try? Quantity(published: $0, precision: instrument.sizePrecision) }
  }

  static func quantity(_ value: WideDecimal, _ instrument: Instrument) -> Quantity? {
    try? Quantity(published: value.plain(), precision: instrument.sizePrecision)
  }

  /// A price; nil when there is none, which the venue writes as zero.
  static func price(_ text: String?, _ instrument: Instrument) -> Price? {
    guard let text, let price = try? Price(published: text, precision: instrument.pricePrecision) else { return nil }
    return price.isZero ? nil : price
  }

  static func price(_ value: WideDecimal?, _ instrument: Instrument) -> Price? {
    price(value?.plain(), instrument)
  }

  /// The identifier of a trade; what smart order routing allocates has none, and is named by its allocation.
  static func tradeId(_ number: Int64?, allocation: Int64?) -> TradeId? {
    if let number, let trade = UInt64(exactly: number) { return TradeId(number: trade) }
    return allocation.flatMap { $0 >= 0 ? TradeId("A-\($0)") : nil }
  }

  static func commission(_ amount: WideDecimal?, _ asset: String?) -> Money? {
    guard let amount, let asset, !asset.isEmpty else { return nil }
    return Money(amount, Currency(asset))
  }

  /// The average price of what was filled, from the sum that was paid.
  static func average(paid: WideDecimal?, filled: WideDecimal) -> WideDecimal? {
    guard let paid, paid.isPositive, filled.isPositive else { return nil }
    return (try? paid.divided(by: filled, scale: 16))?.trimmed
  }

  // MARK: Reports

  /// A report of an order that was asked for.
  func report(_ order: BinanceOrder, _ instrument: Instrument, now: UnixNanos) throws -> OrderStatusReport {
    guard let side = BinanceOrderWords.side(order.side) else { throw BinanceDecodingError(field: "side") }
    guard let quantity = Self.quantity(order.origQty, instrument),
      let filled = Self.quantity(order.executedQty, instrument)
    else { throw BinanceDecodingError(field: "origQty") }
    let offset = order.trailingDelta ?? order.priceRate.flatMap { BinanceCallbackRate.basisPoints(percent: $0) }
    let trailing = offset.flatMap { $0 > 0 ? WideDecimal($0) : nil }
    let time = order.time ?? order.updateTime ?? now
    return OrderStatusReport(
      accountId: accountId, instrumentId: instrument.id,
      clientOrderId: BinanceVenueOrder.name(order.clientOrderId, orderId: order.orderId),
      venueOrderId: VenueOrderId(String(order.orderId)), side: side,
      type: type(order.type, isTrailing: trailing != nil, price: order.price),
      timeInForce: BinanceOrderWords.timeInForce(order.timeInForce),
      status: status(order.status, filled: filled), quantity: quantity.isPositive ? quantity : filled,
      filledQuantity: filled,
      averagePrice: average(of: order), price: Self.price(order.price, instrument),
      triggerPrice: Self.isTrailing(order.origType) ? nil : Self.price(order.stopPrice, instrument),
      triggerType: Self.triggerType(order.workingType),
      activationPrice: Self.price(order.activatePrice, instrument),
      trailingOffset: trailing, trailingOffsetType: trailing == nil ? nil : .basisPoints,
      displayQuantity: order.icebergQty.flatMap { $0.isPositive ? Self.quantity($0, instrument) : nil },
      expireTime: order.goodTillDate, isPostOnly: order.type == "LIMIT_MAKER" || order.timeInForce == "GTX",
      isReduceOnly: order.reduceOnly,
      contingency: (order.orderListId ?? -1) >= 0 ? .oco : .none,
      orderListId: order.orderListId.flatMap { $0 >= 0 ? OrderListId(String($0)) : nil },
      positionId: positionId(order.positionSide, instrument),
      reason: reason(order), tsAccepted: time, tsLast: order.updateTime ?? time,
      tsInit: now)
  }

  /// A report of an order as an event tells it.
  func report(_ event: BinanceExecutionReport, _ instrument: Instrument, now: UnixNanos) throws -> OrderStatusReport {
    guard let quantity = Self.quantity(event.quantity, instrument),
      let filled = Self.quantity(event.cumulativeQuantity, instrument)
    else { throw BinanceDecodingError(field: "q") }
    let trailing = event.trailingDelta.flatMap { $0 > 0 ? WideDecimal($0) : nil }
    return OrderStatusReport(
      accountId: accountId, instrumentId: instrument.id,
      clientOrderId: BinanceVenueOrder.name(event.ownClientOrderId, orderId: event.orderId),
      venueOrderId: VenueOrderId(String(event.orderId)), side: event.side,
      type: type(event.type, isTrailing: trailing != nil, price: (try? WideDecimal(event.price)) ?? .zero),
      timeInForce: BinanceOrderWords.timeInForce(event.timeInForce), status: status(event.status, filled: filled),
      quantity: quantity.isPositive ? quantity : filled, filledQuantity: filled,
      averagePrice: event.averagePrice.flatMap { $0.isPositive ? $0.trimmed : nil }
        ?? Self.average(paid: event.cumulativeQuote, filled: event.cumulativeQuantity),
      price: Self.price(event.price, instrument),
      triggerPrice: Self.isTrailing(event.originalType) ? nil : Self.price(event.stopPrice, instrument),
      triggerType: Self.triggerType(event.workingType), activationPrice: Self.price(event.activationPrice, instrument),
      trailingOffset: trailing, trailingOffsetType: trailing == nil ? nil : .basisPoints,
      displayQuantity: Self.quantity(event.icebergQuantity, instrument).flatMap { $0.isPositive ? $0 : nil },
      expireTime: event.goodTillDate, isPostOnly: event.type == "LIMIT_MAKER" || event.timeInForce == "GTX",
      isReduceOnly: event.isReduceOnly, contingency: event.orderListId >= 0 ? .oco : .none,
      orderListId: event.orderListId >= 0 ? OrderListId(String(event.orderListId)) : nil,
      positionId: positionId(event.positionSide, instrument), reason: event.cause?.rawValue ?? reason(event),
      tsAccepted: event.creationTime ?? event.transactionTime, tsLast: event.transactionTime, tsInit: now)
  }

  /// A report of a trade that was asked for.
  func report(
    _ trade: BinanceAccountTrade, _ instrument: Instrument, clientOrderId: ClientOrderId?, now: UnixNanos
  ) throws -> FillReport {
    guard let quantity = Self.quantity(trade.quantity, instrument), let price = Self.price(trade.price, instrument),
      let id = Self.tradeId(trade.isAllocation ? nil : trade.id, allocation: trade.isAllocation ? trade.id : nil)
    else { throw BinanceDecodingError(field: "qty") }
    let commission = Self.commission(trade.commission, trade.commissionAsset)
    return FillReport(
      accountId: accountId, instrumentId: instrument.id, clientOrderId: clientOrderId,
      venueOrderId: VenueOrderId(String(trade.orderId)), tradeId: id,
      side: trade.isBuyer ? .buy : .sell, lastQuantity: quantity, lastPrice: price, commission: commission,
      isCommissionEstimated: commission == nil && !trade.commission.isZero,
      liquiditySide: trade.isMaker ? .maker : .taker, positionId: positionId(trade.positionSide, instrument),
      tsEvent: trade.time, tsInit: now)
  }

  /// A report of the trade that an event tells.
  func fill(_ event: BinanceExecutionReport, _ instrument: Instrument, now: UnixNanos) throws -> FillReport {
    guard let quantity = Self.quantity(event.lastQuantity, instrument),
      let price = Self.price(event.lastPrice, instrument), let trade = event.tradeId
    else { throw BinanceDecodingError(field: "l") }
    let commission = Self.commission(event.commission, event.commissionAsset)
    let estimate =
      commission == nil
      ? estimatedCommission(instrument, quantity: quantity, price: price, isMaker: event.isMaker) : nil
    return FillReport(
      accountId: accountId, instrumentId: instrument.id,
      clientOrderId: BinanceVenueOrder.name(event.ownClientOrderId, orderId: event.orderId),
      venueOrderId: VenueOrderId(String(event.orderId)), tradeId: trade, side: event.side,
      lastQuantity: quantity, lastPrice: price, commission: commission ?? estimate,
      // A commission of nothing has no asset on spot, and is none that was left out.
      isCommissionEstimated: commission == nil && (estimate != nil || event.commission?.isZero != true),
      liquiditySide: event.isMaker ? .maker : .taker, positionId: positionId(event.positionSide, instrument),
      tsEvent: event.transactionTime, tsInit: now)
  }

  /// Futures tell the average, spot what was paid.
  private func average(of order: BinanceOrder) -> WideDecimal? {
    if product.accountType.isFutures, let average = order.avgPrice, average.isPositive { return average.trimmed }
    // On COIN-M the sum is in base currency, from which no price follows without the contract's size.
    if product.accountType == .coinFutures { return nil }
    return Self.average(paid: order.cumulativeQuoteQty, filled: order.executedQty)
  }

  /// Why an order that was asked for ended; empty when it did not, or the venue gives no reason.
  private func reason(_ order: BinanceOrder) -> String {
    BinanceOrderWords.reason(order.expiryReason, status: order.status)
  }

  /// Why an event ended its order; empty when it did not, or the venue gives no reason.
  func reason(_ event: BinanceExecutionReport) -> String {
    let reason =
      product.accountType.isFutures
      ? BinanceOrderWords.futuresReason(event.expiryReason) : BinanceOrderWords.reason(event.expiryReason)
    if !reason.isEmpty { return reason }
    if event.status == "EXPIRED_IN_MATCH" { return "SELF_TRADE_PREVENTION" }
    return BinanceOrderWords.reason(event.rejectReason)
  }

  /// The balances of an account that was asked for: complete.
  func state(_ account: BinanceSpotAccount, type: AccountType, now: UnixNanos) throws -> AccountState {
    AccountState(
      accountId: accountId, accountType: type,
      balances: try account.balances.map { try Self.balance($0.asset, free: $0.free, locked: $0.locked) },
      isComplete: true,
      info: [
        "canTrade": account.canTrade ? "true" : "false", "permissions": account.permissions.joined(separator: ","),
      ],
      tsEvent: account.updateTime ?? now, tsInit: now)
  }

  /// The balances that an event touched.
  func state(_ event: BinanceBalances, type: AccountType, now: UnixNanos) throws -> AccountState {
    AccountState(
      accountId: accountId, accountType: type,
      balances: try event.items.map { try Self.balance($0.asset, free: $0.free, locked: $0.locked) },
      isComplete: false, tsEvent: event.updateTime, tsInit: now)
  }

  private static func balance(_ asset: String, free: WideDecimal, locked: WideDecimal) throws -> AccountBalance {
    let currency = Currency(asset)
    return try AccountBalance(free: Money(free, currency), locked: Money(locked, currency))
  }

  private func type(_ word: String, isTrailing: Bool, price: WideDecimal) -> OrderType {
    BinanceOrderWords.type(word, isTrailing: isTrailing, product: product) ?? (price.isPositive ? .limit : .market)
  }

  private func status(_ word: String, filled: Quantity) -> OrderStatus {
    let status = BinanceOrderWords.status(word) ?? (filled.isPositive ? .partiallyFilled : .accepted)
    return status == .expired && treatsExpiredAsCanceled ? .canceled : status
  }
}
