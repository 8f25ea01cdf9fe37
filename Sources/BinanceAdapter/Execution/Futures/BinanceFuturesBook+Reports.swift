import TradingModel

// What the book tells: account states and position reports.
extension BinanceFuturesBook {
  /// The currency as which an asset is booked: the credits of BNFCR accounts count as another one.
  private static func currency(_ asset: String, bnfcr: Currency) -> Currency {
    asset == "BNFCR" ? bnfcr : Currency(asset)
  }

  /// The balances of some assets, or of all. Assets that are booked under one currency are added up.
  func balances(of assets: Set<String>? = nil, bnfcr: Currency) throws(DecimalError) -> [AccountBalance] {
    let wanted = assets.map { assets in Set(assets.map { Self.currency($0, bnfcr: bnfcr) }) }
    var sums: [Currency: (total: WideDecimal, tied: WideDecimal)] = [:]
    for (asset, wallet) in wallets {
      let currency = Self.currency(asset, bnfcr: bnfcr)
      if let wanted, !wanted.contains(currency) { continue }
      let sum = sums[currency] ?? (.zero, .zero)
      sums[currency] = (try sum.total.adding(wallet.balance), try sum.tied.adding(wallet.tied))
    }
    var balances: [AccountBalance] = []
    for currency in sums.keys.sorted(by: { $0.code < $1.code }) {
      guard let sum = sums[currency] else { continue }
      balances.append(
        try AccountBalance(total: Money(sum.total.trimmed, currency), locked: Money(sum.tied.trimmed, currency)))
    }
    return balances
  }

  /// The margins of the account as a whole by currency, and of each instrument with a position.
  func margins(bnfcr: Currency, instrument: (String) -> Instrument?) -> [MarginBalance] {
    var margins: [MarginBalance] = []
    for (asset, wallet) in wallets.sorted(by: { $0.key < $1.key })
    where !wallet.initialMargin.isZero || !wallet.maintenanceMargin.isZero {
      let currency = Self.currency(asset, bnfcr: bnfcr)
      margins.append(
        MarginBalance(
          initial: Money(wallet.initialMargin.trimmed, currency),
          maintenance: Money(wallet.maintenanceMargin.trimmed, currency)))
    }
    for key in holdings.keys.sorted(by: { ($0.symbol, $0.side.rawValue) < ($1.symbol, $1.side.rawValue) }) {
      guard let holding = holdings[key], !holding.amount.isZero, let found = instrument(key.symbol) else { continue }
      let (needed, kept) = (initialMargin(of: key, found), maintenanceMargin(of: key, found))
      guard needed != nil || kept != nil else { continue }
      let currency = holding.marginAsset.map { Self.currency($0, bnfcr: bnfcr) } ?? found.settlement
      let margin = MarginBalance(
        instrumentId: found.id, initial: Money((needed ?? .zero).trimmed, currency),
        maintenance: Money((kept ?? .zero).trimmed, currency))
      if let index = margins.firstIndex(where: { $0.instrumentId == found.id && $0.currency == currency }),
        let initial = try? margins[index].initial.adding(margin.initial),
        let maintenance = try? margins[index].maintenance.adding(margin.maintenance)
      {
        // Both sides of a hedged instrument.
        margins[index] = MarginBalance(instrumentId: found.id, initial: initial, maintenance: maintenance)
      } else {
        margins.append(margin)
      }
    }
    return margins
  }

  /// What the venue says about some positions, or about all. In hedge mode an instrument with one side is told with both.
  func reports(
    of keys: [Key]? = nil, accountId: AccountId, usesPositionIds: Bool, now: UnixNanos,
    instrument: (String) -> Instrument?
  ) -> [PositionStatusReport] {
    var keys = keys ?? Array(holdings.keys)
    for key in keys where key.side != .both {
      let other = Key(symbol: key.symbol, side: key.side == .long ? .short : .long)
      if !keys.contains(other) { keys.append(other) }
    }
    keys.sort { ($0.symbol, $0.side.rawValue) < ($1.symbol, $1.side.rawValue) }
    return keys.compactMap { key in
      guard let found = instrument(key.symbol) else { return nil }
      let holding = holdings[key] ?? Holding(amount: .zero, time: .zero)
      let precision = found.sizePrecision
      guard let quantity = try? Quantity(published: holding.amount.magnitude.plain(), precision: precision) else {
        return nil
      }
      let side: PositionSide = holding.amount.isZero ? .flat : holding.amount.isNegative ? .short : .long
      let isFlat = side == .flat
      return PositionStatusReport(
        accountId: accountId, instrumentId: found.id, side: side, quantity: quantity,
        positionId: usesPositionIds ? key.side.positionId(found.id) : nil,
        averageOpenPrice: isFlat ? nil : holding.entryPrice.flatMap { $0.isPositive ? $0.trimmed : nil },
        unrealizedPnl: isFlat ? nil : holding.unrealizedProfit.map { Money($0.trimmed, found.settlement) },
        leverage: leverages[key.symbol].map { WideDecimal($0) }, marginType: marginTypes[key.symbol],
        maintenanceMargin: isFlat
          ? nil : maintenanceMargin(of: key, found).map { Money($0.trimmed, found.settlement) },
        liquidationPrice: isFlat ? nil : liquidationPrice(of: key, instrument: instrument)?.trimmed,
        tsLast: holding.time == .zero ? now : holding.time, tsInit: now)
    }
  }
}
