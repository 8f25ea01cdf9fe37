import TradingModel

extension JSONLine {
  /// An order as an object, as the gateway's answers hold it.
  init(order: Order, instrument: Instrument?) {
    self.init("clientOrderId", order.clientOrderId.text)
    let decimals = Decimals(instrument, order.terms)
    string("venueOrderId", order.venueOrderId?.text)
    string("instrument", order.instrumentId.text)
    string("strategy", order.strategyId.text)
    string("client", order.clientId?.text)
    string("account", order.accountId?.text)
    string("status", order.status.rawValue)
    string("side", order.side.rawValue)
    string("type", order.type.rawValue)
    decimal("quantity", decimals.size(order.terms.quantity))
    decimal("filledQuantity", decimals.size(order.filledQuantity))
    decimal("leavesQuantity", decimals.size(order.leavesQuantity))
    decimal("averagePrice", order.averagePrice?.plain(minimumDecimals: decimals.price))
    addRest(of: order, decimals)
  }

  private mutating func addRest(of order: Order, _ decimals: Decimals) {
    let terms = order.terms
    decimal("price", terms.price.map { $0.wide.plain(minimumDecimals: decimals.price) })
    decimal("triggerPrice", terms.triggerPrice.map { $0.wide.plain(minimumDecimals: decimals.price) })
    string("triggerType", terms.triggerType?.rawValue)
    decimal("activationPrice", terms.activationPrice.map { $0.wide.plain(minimumDecimals: decimals.price) })
    decimal("trailingOffset", terms.trailingOffset?.plain())
    string("trailingOffsetType", terms.trailingOffsetType?.rawValue)
    string("timeInForce", terms.timeInForce.rawValue)
    time("expireTime", terms.expireTime)
    decimal("displayQuantity", terms.displayQuantity.map { decimals.size($0) })
    bool("postOnly", terms.isPostOnly)
    bool("reduceOnly", terms.isReduceOnly)
    bool("quoteQuantity", terms.isQuoteQuantity)
    string("positionId", order.positionId?.text)
    if terms.contingency != .none { string("contingency", terms.contingency.rawValue) }
    string("orderListId", terms.orderListId?.text)
    if !terms.linkedOrderIds.isEmpty { strings("linkedOrderIds", terms.linkedOrderIds.map(\.text)) }
    string("parentOrderId", terms.parentOrderId?.text)
    string("lastTradeId", order.lastTradeId?.text)
    if !order.commissions.isEmpty {
      array(
        "commissions",
        order.commissions.map { commission in
          var line = JSONLine("currency", commission.currency.code)
          line.decimal("amount", commission.amount.plain())
          return line
        })
    }
    if order.isOutcomeUnknown { bool("outcomeUnknown", true) }
    string("reason", order.reason.isEmpty ? nil : order.reason)
    time("tsSubmitted", order.tsSubmitted)
    time("tsAccepted", order.tsAccepted)
    time("tsClosed", order.tsClosed)
    time("tsLast", order.tsLast)
    time("tsInit", order.tsInit)
  }

  /// How many decimals an instrument's values are printed with.
  private struct Decimals {
    let price: Int
    private let size: Int

    init(_ instrument: Instrument?, _ terms: OrderTerms) {
      price = Int(instrument?.pricePrecision ?? terms.price?.precision ?? 0)
      size = Int(
        terms.isQuoteQuantity ? terms.quantity.precision : instrument?.sizePrecision ?? terms.quantity.precision)
    }

    func size(_ quantity: Quantity) -> String { quantity.wide.plain(minimumDecimals: size) }
  }
}
