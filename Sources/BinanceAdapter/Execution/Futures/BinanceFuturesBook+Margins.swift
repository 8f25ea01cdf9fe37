import TradingModel

// What positions need and where they are liquidated, where the venue has not told it for what is held now.
extension BinanceFuturesBook {
  /// What a position must be kept with: what the venue said, else what its brackets say, in the currency's decimals.
  func maintenanceMargin(of key: Key, _ instrument: Instrument) -> WideDecimal? {
    if let told = holdings[key]?.maintenanceMargin { return told }
    return held(key, instrument).flatMap {
      rules.maintenance(of: $0, symbol: key.symbol, isInverse: instrument.isInverse)?
        .rounded(scale: Int(instrument.settlement.precision))
    }
  }

  /// What a position was opened with: what the venue said, else what its leverage says, in the currency's decimals.
  func initialMargin(of key: Key, _ instrument: Instrument) -> WideDecimal? {
    if let told = holdings[key]?.initialMargin { return told }
    guard let leverage = leverages[key.symbol], leverage > 0, let held = held(key, instrument),
      let notional = rules.notional(of: held, isInverse: instrument.isInverse)
    else { return nil }
    return try? notional.divided(by: WideDecimal(leverage), scale: Int(instrument.settlement.precision))
  }

  /// Where a position is liquidated: where the venue said, else by its brackets. In multi-assets mode only the venue knows,
  /// and while it is not known whether the account is in it, nothing is told.
  func liquidationPrice(of key: Key, instrument: (String) -> Instrument?) -> WideDecimal? {
    if let told = holdings[key]?.liquidationPrice { return told }
    guard let found = instrument(key.symbol), found.isInverse || isMultiAssets == false, let own = held(key, found)
    else { return nil }
    let precision = Int(found.pricePrecision)
    if marginTypes[key.symbol] == "ISOLATED" {
      guard let balance = holdings[key]?.isolatedWallet else { return nil }
      return rules.liquidationPrice(
        of: [own], symbol: key.symbol, isInverse: found.isInverse, behind: .init(balance: balance),
        precision: precision)
    }
    guard let collateral = crossCollateral(except: key.symbol, asset: found.settlement.code, instrument: instrument)
    else { return nil }
    let held = holdings.keys.filter { $0.symbol == key.symbol }.compactMap { self.held($0, found) }
    return rules.liquidationPrice(
      of: held, symbol: key.symbol, isInverse: found.isInverse, behind: collateral, precision: precision)
  }

  /// What stands behind the cross positions of one symbol; nil while something of it is not known.
  private func crossCollateral(
    except symbol: String, asset: String, instrument: (String) -> Instrument?
  ) -> BinanceMarginRules.Collateral? {
    guard let wallet = wallets[asset], let balance = try? wallet.balance.subtracting(wallet.isolated) else {
      return nil
    }
    var collateral = BinanceMarginRules.Collateral(balance: balance)
    for (key, holding) in holdings
    where key.symbol != symbol && !holding.amount.isZero && marginTypes[key.symbol] != "ISOLATED" {
      guard let found = instrument(key.symbol) else { return nil }
      guard found.settlement.code == asset else { continue }
      guard let profit = holding.unrealizedProfit, let need = maintenanceMargin(of: key, found),
        let profits = try? collateral.otherProfit.adding(profit),
        let needs = try? collateral.otherMaintenance.adding(need)
      else { return nil }
      (collateral.otherProfit, collateral.otherMaintenance) = (profits, needs)
    }
    return collateral
  }

  /// A position as the rules see it; nil for one that is flat or of which too little is known.
  private func held(_ key: Key, _ instrument: Instrument) -> BinanceMarginRules.Holding? {
    guard let holding = holdings[key], !holding.amount.isZero, let entry = holding.entryPrice, entry.isPositive,
      let size = try? holding.amount.multiplied(by: instrument.multiplier)
    else { return nil }
    let mark = holding.unrealizedProfit.flatMap {
      BinanceMarginRules.markPrice(size: size, entryPrice: entry, profit: $0, isInverse: instrument.isInverse)
    }
    return BinanceMarginRules.Holding(size: size, entryPrice: entry, markPrice: mark ?? entry)
  }
}
