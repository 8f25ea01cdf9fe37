import TradingModel

/// Futures orders and trades as answers tell them.
///
/// See <https://developers.binance.com/docs/derivatives/usds-margined-futures/trade/rest-api>.
enum FuturesOrderPayloads {
  /// What an order is told for; the fields differ a little.
  enum Form {
    case placed
    case canceled
    case modified
    case queried
  }

  /// An order. Answers to trading requests have no average price and no cumulated value since July 2026; queries have.
  ///
  /// - Parameter isAcknowledged: whether it is told as it was received, before anything happened to it.
  static func order(
    _ order: VenueOrder, as form: Form, isAcknowledged: Bool = false, extra: (inout JSONWriter) -> Void = { _ in },
    into writer: inout JSONWriter
  ) {
    let rules = order.rules
    let executed = isAcknowledged ? 0 : order.executed
    writer.object { writer in
      writer.field("orderId", order.id)
      writer.field("symbol", rules.symbol)
      if rules.isInverse || form == .modified || form == .queried { writer.field("pair", rules.pair) }
      writer.field("status", isAcknowledged ? OrderStatus.new.rawValue : order.status.rawValue)
      writer.field("clientOrderId", order.clientOrderId)
      if form == .modified, let id = order.modifyId { writer.field("modifyId", id) }
      writer.field("price", order.price, decimals: rules.priceDecimals)
      let tellsValue = form == .queried || order.tellsAverage
      if tellsValue {
        let decimals = executed > 0 ? rules.averageDecimals : rules.priceDecimals
        writer.field("avgPrice", executed > 0 ? order.averagePrice(decimals: decimals) : 0, decimals: decimals)
      }
      writer.field("origQty", order.quantity, decimals: rules.quantityDecimals)
      writer.field("executedQty", executed, decimals: rules.quantityDecimals)
      if form != .queried { writer.field("cumQty", executed, decimals: rules.quantityDecimals) }
      if tellsValue {
        writer.field(rules.isInverse ? "cumBase" : "cumQuote", isAcknowledged ? Amount.zero : order.cumulativeQuote)
      }
      writer.field("timeInForce", order.timeInForce.rawValue)
      writer.field("type", order.type.futuresName)
      writer.field("reduceOnly", order.reduceOnly)
      writer.field("closePosition", order.closePosition)
      writer.field("side", order.side.rawValue)
      writer.field("positionSide", order.positionSide.rawValue)
      writer.field("stopPrice", order.stopPrice, decimals: rules.priceDecimals)
      if let trailing = order.algoOrder?.draft, trailing.type == .trailingStopMarket {
        writer.field("activatePrice", trailing.stopPrice, decimals: rules.priceDecimals)
        writer.field("priceRate", Int64(trailing.trailingDelta ?? 0), decimals: 2)
      }
      writer.field("workingType", order.workingType)
      writer.field("priceProtect", order.priceProtect)
      writer.field("origType", (order.originalType ?? order.type).futuresName)
      writer.field("priceMatch", order.priceMatch)
      writer.field("selfTradePreventionMode", order.selfTradePrevention.rawValue)
      if !rules.isInverse { writer.field("goodTillDate", order.goodTillDate) }
      if form == .queried { writer.field("time", order.createdAt.milliseconds) }
      writer.field("updateTime", order.updatedAt.milliseconds)
      extra(&writer)
    }
  }

  /// What a test order that would be taken is answered with: an order without values, unlike the documentation's sample.
  static func nothing(into writer: inout JSONWriter) {
    writer.object { writer in
      writer.field("orderId", 0)
      let texts: [StaticString] = ["symbol", "status", "clientOrderId", "price", "origQty", "executedQty"]
      for name in texts + ["timeInForce", "type"] { writer.field(name, "") }
      writer.field("reduceOnly", false)
      writer.field("closePosition", false)
      for name in ["side", "stopPrice"] as [StaticString] { writer.field(name, "") }
      writer.field("priceProtect", false)
      writer.field("origType", "")
      writer.field("updateTime", 0)
    }
  }

