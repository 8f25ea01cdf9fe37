import TradingModel

/// What the futures exchanges tell their accounts.
extension ProductFront {
  func tellFutures(_ report: ExecutionReport) {
    let order = report.order
    guard users.hasSubscribers(order.account) else { return }
    let open = exchange.futures.openValues(order.account, symbol: order.rules.symbol)
    let event = FuturesEventPayloads.orderTradeUpdate(report, product: product, open: open)
    tell(
      order.account, type: "ORDER_TRADE_UPDATE", symbol: order.rules.symbol, clientOrderId: order.clientOrderId
    ) { _ in event }
  }

  func venue(_ exchange: VenueExchange, tradeOf report: ExecutionReport) {
    let order = report.order
    guard product == .usdm, users.hasSubscribers(order.account) else { return }
    let event = FuturesEventPayloads.tradeLite(report)
    tell(order.account, type: "TRADE_LITE", symbol: order.rules.symbol, clientOrderId: order.clientOrderId) { _ in
      event
    }
  }

  func tellFutures(_ update: AccountUpdate) {
    let event = FuturesEventPayloads.accountUpdate(update, product: product)
    tell(update.account, type: "ACCOUNT_UPDATE", symbol: update.positions.first?.rules.symbol) { _ in event }
  }

  func venue(_ exchange: VenueExchange, algoOrder order: AlgoOrder) {
    let event = FuturesEventPayloads.algoUpdate(order, at: clock.now)
    tell(order.account, type: "ALGO_UPDATE", symbol: order.rules.symbol, clientOrderId: order.clientId) { _ in event }
  }

  func venue(_ exchange: VenueExchange, configured account: SandboxAccount, symbol: String?, leverage: Int) {
    let event = FuturesEventPayloads.configurationUpdate(account, symbol: symbol, leverage: leverage, at: clock.now)
    tell(account, type: "ACCOUNT_CONFIG_UPDATE", symbol: symbol) { _ in event }
  }

  func venue(_ exchange: VenueExchange, marginCall account: SandboxAccount, positions: [PositionSnapshot]) {
    let isCross = positions.contains { $0.marginType != "isolated" }
    let asset = positions.first?.rules.marginAsset ?? ""
    let event = FuturesEventPayloads.marginCall(
      account, positions: positions,
      crossWallet: isCross ? exchange.futures.summary(account, asset: asset).crossWallet : nil, product: product,
      at: clock.now)
    tell(account, type: "MARGIN_CALL") { _ in event }
  }

  /// The front of the other futures product: streams of all symbols carry both.
  var siblingFront: ProductFront? { exchange.sibling?.listener as? ProductFront }

  /// The markets that streams of all symbols tell.
  var allMarkets: [SymbolMarket] { exchange.markets + (exchange.sibling?.markets ?? []) }

  // MARK: Listen keys

  /// Looks at the listen keys again when the next one ends.
  func watchListenKeys() {
    guard let next = users.nextExpiry else { return }
    clock.schedule(after: max(.zero, next - clock.now)) { [weak self] in self?.expireListenKeys(all: false) }
  }

  /// Ends listen keys and tells those who listen by them; they hear nothing more.
  func expireListenKeys(all: Bool) {
    let now = clock.now
    for (key, account) in users.expire(at: now, all: all) {
      let event = FuturesEventPayloads.listenKeyExpired(key, at: now)
      tell(account, type: "listenKeyExpired") { _ in event }
      _ = users.unsubscribe(key: key)
    }
  }
}
