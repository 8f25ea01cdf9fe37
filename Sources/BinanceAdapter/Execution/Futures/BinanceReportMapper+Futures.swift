import TradingModel

// Reports of what only futures have: conditional orders, positions, margins.
extension BinanceReportMapper {
  /// The position that something belongs to; nil where position ids are not wanted, or on spot.
  func positionId(_ side: String?, _ instrument: Instrument) -> PositionId? {
    guard usesPositionIds, product.accountType.isFutures else { return nil }
    return (side.flatMap(BinancePositionSide.init(rawValue:)) ?? .both).positionId(instrument.id)
  }

  /// Whether an order was a trailing stop of futures: what the venue tells as its stop price then means nothing.
  static func isTrailing(_ originalType: String?) -> Bool { originalType == "TRAILING_STOP_MARKET" }

  static func triggerType(_ word: String?) -> TriggerType? {
    switch word {
    case "MARK_PRICE": .markPrice
    case "CONTRACT_PRICE": .lastPrice
    default: nil
    }
  }

  private static let algoStatuses: [String: OrderStatus] = [
    "NEW": .accepted, "TRIGGERING": .accepted, "TRIGGERED": .triggered, "FINISHED": .canceled, "CANCELED": .canceled,
    "EXPIRED": .expired, "REJECTED": .rejected,
  ]

  /// A report of a conditional order that waits, or that ended without becoming another one.
  func report(_ algo: BinanceAlgoOrder, _ instrument: Instrument, now: UnixNanos) throws -> OrderStatusReport {
    guard let side = BinanceOrderWords.side(algo.side) else { throw BinanceDecodingError(field: "side") }
    guard let quantity = Self.quantity(algo.quantity, instrument) else { throw BinanceDecodingError(field: "quantity") }
    let offset = algo.callbackRate.flatMap { BinanceCallbackRate.basisPoints(percent: $0) }
    let time = algo.createTime ?? algo.updateTime ?? now
    return OrderStatusReport(
      accountId: accountId, instrumentId: instrument.id,
      clientOrderId: algo.clientAlgoId.isEmpty ? nil : ClientOrderId(algo.clientAlgoId),
      venueOrderId: VenueOrderId(String(algo.algoId)), side: side,
      type: BinanceOrderWords.type(algo.type, isTrailing: offset != nil, product: product) ?? .stopMarket,
      timeInForce: BinanceOrderWords.timeInForce(algo.timeInForce), status: Self.algoStatuses[algo.status] ?? .accepted,
      quantity: quantity, filledQuantity: .zero(precision: instrument.sizePrecision),
      price: Self.price(algo.price, instrument), triggerPrice: Self.price(algo.triggerPrice, instrument),
      triggerType: Self.triggerType(algo.workingType), activationPrice: Self.price(algo.activatePrice, instrument),
      trailingOffset: offset.map { WideDecimal($0) }, trailingOffsetType: offset == nil ? nil : .basisPoints,
      expireTime: algo.goodTillDate, isReduceOnly: algo.reduceOnly,
      positionId: positionId(algo.positionSide, instrument), reason: algo.rejectReason ?? "", tsAccepted: time,
      tsLast: algo.updateTime ?? time, tsInit: now)
  }

  /// A report of a conditional order as an event tells it.
  func report(_ event: BinanceAlgoUpdate, _ instrument: Instrument, now: UnixNanos) throws -> OrderStatusReport {
    guard let quantity = Self.quantity(event.quantity, instrument) else { throw BinanceDecodingError(field: "q") }
    let offset = event.callbackRate.flatMap { BinanceCallbackRate.basisPoints(percent: $0) }
    return OrderStatusReport(
      accountId: accountId, instrumentId: instrument.id,
      clientOrderId: event.clientAlgoId.isEmpty ? nil : ClientOrderId(event.clientAlgoId),
      venueOrderId: VenueOrderId(String(event.algoId)), side: event.side,
      type: BinanceOrderWords.type(event.type, isTrailing: offset != nil, product: product) ?? .stopMarket,
      timeInForce: BinanceOrderWords.timeInForce(event.timeInForce),
      status: Self.algoStatuses[event.status] ?? .accepted, quantity: quantity,
      filledQuantity: .zero(precision: instrument.sizePrecision), price: Self.price(event.price, instrument),
      triggerPrice: Self.price(event.triggerPrice, instrument), triggerType: Self.triggerType(event.workingType),
      activationPrice: Self.price(event.activatePrice, instrument), trailingOffset: offset.map { WideDecimal($0) },
      trailingOffsetType: offset == nil ? nil : .basisPoints, expireTime: event.goodTillDate,
      isReduceOnly: event.isReduceOnly, positionId: positionId(event.positionSide, instrument), reason: event.reason,
      tsAccepted: event.transactionTime, tsLast: event.transactionTime, tsInit: now)
  }

  /// Makes a report about a regular order one about the conditional order that it was.
  func mark(
    _ report: inout OrderStatusReport, _ instrument: Instrument, algo: BinanceAlgoOrder?, isTriggered: Bool
  ) {
    guard algo != nil || isTriggered else { return }
    report.tsTriggered = algo?.triggerTime ?? report.tsTriggered ?? report.tsAccepted
    guard let algo else { return }
    if let type = BinanceOrderWords.type(algo.type, isTrailing: false, product: product) { report.type = type }
    report.triggerPrice = report.triggerPrice ?? Self.price(algo.triggerPrice, instrument)
    report.tsAccepted = algo.createTime ?? report.tsAccepted
    if !algo.clientAlgoId.isEmpty { report.clientOrderId = ClientOrderId(algo.clientAlgoId) }
  }

  /// What a trade cost, where the venue does not say: the symbol's rate of what it was worth, negative for a rebate.
  func estimatedCommission(
    _ instrument: Instrument, quantity: Quantity, price: Price, isMaker: Bool
  ) -> Money? {
    guard product.accountType.isFutures else { return nil }
    let taker = instrument.takerFee.isZero ? defaultTakerFee : instrument.takerFee
    let own = rates[instrument.rawSymbol]
    let rate = isMaker ? own?.maker ?? instrument.makerFee : own?.taker ?? taker
    guard let notional = try? instrument.notional(quantity: quantity, price: price),
      let amount = try? notional.amount.multiplied(by: rate)
    else { return nil }
    return Money(amount.rounded(scale: 8).trimmed, instrument.settlement)
  }
}
