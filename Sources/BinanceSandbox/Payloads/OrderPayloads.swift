import TradingModel

/// Spot orders and account events as the venue tells them.
///
/// See <https://developers.binance.com/docs/binance-spot-api-docs/rest-api/trading-endpoints>.
enum OrderPayloads {
  private static func time(_ moment: UnixNanos, _ unit: TimeUnit) -> Int64 {
    unit == .microseconds ? moment.microseconds : moment.milliseconds
  }

  // MARK: Answers to requests

  /// How much an answer to a new order tells.
  enum ResponseType: String {
    case ack = "ACK"
    case result = "RESULT"
    case full = "FULL"
  }

  /// The answer to a new order.
  static func placed(
    _ order: VenueOrder, fills: [AccountTrade], type: ResponseType, unit: TimeUnit, into writer: inout JSONWriter
  ) {
    let rules = order.rules
    writer.object { writer in
      writer.field("symbol", rules.symbol)
      writer.field("orderId", order.id)
      writer.field("orderListId", order.orderListId)
      writer.field("clientOrderId", order.clientOrderId)
      writer.field("transactTime", time(order.updatedAt, unit))
      guard type != .ack else { return }
      amounts(order, &writer)
      writer.field("status", order.status.rawValue)
      writer.field("timeInForce", order.timeInForce.rawValue)
      writer.field("type", order.type.rawValue)
      writer.field("side", order.side.rawValue)
      conditional(order, unit: unit, &writer)
      if let working = order.workingAt {
        writer.field("workingTime", time(working, unit))
      } else {
        writer.field("workingTime", -1)
      }
      if type == .full {
        writer.key("fills")
        writer.array { writer in
          for fill in fills {
            writer.object { writer in
              writer.field("price", fill.price, decimals: rules.priceDecimals)
              writer.field("qty", fill.quantity, decimals: rules.quantityDecimals)
              writer.field("commission", fill.commission)
              writer.field("commissionAsset", fill.commissionAsset)
              writer.field("tradeId", fill.id)
            }
          }
        }
      }
      writer.field("selfTradePreventionMode", order.selfTradePrevention.rawValue)
    }
  }

  /// The answer to a cancel.
  static func canceled(_ canceled: CanceledOrder, unit: TimeUnit, into writer: inout JSONWriter) {
    let order = canceled.order
    writer.object { writer in
      writer.field("symbol", order.rules.symbol)
      writer.field("origClientOrderId", canceled.originalClientOrderId)
      writer.field("orderId", order.id)
      writer.field("orderListId", order.orderListId)
      writer.field("clientOrderId", canceled.clientOrderId)
      writer.field("transactTime", time(order.updatedAt, unit))
      amounts(order, &writer)
      writer.field("status", order.status.rawValue)
      writer.field("timeInForce", order.timeInForce.rawValue)
      writer.field("type", order.type.rawValue)
      writer.field("side", order.side.rawValue)
      conditional(order, unit: unit, &writer)
      writer.field("selfTradePreventionMode", order.selfTradePrevention.rawValue)
    }
  }

  /// The answer to a cancel of a list, or of one of its legs.
  static func canceledList(
    _ list: VenueOrderList, _ legs: [CanceledOrder], at now: UnixNanos, unit: TimeUnit, into writer: inout JSONWriter
  ) {
    writer.object { writer in
      writer.field("orderListId", list.id)
      writer.field("contingencyType", list.contingency)
      writer.field("listStatusType", list.statusType)
      writer.field("listOrderStatus", list.orderStatus)
      writer.field("listClientOrderId", list.clientId)
      writer.field("transactionTime", time(now, unit))
      writer.field("symbol", list.symbol)
      writer.key("orders")
      writer.array { writer in
        for order in list.orders {
          writer.object { writer in
            writer.field("symbol", order.rules.symbol)
            writer.field("orderId", order.id)
            writer.field("clientOrderId", order.clientOrderId)
          }
        }
      }
      writer.key("orderReports")
      writer.array { writer in
        for leg in legs { canceled(leg, unit: unit, into: &writer) }
      }
    }
  }

