import TradingModel

// Liquidation: what the venue does when a margin is used up.
extension VenueExchange {
  /// At which part of its margin an account is warned, in units of 10^-4.
  private static let marginCallRatio: Int128 = 8_000

  /// Looks at everybody who holds a symbol: warns whose margin is nearly used up, and liquidates where it is.
  func liquidate(in market: SymbolMarket) {
    for account in accounts.accounts {
      let state = futures.state(account)
      let positions = state.positions(of: market.symbol).filter(\.isOpen)
      guard !positions.isEmpty else { continue }
      if state.isIsolated(market.symbol) {
        for position in positions { watchIsolated(position, of: account, in: market) }
      } else {
        watchCross(account, asset: market.rules.marginAsset)
      }
    }
  }

  private func watchIsolated(_ position: FuturesPosition, of account: SandboxAccount, in market: SymbolMarket) {
    let mark = futures.markPrice(market.symbol)
    let margin = position.isolatedWallet + position.unrealized(mark: mark)
    let maintenance = futures.maintenanceMargin(position, mark: mark)
    let key = market.symbol + position.side.rawValue
    warn(account, key: key, margin: margin, maintenance: maintenance, positions: [position])
    guard margin < maintenance else { return }
    cancelForLiquidation(account, symbol: market.symbol)
    reduce(position, of: account, margin: margin)
  }

  /// Positions in cross margin share the wallet: orders go first, then the positions, largest need first, until it is enough.
  private func watchCross(_ account: SandboxAccount, asset: String) {
    var health = crossHealth(account, asset: asset)
    warn(
      account, key: asset, margin: health.margin, maintenance: health.maintenance,
      positions: crossPositions(account, asset: asset))
    guard health.margin < health.maintenance else { return }
    for symbol in Set(crossPositions(account, asset: asset).map(\.rules.symbol)).sorted() {
      cancelForLiquidation(account, symbol: symbol)
    }
    var rounds = 0
    while rounds < 100 {
      rounds += 1
      health = crossHealth(account, asset: asset)
      guard health.margin < health.maintenance, health.maintenance.isPositive else { return }
      let ranked = crossPositions(account, asset: asset).map { position in
        (position, futures.maintenanceMargin(position, mark: futures.markPrice(position.rules.symbol)))
      }
      guard let (position, need) = ranked.max(by: { $0.1 < $1.1 }) else { return }
      // Each position has its share of the margin.
      let share = Amount(units: health.margin.units &* (need.units / 1_000) / max(1, health.maintenance.units / 1_000))
      reduce(position, of: account, margin: share)
    }
  }

  private func crossPositions(_ account: SandboxAccount, asset: String) -> [FuturesPosition] {
    let state = futures.state(account)
    return state.positions.filter {
      $0.isOpen && (account.hasJointMargin(on: product) || $0.rules.marginAsset == asset)
        && !state.isIsolated($0.rules.symbol)
    }
  }

  private func crossHealth(_ account: SandboxAccount, asset: String) -> (margin: Amount, maintenance: Amount) {
    guard !account.hasJointMargin(on: product) else {
      let totals = futures.jointTotals(account)
      return (totals.marginBalance, totals.maintenanceMargin)
    }
    let summary = futures.summary(account, asset: asset)
    return (summary.crossWallet + summary.crossUnrealized, summary.crossMaintenanceMargin)
  }

  /// `MARGIN_CALL`, once until the danger is over.
  private func warn(
    _ account: SandboxAccount, key: String, margin: Amount, maintenance: Amount, positions: [FuturesPosition]
  ) {
    let state = futures.state(account)
    guard maintenance.units &* 10_000 >= margin.units &* Self.marginCallRatio else {
      state.calledMargins.remove(key)
      return
    }
    guard state.calledMargins.insert(key).inserted else { return }
    listener?.venue(self, marginCall: account, positions: positions.map { futures.snapshot(account, $0) })
  }

  private func cancelForLiquidation(_ account: SandboxAccount, symbol: String) {
    guard let market = market(symbol) else { return }
    for order in orders.openOrders(account: account, symbol: symbol) {
      if order.isWorking { market.book.remove(order) }
      expire(order, .liquidation)
    }
    expireAlgoOrders { $0.account === account && $0.rules.symbol == symbol }
  }

