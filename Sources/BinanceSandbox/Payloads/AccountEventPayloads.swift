import TradingModel

/// Account events of spot.
///
/// See <https://developers.binance.com/docs/binance-spot-api-docs/user-data-stream>.
extension OrderPayloads {
  /// `executionReport`.
  static func executionReport(_ report: ExecutionReport, at now: UnixNanos, unit: TimeUnit) -> [UInt8] {
    let order = report.order
    let rules = order.rules
    return JSONWriter.object(capacity: 720) { writer in
      writer.field("e", "executionReport")
      writer.field("E", time(now, unit))
      writer.field("s", rules.symbol)
      writer.field("c", report.clientOrderId)
      writer.field("S", order.side.rawValue)
      writer.field("o", order.type.rawValue)
      writer.field("f", order.timeInForce.rawValue)
      writer.field("q", report.quantity, decimals: rules.quantityDecimals)
      writer.field("p", report.price, decimals: rules.priceDecimals)
      writer.field("P", order.stopPrice, decimals: rules.priceDecimals)
      if let delta = order.trailingDelta { writer.field("d", delta) }
      writer.field("F", order.icebergQuantity, decimals: rules.quantityDecimals)
      writer.field("g", order.orderListId)
      writer.field("C", report.originalClientOrderId)
      writer.field("x", report.type.rawValue)
      writer.field("X", report.status.rawValue)
      writer.field("r", report.rejectReason)
      writer.field("i", order.id)
      writer.field("l", report.lastQuantity, decimals: rules.quantityDecimals)
      writer.field("z", report.executed, decimals: rules.quantityDecimals)
      writer.field("L", report.lastPrice, decimals: rules.priceDecimals)
      if report.commission.isZero { writer.field("n", "0") } else { writer.field("n", report.commission) }
      if let asset = report.commissionAsset {
        writer.field("N", asset)
      } else {
        writer.key("N")
        writer.null()
      }
      writer.field("T", time(report.time, unit))
      writer.field("t", report.tradeId)
      if report.type == .tradePrevention, let match = report.preventedMatchId { writer.field("v", match) }
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
      if report.type == .tradePrevention { addPrevention(report, rules, &writer) }
      if let allocation = report.allocationId {
        writer.field("b", "ONE_PARTY_TRADE_REPORT")
        writer.field("a", allocation)
      }
      if order.usedSor {
        writer.field("k", "SOR")
        writer.field("uS", true)
      }
      addPegAndExpiry(report, rules, &writer)
    }
  }

  /// What of an order was not traded because both sides belong together.
  private static func addPrevention(_ report: ExecutionReport, _ rules: SymbolRules, _ writer: inout JSONWriter) {
    let order = report.order
    writer.field("A", order.preventedQuantity, decimals: rules.quantityDecimals)
    writer.field("B", report.preventedQuantityNow, decimals: rules.quantityDecimals)
    writer.field("u", order.account.tradeGroupId)
    if let counter = report.counterOrderId { writer.field("U", counter) }
    if let symbol = report.counterSymbol { writer.field("Cs", symbol) }
    writer.field("pl", report.preventedQuantityNow, decimals: rules.quantityDecimals)
    writer.field("pL", report.preventedPrice, decimals: rules.priceDecimals)
  }

  /// The fields that only pegged and expired orders have.
  private static func addPegAndExpiry(_ report: ExecutionReport, _ rules: SymbolRules, _ writer: inout JSONWriter) {
    let order = report.order
    if let type = order.pegPriceType { writer.field("gP", type) }
    if let type = order.pegOffsetType { writer.field("gOT", type) }
    if let value = order.pegOffsetValue { writer.field("gOV", value) }
    if let pegged = order.peggedPrice { writer.field("gp", pegged, decimals: rules.priceDecimals) }
    if report.status == .expired || report.status == .expiredInMatch, let reason = order.expiryReason, order.tellsReason
    {
      writer.field("eR", reason.rawValue)
    }
  }

  /// `outboundAccountPosition`.
  static func accountPosition(_ update: AccountUpdate, at now: UnixNanos, unit: TimeUnit) -> [UInt8] {
    JSONWriter.object(capacity: 240) { writer in
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
  }

  /// `balanceUpdate`.
  static func balanceUpdate(_ change: BalanceChange, at now: UnixNanos, unit: TimeUnit) -> [UInt8] {
    JSONWriter.object(capacity: 128) { writer in
      writer.field("e", "balanceUpdate")
      writer.field("E", time(now, unit))
      writer.field("a", change.asset)
      writer.field("d", change.delta)
      writer.field("T", time(change.time, unit))
    }
  }

  /// `listStatus`.
  static func listStatus(_ report: OrderListReport, at now: UnixNanos, unit: TimeUnit) -> [UInt8] {
    let list = report.list
    return JSONWriter.object(capacity: 320) { writer in
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
  }
}
