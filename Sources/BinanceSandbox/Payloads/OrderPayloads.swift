import TradingModel

/// Spot orders and account events as the venue tells them.
///
/// See <https://developers.binance.com/docs/binance-spot-api-docs/rest-api/trading-endpoints>.
enum OrderPayloads {
  static func time(_ moment: UnixNanos, _ unit: TimeUnit) -> Int64 {
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
    _ order: VenueOrder, fills: [AccountTrade], status: OrderStatus? = nil, prevented: [PreventedMatch] = [],
    type: ResponseType, unit: TimeUnit, into writer: inout JSONWriter
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
      writer.field("status", (status ?? order.status).rawValue)
      writer.field("timeInForce", order.timeInForce.rawValue)
      writer.field("type", order.type.rawValue)
      writer.field("side", order.side.rawValue)
      conditional(order, unit: unit, &writer, includesRoute: false)
      writer.field("workingTime", order.workingAt.map { time($0, unit) } ?? -1)
      if type == .full { Self.fills(fills, rules, &writer) }
      if !prevented.isEmpty { preventedMatches(prevented, rules, &writer) }
      if order.usedSor { writer.field("workingFloor", "SOR") }
      writer.field("selfTradePreventionMode", order.selfTradePrevention.rawValue)
      if !prevented.isEmpty, order.account.tradeGroupId >= 0 {
        writer.field("tradeGroupId", order.account.tradeGroupId)
      }
      if order.usedSor { writer.field("usedSor", true) }
    }
  }

  private static func fills(_ fills: [AccountTrade], _ rules: SymbolRules, _ writer: inout JSONWriter) {
    writer.key("fills")
    writer.array { writer in
      for fill in fills {
        writer.object { writer in
          if fill.allocationId != nil { writer.field("matchType", "ONE_PARTY_TRADE_REPORT") }
          writer.field("price", fill.price, decimals: rules.priceDecimals)
          writer.field("qty", fill.quantity, decimals: rules.quantityDecimals)
          writer.field("commission", fill.commission)
          writer.field("commissionAsset", fill.commissionAsset)
          writer.field("tradeId", fill.id)
          if let allocation = fill.allocationId { writer.field("allocId", allocation) }
        }
      }
    }
  }

  /// What self-trade prevention kept a taker from trading.
  private static func preventedMatches(_ matches: [PreventedMatch], _ rules: SymbolRules, _ writer: inout JSONWriter) {
    writer.key("preventedMatches")
    writer.array { writer in
      for match in matches {
        writer.object { writer in
          writer.field("preventedMatchId", match.id)
          writer.field("makerSymbol", match.makerOrder.rules.symbol)
          writer.field("makerOrderId", match.makerOrder.id)
          writer.field("price", match.price, decimals: rules.priceDecimals)
          if match.takerPrevented > 0 {
            writer.field("takerPreventedQuantity", match.takerPrevented, decimals: rules.quantityDecimals)
          }
          if match.makerPrevented > 0 {
            writer.field("makerPreventedQuantity", match.makerPrevented, decimals: rules.quantityDecimals)
          }
        }
      }
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
      writer.field("workingTime", order.workingAt.map { time($0, unit) } ?? -1)
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
    _ order: VenueOrder, unit: TimeUnit, _ writer: inout JSONWriter, includesStop: Bool = true,
    includesRoute: Bool = true
  ) {
    let rules = order.rules
    if includesStop, order.stopPrice != 0 { writer.field("stopPrice", order.stopPrice, decimals: rules.priceDecimals) }
    if includesStop, order.icebergQuantity != 0 {
      writer.field("icebergQty", order.icebergQuantity, decimals: rules.quantityDecimals)
    }
    if let delta = order.trailingDelta {
      writer.field("trailingDelta", delta)
      writer.field("trailingTime", order.trailingAt.map { time($0, unit) } ?? -1)
    }
    if let match = order.preventedMatchId {
      writer.field("preventedMatchId", match)
      writer.field("preventedQuantity", order.preventedQuantity, decimals: rules.quantityDecimals)
    }
    if let id = order.strategyId { writer.field("strategyId", id) }
    if let type = order.strategyType { writer.field("strategyType", type) }
    if order.usedSor, includesRoute {
      writer.field("workingFloor", "SOR")
      writer.field("usedSor", true)
    }
    if let type = order.pegPriceType { writer.field("pegPriceType", type) }
    if let type = order.pegOffsetType { writer.field("pegOffsetType", type) }
    if let value = order.pegOffsetValue { writer.field("pegOffsetValue", value) }
    if let price = order.peggedPrice { writer.field("peggedPrice", price, decimals: rules.priceDecimals) }
    if let reason = order.expiryReason, reason != .none, order.tellsReason {
      writer.field("expiryReason", reason.rawValue)
    }
  }

  /// One of the account's allocations.
  static func allocation(_ trade: AccountTrade, rules: SymbolRules, unit: TimeUnit, into writer: inout JSONWriter) {
    writer.object { writer in
      writer.field("symbol", trade.symbol)
      writer.field("allocationId", trade.allocationId ?? 0)
      writer.field("allocationType", "SOR")
      execution(trade, rules: rules, unit: unit, &writer)
      writer.field("isAllocator", false)
    }
  }

  /// One of the account's own trades.
  static func trade(_ trade: AccountTrade, rules: SymbolRules, unit: TimeUnit, into writer: inout JSONWriter) {
    writer.object { writer in
      writer.field("symbol", trade.symbol)
      writer.field("id", trade.id)
      execution(trade, rules: rules, unit: unit, &writer)
      writer.field("isBestMatch", true)
    }
  }

  /// What allocations and trades tell alike.
  private static func execution(
    _ trade: AccountTrade, rules: SymbolRules, unit: TimeUnit, _ writer: inout JSONWriter
  ) {
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
  }
}
