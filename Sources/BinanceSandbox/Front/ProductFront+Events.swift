import TradingModel

/// What the exchange tells goes to the streams, and what concerns an account to its user streams.
extension ProductFront: VenueListener {
  func venue(_ exchange: VenueExchange, traded trade: MarketTrade, in market: SymbolMarket) {
    hub.traded(trade, in: market)
  }

  func venue(_ exchange: VenueExchange, aggregated trade: AggregateTrade, in market: SymbolMarket) {
    hub.aggregated(trade, in: market)
  }

  func venue(_ exchange: VenueExchange, bookTop: BookTop, in market: SymbolMarket) { hub.bookTop(bookTop, in: market) }

  func venue(_ exchange: VenueExchange, depth: DepthChange, in market: SymbolMarket) { hub.depth(depth, in: market) }

  func venue(_ exchange: VenueExchange, closed kline: Kline, interval: KlineInterval, in market: SymbolMarket) {
    hub.closed(kline, interval: interval, in: market)
  }

  func venue(_ exchange: VenueExchange, liquidated order: VenueOrder, in market: SymbolMarket) {
    hub.liquidated(order, in: market)
    siblingFront?.hub.liquidated(order, in: market)
  }

  func venue(_ exchange: VenueExchange, rulesChangedIn market: SymbolMarket) {
    hub.rulesChanged(in: market)
    siblingFront?.hub.rulesChanged(in: market)
  }

  // MARK: Accounts

  func venue(_ exchange: VenueExchange, executed report: ExecutionReport) {
    let order = report.order
    guard product == .spot else { return tellFutures(report) }
    if report.type == .trade, report.executed == report.lastQuantity {
      limits.filled(account: order.account.countingName, at: clock.now.milliseconds)
    }
    let now = clock.now
    tell(order.account, type: "executionReport", symbol: order.rules.symbol, clientOrderId: order.clientOrderId) {
      OrderPayloads.executionReport(report, at: now, unit: $0)
    }
  }

  func venue(_ exchange: VenueExchange, account update: AccountUpdate) {
    guard product == .spot else { return tellFutures(update) }
    let now = clock.now
    tell(update.account, type: "outboundAccountPosition") {
      OrderPayloads.accountPosition(update, at: now, unit: $0)
    }
  }

  func venue(_ exchange: VenueExchange, balance change: BalanceChange) {
    guard product == .spot else { return }
    let now = clock.now
    tell(change.account, type: "balanceUpdate") { OrderPayloads.balanceUpdate(change, at: now, unit: $0) }
  }

  func venue(_ exchange: VenueExchange, orderList report: OrderListReport) {
    guard product == .spot else { return }
    let now = clock.now
    tell(report.account, type: "listStatus", symbol: report.list.symbol) {
      OrderPayloads.listStatus(report, at: now, unit: $0)
    }
  }

  /// Tells an account's listeners, as far as faults let it pass.
  func tell(
    _ account: SandboxAccount, type: String, symbol: String? = nil, clientOrderId: String? = nil,
    _ event: @escaping (TimeUnit) -> [UInt8]
  ) {
    let subscribers = users.subscribers(of: account).filter { $0.events?.contains(type) ?? true }
    guard !subscribers.isEmpty else { return }
    let notice = AccountNotice(
      type: type, account: account.name, symbol: symbol, clientOrderId: clientOrderId, render: event)
    for subscription in subscribers {
      let fault = subscription.listener.tell(notice, tag: subscription.tag)
      var fields = [(name: "event", value: type), (name: "subscription", value: String(subscription.tag))]
      if let symbol { fields.append((name: "symbol", value: symbol)) }
      if let clientOrderId { fields.append((name: "clientOrderId", value: clientOrderId)) }
      if let fault { fields.append((name: "fault", value: fault)) }
      exchange.ledger.append(.frame, product: product, account: account.name, at: clock.now, fields)
    }
  }

  /// Writes the account's order counts, as `rateLimit/order` and WebSocket API answers show them.
  func writeOrderCounts(of account: SandboxAccount, into writer: inout JSONWriter) {
    let counts = limits.orderCounts(account: account.countingName, at: clock.now.milliseconds)
    for (window, count) in zip(limits.limits.orders, counts) {
      writer.object { writer in
        writer.field("rateLimitType", "ORDERS")
        writer.field("interval", window.interval)
        writer.field("intervalNum", window.intervalNum)
        writer.field("limit", window.limit)
        writer.field("count", count)
      }
    }
  }
}