  /// An order as queries tell it.
  static func queried(_ order: VenueOrder, unit: TimeUnit, into writer: inout JSONWriter) {
    let rules = order.rules
    writer.object { writer in
      writer.field("symbol", rules.symbol)
      writer.field("orderId", order.id)
      writer.field("orderListId", order.orderListId)
      writer.field("clientOrderId", order.clientOrderId)
      writer.field("price", order.price, decimals: rules.priceDecimals)
      writer.field("origQty", order.quantity, decimals: rules.quantityDecimals)
      writer.field("executedQty", order.executed, decimals: rules.quantityDecimals)
      writer.field("cummulativeQuoteQty", order.cumulativeQuote)
      writer.field("status", order.status.rawValue)
      writer.field("timeInForce", order.timeInForce.rawValue)
      writer.field("type", order.type.rawValue)
      writer.field("side", order.side.rawValue)
      writer.field("stopPrice", order.stopPrice, decimals: rules.priceDecimals)
      writer.field("icebergQty", order.icebergQuantity, decimals: rules.quantityDecimals)
      writer.field("time", time(order.createdAt, unit))
      writer.field("updateTime", time(order.updatedAt, unit))
      writer.field("isWorking", order.workingAt != nil)
      if let working = order.workingAt {
        writer.field("workingTime", time(working, unit))
      } else {
        writer.field("workingTime", -1)
      }
      writer.field("origQuoteOrderQty", order.quoteQuantity)
      conditional(order, unit: unit, &writer, includesStop: false)
      writer.field("selfTradePreventionMode", order.selfTradePrevention.rawValue)
    }
  }

  private static func amounts(_ order: VenueOrder, _ writer: inout JSONWriter) {
    let rules = order.rules
    writer.field("price", order.price, decimals: rules.priceDecimals)
    writer.field("origQty", order.quantity, decimals: rules.quantityDecimals)
    writer.field("executedQty", order.executed, decimals: rules.quantityDecimals)
    writer.field("origQuoteOrderQty", order.quoteQuantity)
    writer.field("cummulativeQuoteQty", order.cumulativeQuote)
  }

  /// The fields that only some orders have.
  private static func conditional(
    _ order: VenueOrder, unit: TimeUnit, _ writer: inout JSONWriter, includesStop: Bool = true
  ) {
    let rules = order.rules
    if includesStop, order.stopPrice != 0 { writer.field("stopPrice", order.stopPrice, decimals: rules.priceDecimals) }
    if includesStop, order.icebergQuantity != 0 {
      writer.field("icebergQty", order.icebergQuantity, decimals: rules.quantityDecimals)
    }
    if let delta = order.trailingDelta {
      writer.field("trailingDelta", delta)
      if let since = order.trailingAt {
        writer.field("trailingTime", time(since, unit))
      } else {
        writer.field("trailingTime", -1)
      }
    }
    if let match = order.preventedMatchId {
      writer.field("preventedMatchId", match)
      writer.field("preventedQuantity", order.preventedQuantity, decimals: rules.quantityDecimals)
    }
    if let id = order.strategyId { writer.field("strategyId", id) }
    if let type = order.strategyType { writer.field("strategyType", type) }
    if order.usedSor {
      writer.field("workingFloor", "SOR")
      writer.field("usedSor", true)
    }
    if let type = order.pegPriceType { writer.field("pegPriceType", type) }
    if let type = order.pegOffsetType { writer.field("pegOffsetType", type) }
    if let value = order.pegOffsetValue { writer.field("pegOffsetValue", value) }
    if let price = order.peggedPrice { writer.field("peggedPrice", price, decimals: rules.priceDecimals) }
    if let reason = order.expiryReason, reason != .none { writer.field("expiryReason", reason.rawValue) }
  }

  /// One of the account's own trades.
  static func trade(_ trade: AccountTrade, rules: SymbolRules, unit: TimeUnit, into writer: inout JSONWriter) {
    writer.object { writer in
      writer.field("symbol", trade.symbol)
      writer.field("id", trade.id)
      writer.field("orderId", trade.orderId)
      writer.field("orderListId", trade.orderListId)
      writer.field("price", trade.price, decimals: rules.priceDecimals)
      writer.field("qty", trade.quantity, decimals: rules.quantityDecimals)
      writer.field("quoteQty", trade.quoteQuantity)
      writer.field("commission", trade.commission)
      writer.field("commissionAsset", trade.commissionAsset)
      writer.field("time", time(trade.time, unit))
      writer.field("isBuyer", trade.side == .buy)
      writer.field("isMaker", trade.isMaker)
      writer.field("isBestMatch", true)
    }
  }

  // MARK: Events

