import TradingModel

/// Futures money: margin instead of locks, profits instead of exchanges of assets.
final class FuturesSettlement: Settlement {
  private unowned let exchange: VenueExchange
  private var states: [Int: FuturesState] = [:]
  private var lastIncomeId: Int64 = 0
  /// What liquidations left over or cost.
  let insurance = Wallet()

  init(exchange: VenueExchange) { self.exchange = exchange }

  private var isInverse: Bool { exchange.product == .coinm }

  func state(_ account: SandboxAccount) -> FuturesState {
    if let state = states[account.id] { return state }
    let state = FuturesState()
    states[account.id] = state
    return state
  }

  func position(_ account: SandboxAccount, _ rules: SymbolRules, _ side: PositionSide) -> FuturesPosition {
    state(account).position(rules, side, isInverse: isInverse)
  }

  /// The price at which positions are valued.
  func markPrice(_ symbol: String) -> Int64 {
    guard let market = exchange.market(symbol) else { return 0 }
    return market.mark.mark > 0 ? market.mark.mark : market.lastPrice
  }

  // MARK: Margin

  /// What may still be closed by an order of this side.
  func closable(_ order: VenueOrder) -> Int64 {
    let held = position(order.account, order.rules, order.positionSide).quantity
    return order.side == .sell ? max(0, held) : max(0, -held)
  }

  func reserve(_ order: VenueOrder, estimate: Amount) throws(VenueError) {
    if order.reduceOnly || order.closePosition {
      let closable = closable(order)
      guard closable > 0 else { throw VenueError(-2022, "ReduceOnly Order is rejected.") }
      order.quantity = min(order.quantity, closable)
      return
    }
    if order.positionSide != .both, isClosing(order) {
      guard order.quantity <= closable(order) else { throw VenueError(-2022, "ReduceOnly Order is rejected.") }
      return
    }
    let summary = summary(order.account, asset: order.rules.marginAsset, including: order)
    let need = summary.initialMargin
    guard summary.crossWallet + summary.crossUnrealized >= need else {
      throw VenueError(-2019, "Margin is insufficient.")
    }
    try checkBracket(order)
  }

  /// In hedge mode an order against its position's side closes it.
  private func isClosing(_ order: VenueOrder) -> Bool {
    (order.positionSide == .long && order.side == .sell) || (order.positionSide == .short && order.side == .buy)
  }

  private func checkBracket(_ order: VenueOrder) throws(VenueError) {
    let leverage = state(order.account).leverage(order.rules.symbol)
    let cap = LeverageBracket.table(exchange.product).last { $0.leverage >= leverage }?.cap ?? 0
    let position = position(order.account, order.rules, order.positionSide)
    let signed = order.side == .buy ? order.quantity : -order.quantity
    let value = position.value(price: markPrice(order.rules.symbol), quantity: abs(position.quantity + signed))
    if Amount(units: value / 100_000_000) > Amount(whole: cap) {
      throw VenueError(-2027, "Exceeded the maximum allowable position at current leverage.")
    }
  }

  /// An asset of an account with everything that margins it, also with an order that is about to be placed.
  func summary(
    _ account: SandboxAccount, asset: String, including extra: VenueOrder? = nil
  ) -> FuturesAssetSummary {
    let state = state(account)
    let wallet = account.wallet(exchange.product)[asset].total
    var (isolated, unrealized, crossUnrealized) = (Amount.zero, Amount.zero, Amount.zero)
    var (positionMargin, orderMargin, maintenance) = (Amount.zero, Amount.zero, Amount.zero)
    var orders = exchange.orders.openOrders(account: account).filter { $0.rules.marginAsset == asset }
    if let extra { orders.append(extra) }
    var symbols: [String] = []
    for symbol in state.positions.filter({ $0.isOpen && $0.rules.marginAsset == asset }).map(\.rules.symbol)
      + orders.map(\.rules.symbol)
    where !symbols.contains(symbol) {
      symbols.append(symbol)
    }
    for symbol in symbols {
      let mark = markPrice(symbol)
      let leverage = Int128(state.leverage(symbol))
      var own = Amount.zero
      for position in state.positions(of: symbol) where position.isOpen {
        let profit = position.unrealized(mark: mark)
        unrealized += profit
        maintenance += maintenanceMargin(position, mark: mark)
        own += Amount(units: position.notional(mark: mark).units / leverage)
        if state.isIsolated(symbol) { isolated += position.isolatedWallet } else { crossUnrealized += profit }
      }
      if !state.isIsolated(symbol) { positionMargin += own }
      orderMargin += Amount(
        units: orderNotional(orders.filter { $0.rules.symbol == symbol }, state, symbol, mark).units / leverage)
    }
    return FuturesAssetSummary(
      asset: asset, wallet: wallet, crossWallet: wallet - isolated, unrealized: unrealized,
      crossUnrealized: crossUnrealized, positionInitialMargin: positionMargin, openOrderInitialMargin: orderMargin,
      maintenanceMargin: maintenance)
  }

  /// What open orders could add to the positions of a symbol: the larger of both sides, beyond what they close.
  private func orderNotional(_ orders: [VenueOrder], _ state: FuturesState, _ symbol: String, _ mark: Int64) -> Amount {
    var (buying, selling) = (Amount.zero, Amount.zero)
    for order in orders where !order.reduceOnly && !order.closePosition && !isClosing(order) {
      let position = position(order.account, order.rules, order.positionSide)
      let price = order.price > 0 ? order.price : mark
      let value = Amount(units: position.value(price: price, quantity: order.remaining) / 100_000_000)
      if order.side == .buy { buying += value } else { selling += value }
    }
    let net = state.positions(of: symbol).filter { $0.side == .both }
      .reduce(Amount.zero) { $0 + ($1.quantity > 0 ? $1.notional(mark: mark) : -$1.notional(mark: mark)) }
    let long = net + buying
    let short = selling - net
    let held = net.isNegative ? -net : net
    return max(.zero, max(long, short) - held)
  }