  /// Liquidates a position whatever its margin, by order of the operator; at a price of choice it trades there at once.
  func forceLiquidation(
    _ position: FuturesPosition, of account: SandboxAccount, in market: SymbolMarket, quantity: Int64, price: Int64?
  ) {
    cancelForLiquidation(account, symbol: market.symbol)
    let mark = futures.markPrice(market.symbol)
    let side: OrderSide = position.quantity > 0 ? .sell : .buy
    let order = forceClose(
      position, of: account, in: market, by: .liquidation, quantity: quantity,
      price: price ?? marketBound(side, in: market), takes: price == nil)
    close(order, at: price ?? mark, in: market)
    listener?.venue(self, liquidated: order, in: market)
  }

  // MARK: Closing

  /// Closes a position, or the part of it that is above its bracket, at the price at which its margin is used up or better.
  private func reduce(_ position: FuturesPosition, of account: SandboxAccount, margin: Amount) {
    guard let market = market(position.rules.symbol) else { return }
    let mark = futures.markPrice(market.symbol)
    let quantity = liquidationQuantity(position, mark: mark)
    let price = futures.bankruptcyPrice(position, margin: margin, mark: mark)
    let base = margin - position.unrealized(mark: mark)
    let part = Amount(units: base.units &* Int128(quantity) / Int128(max(1, abs(position.quantity))))
    let order = forceClose(position, of: account, in: market, by: .liquidation, quantity: quantity, price: price)
    // What the book does not take at that price, the insurance fund or the other side of the market does.
    takeOver(order, mark: mark, in: market)
    settleInsurance(order, base: part, in: market)
    listener?.venue(self, liquidated: order, in: market)
    settleMarket(market)
  }

  /// A large position is brought down bracket by bracket.
  private func liquidationQuantity(_ position: FuturesPosition, mark: Int64) -> Int64 {
    let held = abs(position.quantity)
    let notional = position.notional(mark: mark)
    let bracket = LeverageBracket.table(product).last { notional > Amount(whole: $0.floor) }
    guard let bracket, bracket.floor > 0, notional.isPositive else { return held }
    let keep = Int64(clamping: Int128(held) &* Int128(bracket.floor) &* 100_000_000 / notional.units)
    let step = max(1, position.rules.filters.stepSize)
    return max(step, held - keep / step * step)
  }

  /// An order of the venue that closes (part of) a position; it takes from the book up to `price`, where there is one.
  func forceClose(
    _ position: FuturesPosition, of account: SandboxAccount, in market: SymbolMarket, by cause: ForcedClose,
    quantity: Int64, price: Int64, takes: Bool = true
  ) -> VenueOrder {
    let side: OrderSide = position.quantity > 0 ? .sell : .buy
    let number = "\(clock.now.milliseconds)\(lastOrderId % 1_000_000)"
    var draft = OrderDraft(
      market: market, side: side, type: .liquidation,
      clientOrderId: cause.clientIdPrefix(product) + (cause == .deleveraging ? "" : number))
    draft.quantity = min(quantity, abs(position.quantity))
    draft.price = price
    draft.positionSide = position.side
    draft.selfTradePrevention = .none
    draft.timeInForce = .ioc
    let order = makeOrder(draft, for: account)
    order.forcedBy = cause
    orders.insert(order)
    futures.state(account).forcedOrders.append(order)
    order.workingAt = clock.now
    record(order, cause.rawValue.lowercased())
    listener?.venue(self, executed: executionReport(order, .new))
    if takes { take(order, in: market, limit: price) }
    return order
  }

  /// What is left between the loss of a liquidated position and its margin is the insurance fund's, for better or worse.
  private func settleInsurance(_ order: VenueOrder, base: Amount, in market: SymbolMarket) {
    let account = order.account
    let asset = order.rules.marginAsset
    let trades = orders.trades(account: account, symbol: market.symbol).filter { $0.orderId == order.id }
    let commission = trades.reduce(Amount.zero) { $0 + $1.commission }
    let left = base + order.realizedProfit - commission
    let fee = order.cumulativeQuote.scaled(byRate: Self.liquidationFee)
    let moved = left.isNegative ? -left : -min(left, fee)
    guard !moved.isZero else { return }
    account.wallet(product).credit(moved, of: asset)
    futures.insurance.credit(-moved, of: asset)
    futures.book(account, market.symbol, "INSURANCE_CLEAR", moved, asset)
    touch(account, asset)
    tellBalances(reason: "INSURANCE_CLEAR", change: moved)
  }

  /// The clearance fee, in units of 10^-8 of the value; `liquidationFee` of `exchangeInfo`.
  static let liquidationFee: Int64 = 1_250_000
}
