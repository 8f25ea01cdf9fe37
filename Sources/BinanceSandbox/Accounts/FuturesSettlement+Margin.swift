import TradingModel

// What positions and orders need, and what there is for it.
extension FuturesSettlement {
  /// An asset of an account with everything that margins it, also with an order that is about to be placed.
  func summary(
    _ account: SandboxAccount, asset: String, including extra: VenueOrder? = nil
  ) -> FuturesAssetSummary {
    let state = state(account)
    var summary = FuturesAssetSummary(asset: asset, wallet: account.wallet(exchange.product)[asset].total)
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
      for position in state.positions(of: symbol) where position.isOpen {
        let profit = position.unrealized(mark: mark)
        let margin = Amount(units: position.notional(mark: mark).units / leverage)
        let maintenance = maintenanceMargin(position, mark: mark)
        summary.unrealized += profit
        summary.maintenanceMargin += maintenance
        summary.positionInitialMargin += margin
        if state.isIsolated(symbol) {
          summary.isolatedWallet += position.isolatedWallet
        } else {
          summary.crossUnrealized += profit
          summary.crossPositionMargin += margin
          summary.crossMaintenanceMargin += maintenance
        }
      }
      let own = orders.filter { $0.rules.symbol == symbol }
      summary.openOrderInitialMargin += Amount(units: orderNotional(own, state, symbol, mark).units / leverage)
    }
    return summary
  }

  /// The assets of an account that margin something or hold something.
  func marginAssets(_ account: SandboxAccount) -> [String] {
    var assets = account.wallet(exchange.product).assets
    for market in exchange.markets where !assets.contains(market.rules.marginAsset) {
      assets.append(market.rules.marginAsset)
    }
    return assets
  }

  /// What of an asset new orders may use: of that asset alone, or of all assets by their rates.
  func available(_ account: SandboxAccount, asset: String, including extra: VenueOrder? = nil) -> Amount {
    guard account.hasJointMargin(on: exchange.product) else {
      return summary(account, asset: asset, including: extra).spare
    }
    let total = jointTotals(account, including: extra)
    let spare = total.marginBalance - total.initialMargin
    let rate = AssetIndex.rates(of: asset, in: exchange).ask
    return rate > 0 ? Amount(units: spare.units &* 100_000_000 / Int128(rate)) : .zero
  }

  /// The account in US dollars, as the multi-assets mode sees it: what is there counts at the bid rate, what is owed at the ask.
  func jointTotals(_ account: SandboxAccount, including extra: VenueOrder? = nil) -> FuturesJointTotals {
    var total = FuturesJointTotals()
    for asset in marginAssets(account) {
      let own = summary(account, asset: asset, including: extra?.rules.marginAsset == asset ? extra : nil)
      let rates = AssetIndex.rates(of: asset, in: exchange)
      let balance = own.crossWallet + own.crossUnrealized
      total.wallet += own.wallet.scaled(byRate: rates.index)
      total.crossWallet += own.crossWallet.scaled(byRate: rates.index)
      total.unrealized += own.unrealized.scaled(byRate: rates.index)
      total.crossUnrealized += own.crossUnrealized.scaled(byRate: rates.index)
      total.marginBalance += balance.scaled(byRate: balance.isNegative ? rates.ask : rates.bid)
      total.positionInitialMargin += own.positionInitialMargin.scaled(byRate: rates.ask)
      total.openOrderInitialMargin += own.openOrderInitialMargin.scaled(byRate: rates.ask)
      total.crossInitialMargin += own.initialMargin.scaled(byRate: rates.ask)
      total.maintenanceMargin += own.maintenanceMargin.scaled(byRate: rates.ask)
    }
    return total
  }

  /// The values that the open orders of a symbol bid and ask.
  func openValues(_ account: SandboxAccount, symbol: String) -> (bids: Amount, asks: Amount) {
    var (bids, asks) = (Amount.zero, Amount.zero)
    for order in exchange.orders.openOrders(account: account, symbol: symbol) {
      let price = order.price > 0 ? order.price : markPrice(symbol)
      let value = Amount(units: order.rules.exactValue(price: price, quantity: order.remaining) / 100_000_000)
      if order.side == .buy { bids += value } else { asks += value }
    }
    return (bids, asks)
  }

  /// What open orders could add to the positions of a symbol: the larger of both sides, beyond what they close.
  private func orderNotional(_ orders: [VenueOrder], _ state: FuturesState, _ symbol: String, _ mark: Int64) -> Amount {
    var (buying, selling) = (Amount.zero, Amount.zero)
    for order in orders where !order.reduceOnly && !order.closePosition && !isClosing(order) {
      let price = order.price > 0 ? order.price : mark
      let value = Amount(units: order.rules.exactValue(price: price, quantity: order.remaining) / 100_000_000)
      if order.side == .buy { buying += value } else { selling += value }
    }
    let net = state.positions(of: symbol).filter { $0.side == .both }
      .reduce(Amount.zero) { $0 + ($1.quantity > 0 ? $1.notional(mark: mark) : -$1.notional(mark: mark)) }
    let long = net + buying
    let short = selling - net
    let held = net.isNegative ? -net : net
    return max(.zero, max(long, short) - held)
  }

  /// What a position must at least be backed by, by its brackets.
  func maintenanceMargin(_ position: FuturesPosition, mark: Int64) -> Amount {
    let notional = position.notional(mark: mark)
    var margin = Amount.zero
    for bracket in LeverageBracket.table(exchange.product) where notional > Amount(whole: bracket.floor) {
      let part = min(notional, Amount(whole: bracket.cap)) - Amount(whole: bracket.floor)
      margin += part.scaled(byRate: bracket.maintenanceRate * 10_000)
    }
    return margin
  }

  /// The price at which closing would use up a margin, rounded in the account's favour; at least one tick.
  func bankruptcyPrice(_ position: FuturesPosition, margin: Amount, mark: Int64) -> Int64 {
    let rules = position.rules
    let quantity = Int128(abs(position.quantity))
    let now = position.value(price: mark, quantity: abs(position.quantity))
    let rest = margin.units &* 100_000_000
    let value = max(1, (position.quantity > 0) != rules.isInverse ? now - rest : now + rest)
    let numerator: Int128
    let denominator: Int128
    if rules.isInverse {
      numerator =
        quantity &* Int128(rules.contractSize) &* FixedText.power(16 + rules.priceDecimals - rules.quantityDecimals)
      denominator = value
    } else {
      numerator = value
      denominator = quantity &* FixedText.power(16 - rules.priceDecimals - rules.quantityDecimals)
    }
    guard denominator > 0 else { return mark }
    let tick = Int128(max(1, rules.filters.tickSize))
    let ticks =
      position.quantity > 0
      ? (numerator + denominator &* tick - 1) / (denominator &* tick) : numerator / (denominator &* tick)
    return Int64(clamping: max(tick, ticks &* tick))
  }

  // MARK: Telling

  func snapshot(_ account: SandboxAccount, _ position: FuturesPosition) -> PositionSnapshot {
    let state = state(account)
    let symbol = position.rules.symbol
    let mark = markPrice(symbol)
    let isIsolated = state.isIsolated(symbol)
    let leverage = state.leverage(symbol)
    let initial = Amount(units: position.notional(mark: mark).units / Int128(leverage))
    let orders = exchange.orders.openOrders(account: account, symbol: symbol).filter {
      $0.positionSide == position.side
    }
    return PositionSnapshot(
      rules: position.rules, side: position.side, quantity: position.quantity, entryPrice: position.entryPrice,
      breakEvenPrice: position.breakEvenPrice, accumulatedRealized: position.realized,
      unrealized: position.unrealized(mark: mark), marginType: isIsolated ? "isolated" : "cross",
      isolatedWallet: isIsolated ? position.isolatedWallet : .zero, leverage: leverage, markPrice: mark,
      liquidationPrice: liquidationPrice(account, position, mark: mark), initialMargin: initial,
      maintenanceMargin: maintenanceMargin(position, mark: mark), updatedAt: position.updatedAt,
      notional: position.quantity < 0 ? -position.notional(mark: mark) : position.notional(mark: mark),
      openOrderInitialMargin: Amount(units: orderNotional(orders, state, symbol, mark).units / Int128(leverage)),
      openValues: openValues(account, symbol: symbol), isAutoAdd: false)
  }

  /// Where the margin would be used up, to first order; zero when nowhere.
  private func liquidationPrice(_ account: SandboxAccount, _ position: FuturesPosition, mark: Int64) -> Amount {
    guard position.isOpen else { return .zero }
    let maintenance = maintenanceMargin(position, mark: mark)
    let buffer: Amount
    if state(account).isIsolated(position.rules.symbol) {
      buffer = position.isolatedWallet + position.unrealized(mark: mark) - maintenance
    } else {
      let summary = summary(account, asset: position.rules.marginAsset)
      buffer = summary.crossWallet + summary.crossUnrealized - summary.crossMaintenanceMargin
    }
    let size = position.notional(mark: mark)
    guard size.isPositive else { return .zero }
    let markAmount = Int128(mark) &* FixedText.power(8) / FixedText.power(position.rules.priceDecimals)
    let move = buffer.units &* (markAmount / 1_000) / size.units &* 1_000
    return Amount(units: max(0, position.quantity > 0 ? markAmount - move : markAmount + move))
  }
}