  /// One of the account's own trades.
  static func trade(_ trade: AccountTrade, rules: SymbolRules, into writer: inout JSONWriter) {
    writer.object { writer in
      writer.field("symbol", trade.symbol)
      writer.field("pair", rules.pair)
      writer.field("id", trade.id)
      writer.field("orderId", trade.orderId)
      writer.field("side", trade.side.rawValue)
      writer.field("price", trade.price, decimals: rules.priceDecimals)
      writer.field("qty", trade.quantity, decimals: rules.quantityDecimals)
      writer.bare("realizedPnl", trade.realizedProfit)
      writer.field("marginAsset", rules.marginAsset)
      if rules.isInverse {
        writer.field("quoteQty", String(trade.quantity * rules.contractSize))
        writer.field("baseQty", trade.quoteQuantity)
      } else {
        writer.field("quoteQty", trade.quoteQuantity)
        writer.field("baseQty", "0")
      }
      writer.field("commission", trade.commission)
      writer.field("commissionAsset", trade.commissionAsset)
      writer.field("time", trade.time.milliseconds)
      writer.field("positionSide", trade.positionSide.rawValue)
      writer.field("buyer", trade.side == .buy)
      writer.field("maker", trade.isMaker)
    }
  }

  // MARK: Algo orders

  /// A conditional order.
  static func algo(_ order: AlgoOrder, isQuery: Bool, into writer: inout JSONWriter) {
    let draft = order.draft
    let rules = order.rules
    writer.object { writer in
      writer.field("algoId", order.id)
      writer.field("clientAlgoId", order.clientId)
      writer.field("algoType", "CONDITIONAL")
      writer.field("orderType", draft.type.rawValue)
      writer.field("symbol", rules.symbol)
      writer.field("side", draft.side.rawValue)
      writer.field("positionSide", draft.positionSide.rawValue)
      writer.field("timeInForce", draft.timeInForceText)
      writer.field("quantity", draft.quantity, decimals: rules.quantityDecimals)
      writer.field("algoStatus", order.status.rawValue)
      if isQuery {
        writer.field("actualOrderId", order.actual.map { String($0.id) } ?? "")
        let decimals = rules.averageDecimals
        writer.field("actualPrice", order.actual?.averagePrice(decimals: decimals) ?? 0, decimals: decimals)
        writer.field("actualType", order.actual?.type.futuresName ?? "")
        writer.field("actualQty", order.actual?.executed ?? 0, decimals: rules.quantityDecimals)
      }
      writer.field("triggerPrice", order.triggerPrice, decimals: rules.priceDecimals)
      writer.field("price", draft.price, decimals: rules.priceDecimals)
      writer.key("icebergQuantity")
      writer.null()
      if isQuery {
        for name: StaticString in ["tpTriggerPrice", "tpPrice", "slTriggerPrice", "slPrice"] {
          writer.field(name, 0, decimals: rules.priceDecimals)
        }
        writer.field("tpOrderType", "")
      }
      writer.field("selfTradePreventionMode", draft.selfTradePrevention.rawValue)
      writer.field("workingType", draft.workingType)
      writer.field("priceMatch", draft.priceMatch)
      writer.field("closePosition", draft.closePosition)
      writer.field("priceProtect", draft.priceProtect)
      writer.field("reduceOnly", draft.reduceOnly)
      if !isQuery || draft.type == .trailingStopMarket {
        writer.field("activatePrice", draft.activationText)
        writer.field("callbackRate", draft.callbackText)
      }
      writer.field("createTime", order.createdAt.milliseconds)
      writer.field("updateTime", order.updatedAt.milliseconds)
      writer.field("triggerTime", order.triggeredAt?.milliseconds ?? 0)
      writer.field("goodTillDate", draft.goodTillDate)
    }
  }
}

extension OrderType {
  /// The type as REST answers tell it: the venue's own closing orders look like limit orders.
  var futuresName: String { self == .liquidation ? "LIMIT" : rawValue }
}

extension AlgoOrder {
  /// The price that triggers it; a trailing order has none of its own.
  var triggerPrice: Int64 { draft.type == .trailingStopMarket ? 0 : draft.stopPrice }
}

extension OrderDraft {
  /// The time in force as the algo service tells it.
  var timeInForceText: String { dependsOnPosition ? "GTE_GTC" : timeInForce.rawValue }

  /// `activatePrice`, empty where there is none.
  var activationText: String {
    guard type == .trailingStopMarket, stopPrice > 0 else { return "" }
    return market.rules.priceText(stopPrice)
  }

  /// `callbackRate`, empty where there is none.
  var callbackText: String {
    guard type == .trailingStopMarket, let rate = trailingDelta else { return "" }
    return rate % 10 == 0 ? FixedText.format(rate / 10, decimals: 1) : FixedText.format(rate, decimals: 2)
  }
}