  func maintenanceMargin(_ position: FuturesPosition, mark: Int64) -> Amount {
    let notional = position.notional(mark: mark)
    var margin = Amount.zero
    for bracket in LeverageBracket.table(exchange.product) where notional > Amount(whole: bracket.floor) {
      let part = min(notional, Amount(whole: bracket.cap)) - Amount(whole: bracket.floor)
      margin += part.scaled(byRate: bracket.maintenanceRate * 10_000)
    }
    return margin
  }

  // MARK: Fills

  func fill(_ order: VenueOrder, fill: Fill, isMaker: Bool, counter: VenueOrder?) -> FillResult {
    let account = order.account
    let rules = order.rules
    let asset = rules.marginAsset
    let state = state(account)
    let position = position(account, rules, order.positionSide)
    let before = abs(position.quantity)
    let profit = position.apply(order.side, price: fill.price, quantity: fill.quantity)
    position.updatedAt = exchange.clock.now
    let rate = isMaker ? account.makerRate(exchange.product) : account.takerRate(exchange.product)
    let commission = order.type == .liquidation ? .zero : fill.value.scaled(byRate: rate)
    let wallet = account.wallet(exchange.product)
    wallet.credit(profit - commission, of: asset)
    if state.isIsolated(rules.symbol) { moveIsolated(position, from: before, profit: profit, state: state) }
    if !profit.isZero { book(account, rules.symbol, "REALIZED_PNL", profit, asset, fill.tradeId) }
    if !commission.isZero { book(account, rules.symbol, "COMMISSION", -commission, asset, fill.tradeId) }
    exchange.touch(account, asset)
    exchange.touch(account, position)
    return FillResult(commission: commission, commissionAsset: asset, realizedProfit: profit)
  }

  /// Margin of an isolated position comes and goes with its size.
  private func moveIsolated(_ position: FuturesPosition, from before: Int64, profit: Amount, state: FuturesState) {
    let now = abs(position.quantity)
    if now == 0 {
      position.isolatedWallet = .zero
    } else if now < before {
      position.isolatedWallet = Amount(units: position.isolatedWallet.units &* Int128(now) / Int128(max(before, 1)))
    } else {
      let margin = position.cost / 100_000_000 / Int128(state.leverage(position.rules.symbol))
      position.isolatedWallet = max(position.isolatedWallet, Amount(units: margin))
    }
  }

  func adjust(_ order: VenueOrder) {}

  /// Writes an income line.
  func book(
    _ account: SandboxAccount, _ symbol: String, _ type: String, _ amount: Amount, _ asset: String,
    _ tradeId: Int64? = nil
  ) {
    lastIncomeId += 1
    let state = state(account)
    state.incomes.append(
      IncomeRecord(
        id: lastIncomeId, symbol: symbol, type: type, amount: amount, asset: asset, time: exchange.clock.now,
        tradeId: tradeId))
    if state.incomes.count > 20_000 { state.incomes.removeFirst(5_000) }
  }

  // MARK: Telling

  func snapshot(_ account: SandboxAccount, _ position: FuturesPosition) -> PositionSnapshot {
    let state = state(account)
    let symbol = position.rules.symbol
    let mark = markPrice(symbol)
    let isIsolated = state.isIsolated(symbol)
    let initial = Amount(units: position.notional(mark: mark).units / Int128(state.leverage(symbol)))
    return PositionSnapshot(
      rules: position.rules, side: position.side, quantity: position.quantity, entryPrice: position.entryPrice,
      breakEvenPrice: position.entryPrice, accumulatedRealized: position.realized,
      unrealized: position.unrealized(mark: mark), marginType: isIsolated ? "isolated" : "cross",
      isolatedWallet: isIsolated ? position.isolatedWallet : .zero, leverage: state.leverage(symbol), markPrice: mark,
      liquidationPrice: liquidationPrice(account, position, mark: mark), initialMargin: initial,
      maintenanceMargin: maintenanceMargin(position, mark: mark), updatedAt: position.updatedAt)
  }

  /// Where the margin would be used up, to first order; zero when nowhere.
  private func liquidationPrice(_ account: SandboxAccount, _ position: FuturesPosition, mark: Int64) -> Amount {
    guard position.isOpen else { return .zero }
    let isIsolated = state(account).isIsolated(position.rules.symbol)
    let summary = summary(account, asset: position.rules.marginAsset)
    let maintenance = maintenanceMargin(position, mark: mark)
    let buffer =
      isIsolated
      ? position.isolatedWallet + position.unrealized(mark: mark) - maintenance
      : summary.crossWallet + summary.crossUnrealized - summary.maintenanceMargin
    let size = position.notional(mark: mark)
    guard size.isPositive else { return .zero }
    let markAmount = Int128(mark) &* FixedText.power(8) / FixedText.power(position.rules.priceDecimals)
    let move = buffer.units &* (markAmount / 1_000) / size.units &* 1_000
    return Amount(units: max(0, position.quantity > 0 ? markAmount - move : markAmount + move))
  }
}
