import TradingModel

// Margin levels, calls and forced liquidation.
extension MarginDesk {
  /// Looks at an account's level, tells a change, and liquidates what is beyond help.
  func watch(_ account: MarginAccount) {
    guard !account.isLiquidating else { return }
    let number = level(account)
    let bars = MarginRules.bars(account)
    let level: MarginAccount.Level =
      if number <= bars.forcedLiquidation {
        .forcedLiquidation
      } else if number <= bars.preLiquidation {
        .preLiquidation
      } else if number <= bars.marginCall {
        .marginCall
      } else if number <= bars.normal {
        .normal
      } else {
        .excessive
      }
    if level != account.level {
      account.level = level
      tellLevel(account, number)
    }
    if level == .forcedLiquidation { liquidate(account) }
  }

  private func tellLevel(_ account: MarginAccount, _ number: Int64) {
    exchange.ledger.append(
      .loan, product: .spot, account: account.trader.name, at: now,
      [
        ("event", "level"), ("level", FixedText.format(number, decimals: 8)), ("status", account.level.rawValue),
        ("symbol", account.symbol ?? ""),
      ])
    onRisk?(
      account,
      [
        ("e", "MARGIN_LEVEL_STATUS_CHANGE"),
        ("l", WideDecimal(mantissa: Int128(number), scale: 8).plain()), ("s", account.level.rawValue),
      ])
  }

  /// Tells what is owed of an asset now.
  func tellDebt(_ account: MarginAccount, _ asset: String, _ type: String) {
    let debt = account.debt(asset)
    onRisk?(
      account,
      [
        ("e", "USER_LIABILITY_CHANGE"), ("a", asset), ("t", type), ("p", debt.principal.description),
        ("i", debt.interest.description),
      ])
  }

  /// The price of the pair at which an isolated account would be liquidated, at the symbol's decimals; 0 where there is none.
  func liquidationPrice(_ account: MarginAccount) -> Int64 {
    guard let symbol = account.symbol, let market = exchange.market(symbol), account.hasDebts else { return 0 }
    let rules = market.rules
    let ratio = Int128(MarginRules.isolated.forcedLiquidation)
    // (base × price + quote) = ratio × (owed base × price + owed quote), solved for the price.
    let base =
      account.wallet[rules.baseAsset].total.units &* 100_000_000
      &- ratio &* account.debt(rules.baseAsset).total.units
    let quote =
      ratio &* account.debt(rules.quoteAsset).total.units
      &- account.wallet[rules.quoteAsset].total.units &* 100_000_000
    guard base != 0 else { return 0 }
    let price = quote &* FixedText.power(rules.priceDecimals) / base
    return price > 0 ? Int64(clamping: price) : 0
  }

  // MARK: Liquidation

  /// Settles an account, and takes over what is left of the debt.
  func liquidate(_ account: MarginAccount) {
    account.liquidation = .forced
    defer { account.liquidation = nil }
    settle(account)
    lendDeficit(of: account)
    for asset in account.assets where account.debt(asset).total.isPositive {
      record(account, "written off", asset, account.debt(asset).total)
      account.set(MarginAccount.Debt(), of: asset)
      tellDebt(account, asset, "LIQUIDATION")
    }
    exchange.tellBalances(reason: "MARGIN_LIQUIDATION")
    account.level = .excessive
    tellLevel(account, level(account))
  }

  /// Settles an account because its customer asks for it.
  ///
  /// - Returns: what was owed before.
  func liquidateManually(
    _ account: MarginAccount
  ) throws(VenueError) -> [(asset: String, debt: MarginAccount.Debt)] {
    let owed = account.assets.map { ($0, account.debt($0)) }.filter { $0.1.total.isPositive }
    guard !owed.isEmpty else { throw VenueError(-3026, "Your input param is invalid.") }
    account.liquidation = .manual
    settle(account)
    account.liquidation = nil
    exchange.tellBalances(reason: "MARGIN_LIQUIDATION")
    watch(account)
    return owed
  }

  /// Ends all orders of an account and turns what it holds into what it owes.
  private func settle(_ account: MarginAccount) {
    for order in exchange.orders.openOrders(account: account.trader) where order.isOpen {
      if let list = exchange.list(of: order) {
        exchange.cancel(list, requestId: "liquidation")
      } else {
        exchange.cancel(order, requestId: "liquidation")
      }
    }
    repayAll(account)
    sell(account)
    repayAll(account)
    buy(account)
    repayAll(account)
  }

  private func repayAll(_ account: MarginAccount) {
    for asset in account.assets {
      let amount = min(account.debt(asset).total, account.wallet[asset].free)
      if amount.isPositive { _ = try? repay(amount, asset, for: account, type: "LIQUIDATION") }
    }
  }

  /// The markets by which an account's assets become its quote asset.
  private func market(_ account: MarginAccount, selling asset: String) -> SymbolMarket? {
    if let symbol = account.symbol {
      return exchange.market(symbol).flatMap { $0.rules.baseAsset == asset ? $0 : nil }
    }
    return exchange.market(asset + "USDT")
  }

  private func sell(_ account: MarginAccount) {
    for asset in account.assets where !account.debt(asset).total.isPositive {
      guard let market = market(account, selling: asset) else { continue }
      let step = max(1, market.rules.filters.stepSize)
      var quantity = Int64(
        clamping: account.wallet[asset].free.units &* FixedText.power(market.rules.quantityDecimals)
          / FixedText.power(8))
      quantity -= quantity % step
      if quantity > 0 { trade(account, market, .sell, quantity: quantity) }
    }
  }

  private func buy(_ account: MarginAccount) {
    for asset in account.assets where account.debt(asset).total.isPositive {
      guard let market = market(account, selling: asset) else { continue }
      let rules = market.rules
      let step = max(1, rules.filters.stepSize)
      // A little more, so that the commission leaves enough.
      let wanted = account.debt(asset).total.units &* 1_002 / 1_000
      var quantity = Int64(
        clamping: wanted &* FixedText.power(rules.quantityDecimals) / FixedText.power(8))
      quantity += step - quantity % step
      let funds = account.wallet[rules.quoteAsset].free
      let cost = market.walk(.buy, quantity: quantity, budget: nil, skipping: account.trader).value
      if cost <= funds {
        trade(account, market, .buy, quantity: quantity)
      } else if funds.isPositive {
        let affordable = market.walk(.buy, quantity: nil, budget: funds, skipping: account.trader).quantity
        if affordable > 0 { trade(account, market, .buy, quantity: affordable) }
      }
    }
  }

  private func trade(_ account: MarginAccount, _ market: SymbolMarket, _ side: OrderSide, quantity: Int64) {
    var draft = OrderDraft(
      market: market, side: side, type: .market, clientOrderId: "liquidation-\(nextId())")
    draft.quantity = quantity
    guard let placed = try? exchange.place(draft, for: account.trader) else { return }
    if account.liquidation == .forced { account.liquidations.append(placed.order, keeping: MarginAccount.keptRows) }
  }
}