  /// `executionReport`.
  static func executionReport(_ report: ExecutionReport, at now: UnixNanos, unit: TimeUnit) -> [UInt8] {
    let order = report.order
    let rules = order.rules
    var writer = JSONWriter(capacity: 720)
    func price(_ name: StaticString, _ value: Int64, _ writer: inout JSONWriter) {
      writer.field(name, value, decimals: rules.priceDecimals)
    }
    func quantity(_ name: StaticString, _ value: Int64, _ writer: inout JSONWriter) {
      writer.field(name, value, decimals: rules.quantityDecimals)
    }
    writer.object { writer in
      writer.field("e", "executionReport")
      writer.field("E", time(now, unit))
      writer.field("s", rules.symbol)
      writer.field("c", report.clientOrderId)
      writer.field("S", order.side.rawValue)
      writer.field("o", order.type.rawValue)
      writer.field("f", order.timeInForce.rawValue)
      quantity("q", report.quantity, &writer)
      price("p", report.price, &writer)
      price("P", order.stopPrice, &writer)
      if let delta = order.trailingDelta { writer.field("d", delta) }
      quantity("F", order.icebergQuantity, &writer)
      writer.field("g", order.orderListId)
      writer.field("C", report.originalClientOrderId)
      writer.field("x", report.type.rawValue)
      writer.field("X", report.status.rawValue)
      writer.field("r", report.rejectReason)
      writer.field("i", order.id)
      quantity("l", report.lastQuantity, &writer)
      quantity("z", report.executed, &writer)
      price("L", report.lastPrice, &writer)
      writer.field("n", report.commission)
      if let asset = report.commissionAsset {
        writer.field("N", asset)
      } else {
        writer.key("N")
        writer.null()
      }
      writer.field("T", time(report.time, unit))
      writer.field("t", report.tradeId)
      if report.type == .tradePrevention, let match = order.preventedMatchId { writer.field("v", match) }
      writer.field("I", report.executionId)
      writer.field("w", order.isWorking)
      writer.field("m", report.isMaker)
      writer.field("M", report.tradeId >= 0)
      writer.field("O", time(order.createdAt, unit))
      writer.field("Z", report.cumulativeQuote)
      writer.field("Y", report.lastQuote)
      writer.field("Q", order.quoteQuantity)
      if let since = order.trailingAt { writer.field("D", time(since, unit)) }
      if let id = order.strategyId { writer.field("j", id) }
      if let type = order.strategyType { writer.field("J", type) }
      if let working = order.workingAt { writer.field("W", time(working, unit)) }
      writer.field("V", order.selfTradePrevention.rawValue)
      if report.type == .tradePrevention {
        quantity("A", order.preventedQuantity, &writer)
        quantity("B", report.preventedQuantityNow, &writer)
        writer.field("u", order.account.tradeGroupId)
        if let counter = report.counterOrderId { writer.field("U", counter) }
        if let symbol = report.counterSymbol { writer.field("Cs", symbol) }
        quantity("pl", report.preventedQuantityNow, &writer)
        price("pL", report.preventedPrice, &writer)
      }
      if let type = order.pegPriceType { writer.field("gP", type) }
      if let type = order.pegOffsetType { writer.field("gOT", type) }
      if let value = order.pegOffsetValue { writer.field("gOV", value) }
      if let pegged = order.peggedPrice { price("gp", pegged, &writer) }
      if report.status == .expired || report.status == .expiredInMatch, let reason = order.expiryReason {
        writer.field("eR", reason.rawValue)
      }
    }
    return writer.bytes
  }

  /// `outboundAccountPosition`.
  static func accountPosition(_ update: AccountUpdate, at now: UnixNanos, unit: TimeUnit) -> [UInt8] {
    var writer = JSONWriter(capacity: 240)
    writer.object { writer in
      writer.field("e", "outboundAccountPosition")
      writer.field("E", time(now, unit))
      writer.field("u", time(update.time, unit))
      writer.key("B")
      writer.array { writer in
        for change in update.assets {
          writer.object { writer in
            writer.field("a", change.asset)
            writer.field("f", change.free)
            writer.field("l", change.locked)
          }
        }
      }
    }
    return writer.bytes
  }

  /// `balanceUpdate`.
  static func balanceUpdate(_ change: BalanceChange, at now: UnixNanos, unit: TimeUnit) -> [UInt8] {
    var writer = JSONWriter(capacity: 128)
    writer.object { writer in
      writer.field("e", "balanceUpdate")
      writer.field("E", time(now, unit))
      writer.field("a", change.asset)
      writer.field("d", change.delta)
      writer.field("T", time(change.time, unit))
    }
    return writer.bytes
  }

  /// `listStatus`.
  static func listStatus(_ report: OrderListReport, at now: UnixNanos, unit: TimeUnit) -> [UInt8] {
    let list = report.list
    var writer = JSONWriter(capacity: 320)
    writer.object { writer in
      writer.field("e", "listStatus")
      writer.field("E", time(now, unit))
      writer.field("s", list.symbol)
      writer.field("g", list.id)
      writer.field("c", list.contingency)
      writer.field("l", report.statusType)
      writer.field("L", report.orderStatus)
      writer.field("r", report.rejectReason)
      writer.field("C", report.listClientOrderId)
      writer.field("T", time(report.time, unit))
      writer.key("O")
      writer.array { writer in
        for order in list.orders {
          writer.object { writer in
            writer.field("s", order.rules.symbol)
            writer.field("i", order.id)
            writer.field("c", order.clientOrderId)
          }
        }
      }
    }
    return writer.bytes
  }
}
