import TradingModel

// `ORDER_TRADE_UPDATE` in the terms of `executionReport`: the fields by their names on futures.

extension BinanceExecutionReport {
  /// The words for what happened, where futures have their own.
  private static let futuresExecutions = ["AMENDMENT": "REPLACED", "CALCULATED": "TRADE"]

  /// Reads `ORDER_TRADE_UPDATE`.
  ///
  /// <https://developers.binance.com/docs/derivatives/usds-margined-futures/user-data-streams/Event-Order-Update>
  init(futures json: JSONValue) throws {
    guard let order = json["o"] else { throw BinanceDecodingError(field: "o") }
    eventTime = try json.time("E")
    symbol = try order.text("s")
    clientOrderId = order["c"]?.text ?? ""
    originalClientOrderId = ""
    guard let side = BinanceOrderWords.side(try order.text("S")) else { throw BinanceDecodingError(field: "S") }
    self.side = side
    type = try order.text("o")
    timeInForce = order["f"]?.text ?? "GTC"
    quantity = try order.text("q")
    price = order["p"]?.text ?? "0"
    stopPrice = order["sp"]?.text
    icebergQuantity = nil
    orderListId = -1
    let execution = try order.text("x")
    let lastQuantity = order["l"]?.text ?? "0"
    let trades = (try? WideDecimal(lastQuantity))?.isPositive ?? false
    let status = try order.text("X")
    self.status = status
    cause = BinanceVenueOrder.cause(clientOrderId: clientOrderId, execution: execution, status: status)
    // Orders that the venue makes itself tell their trades under other words too.
    executionType =
      cause != nil && trades ? "TRADE" : trades ? Self.futuresExecutions[execution] ?? execution : Self.plain(execution)
    rejectReason = "NONE"
    orderId = try order.int64("i")
    self.lastQuantity = lastQuantity
    cumulativeQuantity = order["z"]?.decimal ?? .zero
    lastPrice = order["L"]?.text ?? "0"
    commission = order["n"]?.decimal
    commissionAsset = order["N"]?.text
    transactionTime = order["T"]?.milliseconds ?? json["T"]?.milliseconds ?? eventTime
    // Zero stands for none.
    tradeId = BinanceReportMapper.tradeId(order["t"]?.int64.flatMap { $0 > 0 ? $0 : nil }, allocation: nil)
    isMaker = order["m"]?.bool ?? false
    isWorking = true
    creationTime = nil
    cumulativeQuote = nil
    trailingDelta = order["cr"]?.decimal.flatMap { BinanceCallbackRate.basisPoints(percent: $0) }
    expiryReason = order["er"]?.text
    peggedPrice = nil
    positionSide = order["ps"]?.text
    originalType = order["ot"]?.text
    averagePrice = order["ap"]?.decimal
    isReduceOnly = order["R"]?.bool ?? false
    isClosePosition = order["cp"]?.bool ?? false
    workingType = order["wt"]?.text
    activationPrice = order["AP"]?.text
    goodTillDate = order["gtd"]?.int64.flatMap { $0 > 0 ? UnixNanos(milliseconds: $0) : nil }
    realizedProfit = order["rp"]?.decimal
  }

  /// A word without a trade: `CALCULATED` with nothing executed says only that a liquidation is under way.
  private static func plain(_ execution: String) -> String {
    execution == "TRADE" || execution == "CALCULATED" ? "NEW" : futuresExecutions[execution] ?? execution
  }
}
