import TradingModel

/// Futures money: margin instead of locks, profits instead of exchanges of assets.
final class FuturesSettlement: Settlement {
  unowned let exchange: VenueExchange
  private var states: [Int: FuturesState] = [:]
  private var lastIncomeId: Int64 = 0
  /// What liquidations left over or cost.
  let insurance = Wallet()
  /// What the market's liquidity won and lost; its positions are the other side of the users'.
  let house = Wallet()
  private(set) var housePositions: [FuturesPosition] = []
  /// Commissions taken.
  let fees = Wallet()

  init(exchange: VenueExchange) {
    self.exchange = exchange
    for (asset, amount) in [("USDT", 1_000_000), ("USDC", 100_000), ("BTC", 10), ("ETH", 100)] as [(String, Int64)] {
      insurance.credit(Amount(whole: amount), of: asset)
    }
  }

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
    // What needs no more margin than before may pass even where there is too little.
    let asset = order.rules.marginAsset
    let rest = available(order.account, asset: asset, including: order)
    guard !rest.isNegative || rest >= available(order.account, asset: asset) else {
      throw VenueError(-2019, "Margin is insufficient.")
    }
    try checkBracket(order)
  }

  /// Whether there is margin for an open order as it would become; what needs no more than before may pass.
  func checkChange(of order: VenueOrder, price: Int64, quantity: Int64) throws(VenueError) {
    // What is not larger than its fills is canceled, and needs nothing.
    guard !order.reduceOnly, !order.closePosition, quantity > order.executed else { return }
    if order.positionSide != .both, isClosing(order) {
      guard quantity - order.executed <= closable(order) else {
        throw VenueError(-2022, "ReduceOnly Order is rejected.")
      }
      return
    }
    let asset = order.rules.marginAsset
    let before = available(order.account, asset: asset)
    let (oldPrice, oldQuantity) = (order.price, order.quantity)
    defer {
      order.price = oldPrice
      order.quantity = oldQuantity
    }
    order.price = price
    order.quantity = quantity
    let rest = available(order.account, asset: asset)
    guard rest < before else { return }
    if rest.isNegative { throw VenueError(-2019, "Margin is insufficient.") }
    try checkBracket(order)
  }

  /// In hedge mode an order against its position's side closes it.
  func isClosing(_ order: VenueOrder) -> Bool {
    (order.positionSide == .long && order.side == .sell) || (order.positionSide == .short && order.side == .buy)
  }

  private func checkBracket(_ order: VenueOrder) throws(VenueError) {
    let leverage = state(order.account).leverage(order.rules.symbol)
    let cap = LeverageBracket.table(exchange.product).last { $0.leverage >= leverage }?.cap ?? 0
    let position = position(order.account, order.rules, order.positionSide)
    let signed = order.side == .buy ? order.remaining : -order.remaining
    let value = position.value(price: markPrice(order.rules.symbol), quantity: abs(position.quantity + signed))
    if Amount(units: value / 100_000_000) > Amount(whole: cap) {
      throw VenueError(-2027, "Exceeded the maximum allowable position at current leverage.")
    }
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
    let commission = commission(order, fill: fill, isMaker: isMaker)
    let wallet = account.wallet(exchange.product)
    wallet.credit(profit, of: asset)
    wallet.credit(-commission.amount, of: commission.asset)
    if state.isIsolated(rules.symbol) { moveIsolated(position, from: before, profit: profit, state: state) }
    fees.credit(commission.amount, of: commission.asset)
    if counter == nil { houseTakes(fill, from: order) }
    let kind = order.forcedBy == .delivery ? "DELIVERED_SETTELMENT" : "REALIZED_PNL"
    if !profit.isZero { book(account, rules.symbol, kind, profit, asset, fill.tradeId) }
    if !commission.amount.isZero {
      book(account, rules.symbol, "COMMISSION", -commission.amount, commission.asset, fill.tradeId)
    }
    position.charge(commission.value)
    exchange.touch(account, asset)
    exchange.touch(account, commission.asset)
    exchange.touch(account, position)
    return FillResult(
      commission: commission.amount, commissionAsset: commission.asset, realizedProfit: profit)
  }

  /// What a fill costs, and what that is worth in the margin asset.
  private func commission(
    _ order: VenueOrder, fill: Fill, isMaker: Bool
  ) -> (amount: Amount, asset: String, value: Amount) {
    let asset = order.rules.marginAsset
    let plain = plainCommission(order, fill: fill, isMaker: isMaker)
    // What a liquidation costs comes out of the margin that it settles.
    guard order.forcedBy == nil, plain.isPositive, order.account.burnsFees, exchange.product == .usdm else {
      return (plain, asset, plain)
    }
    let discounted = Amount(units: plain.units * 9 / 10)
    guard
      let inBNB = exchange.convertToBNB(discounted, asset: asset)
        ?? exchange.spotExchange?.convertToBNB(discounted, asset: asset),
      order.account.wallet(exchange.product)["BNB"].free >= inBNB
    else { return (plain, asset, plain) }
    return (inBNB, "BNB", discounted)
  }

  /// The commission of a fill in the margin asset: the account's rate, the delivery's own, none where the venue deleverages.
  private func plainCommission(_ order: VenueOrder, fill: Fill, isMaker: Bool) -> Amount {
    switch order.forcedBy {
    case .deleveraging, .settlement: return .zero
    case .delivery: return fill.value.scaled(byRate: Self.deliveryRate)
    case .liquidation, nil:
      let rates = order.account
      return fill.value.scaled(
        byRate: isMaker ? rates.makerRate(exchange.product) : rates.takerRate(exchange.product))
    }
  }

  /// What delivery costs, in units of 10^-8.
  static let deliveryRate: Int64 = 15_000

  /// The market's liquidity is the other side of a fill.
  private func houseTakes(_ fill: Fill, from order: VenueOrder) {
    let rules = order.rules
    let held = housePositions.first { $0.rules.symbol == rules.symbol }
    let position = held ?? FuturesPosition(rules: rules, isInverse: isInverse, side: .both)
    if held == nil { housePositions.append(position) }
    house.credit(
      position.apply(order.side.opposite, price: fill.price, quantity: fill.quantity), of: rules.marginAsset)
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
    exchange.recordIncome(account, symbol: symbol, type: type, amount: amount, asset: asset)
    let state = state(account)
    state.incomes.append(
      IncomeRecord(
        id: lastIncomeId, symbol: symbol, type: type, amount: amount, asset: asset, time: exchange.clock.now,
        tradeId: tradeId))
    if state.incomes.count > 20_000 { state.incomes.removeFirst(5_000) }
  }

  /// Notes that margin of an isolated position changed.
  func noteMargin(
    _ account: SandboxAccount, _ position: FuturesPosition, type: Int64, delta: String, amount: Amount
  ) {
    let state = state(account)
    state.marginChanges.append(
      MarginChange(
        symbol: position.rules.symbol, side: position.side, type: type, delta: delta, amount: amount,
        asset: position.rules.marginAsset, time: exchange.clock.now))
    if state.marginChanges.count > 5_000 { state.marginChanges.removeFirst(1_000) }
  }
}
