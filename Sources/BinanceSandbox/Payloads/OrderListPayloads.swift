import TradingModel

/// Order lists and amendments as the venue tells them.
extension OrderPayloads {
  /// A list, with the reports of its orders after it was placed.
  static func list(
    _ list: VenueOrderList, reports: [PlacedOrder]? = nil, type: ResponseType = .result, unit: TimeUnit,
    into writer: inout JSONWriter
  ) {
    writer.object { writer in
      head(list, at: list.createdAt, unit: unit, &writer)
      guard let reports else { return }
      writer.key("orderReports")
      writer.array { writer in
        for report in reports {
          placed(
            report.order, fills: report.fills, status: report.status, prevented: report.prevented, type: type,
            unit: unit, into: &writer)
        }
      }
    }
  }

  /// The answer to a cancel of a list, or of one of its legs.
  static func canceledList(
    _ list: VenueOrderList, _ legs: [CanceledOrder], at now: UnixNanos, unit: TimeUnit, into writer: inout JSONWriter
  ) {
    writer.object { writer in
      head(list, at: now, unit: unit, &writer)
      writer.key("orderReports")
      writer.array { writer in
        for leg in legs { canceled(leg, unit: unit, into: &writer) }
      }
    }
  }

  private static func head(_ list: VenueOrderList, at moment: UnixNanos, unit: TimeUnit, _ writer: inout JSONWriter) {
    writer.field("orderListId", list.id)
    writer.field("contingencyType", list.contingency)
    writer.field("listStatusType", list.statusType)
    writer.field("listOrderStatus", list.orderStatus)
    writer.field("listClientOrderId", list.clientId)
    writer.field("transactionTime", time(moment, unit))
    writer.field("symbol", list.symbol)
    members(of: list, &writer)
  }

  /// `orders`: the ids of a list's members.
  static func members(of list: VenueOrderList, _ writer: inout JSONWriter) {
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
  }

  /// `amendedOrder`.
  static func amended(_ amendment: OrderAmendment, unit: TimeUnit, into writer: inout JSONWriter) {
    let order = amendment.order
    let rules = order.rules
    writer.object { writer in
      writer.field("symbol", rules.symbol)
      writer.field("orderId", order.id)
      writer.field("orderListId", order.orderListId)
      writer.field("origClientOrderId", amendment.originalClientOrderId)
      writer.field("clientOrderId", amendment.newClientOrderId)
      writer.field("price", order.price, decimals: rules.priceDecimals)
      writer.field("qty", amendment.newQuantity, decimals: rules.quantityDecimals)
      writer.field("executedQty", order.executed, decimals: rules.quantityDecimals)
      writer.field("preventedQty", order.preventedQuantity, decimals: rules.quantityDecimals)
      writer.field("quoteOrderQty", order.quoteQuantity)
      writer.field("cumulativeQuoteQty", order.cumulativeQuote)
      writer.field("status", order.status.rawValue)
      writer.field("timeInForce", order.timeInForce.rawValue)
      writer.field("type", order.type.rawValue)
      writer.field("side", order.side.rawValue)
      if let working = order.workingAt { writer.field("workingTime", time(working, unit)) }
      writer.field("selfTradePreventionMode", order.selfTradePrevention.rawValue)
    }
  }
}
