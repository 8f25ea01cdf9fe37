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
  }

  func venue(_ exchange: VenueExchange, rulesChangedIn market: SymbolMarket) { hub.rulesChanged(in: market) }

  // MARK: Accounts

  func venue(_ exchange: VenueExchange, executed report: ExecutionReport) {
    let order = report.order
    guard product == .spot else { return tellFutures(report) }
    if report.type == .trade, report.executed == report.lastQuantity {
      limits.filled(account: order.account.name, at: clock.now.milliseconds)
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
    for subscription in users.subscribers(of: account) where subscription.events?.contains(type) ?? true {
      let fault = faults.strike(
        [.dropEvent, .freezeStream, .duplicateEvent, .delay],
        FaultBook.Subject(
          endpoint: "userDataStream", stream: type, product: product, symbol: symbol, clientOrderId: clientOrderId))
      let (listener, tag) = (subscription.listener, subscription.tag)
      switch fault?.kind {
      case .dropEvent, .freezeStream: continue
      case .duplicateEvent:
        listener.tell(tag, event)
        listener.tell(tag, event)
      case .delay:
        clock.schedule(after: fault?.duration ?? .zero) { [weak listener] in listener?.tell(tag, event) }
      default: listener.tell(tag, event)
      }
    }
  }

  /// Writes the account's order counts, as `rateLimit/order` and WebSocket API answers show them.
  func writeOrderCounts(of account: SandboxAccount, into writer: inout JSONWriter) {
    let counts = limits.orderCounts(account: account.name, at: clock.now.milliseconds)
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

  // MARK: Faults that are acts

  /// Closes connections, sends notices, expires keys: faults that happen at once.
  func perform(_ fault: VenueFault) {
    switch fault.kind {
    case .close:
      for session in sessions {
        session.close(code: UInt16(clamping: fault.code < 1_000 ? 1_001 : fault.code), reason: "")
      }
      for session in socketSessions { session.close(code: 1_001, reason: "") }
    case .serverShutdown:
      announceShutdown(closingAfter: fault.duration)
    case .expireListenKey:
      expireListenKeys(all: true)
    default: break
    }
  }

  /// Tells clients of a coming shutdown, and closes their connections later.
  func announceShutdown(closingAfter delay: Duration) {
    let event = Array("{\"e\":\"serverShutdown\",\"E\":\(clock.now.milliseconds)}".utf8)
    let (streams, sockets) = (sessions, socketSessions)
    if !product.isFutures {
      for session in streams { session.tellShutdown(event) }
      for session in sockets { session.tellShutdown(event) }
    }
    clock.schedule(after: delay) {
      for session in streams { session.close(code: 1_001, reason: "Server shutdown") }
      for session in sockets { session.close(code: 1_001, reason: "Server shutdown") }
    }
  }
}
