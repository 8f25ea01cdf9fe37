import TradingModel

// Mark and index prices and funding.
extension VenueExchange {
  /// Sets the mark and index prices of all futures symbols, so that they are there before the first second is over.
  func moveMarkPrices() {
    guard product.isFutures else { return }
    for market in markets { moveMarkPrice(market) }
  }

  /// Moves a futures symbol's mark and index price, as the venue does each second.
  func moveMarkPrice(_ market: SymbolMarket) {
    guard market.rules.status.isAlive else { return }
    let middle = market.middle
    // Before the first trade there is the middle alone.
    let last = market.lastPrice > 0 ? market.lastPrice : middle
    guard last > 0 else { return }
    let index = indexPrice(market, last: last)
    // The mark follows the median of last, middle and index, as the venue's own formula does in essence.
    let mark = [last, middle, index].sorted()[1]
    setMarkPrice(market.fixedMarkPrice ?? mark, index: index, in: market)
  }

  /// The perpetual of the same pair, whose index all contracts of the pair share.
  private func perpetual(of market: SymbolMarket) -> SymbolMarket? {
    markets.first { $0.rules.pair == market.rules.pair && $0.rules.contractType == "PERPETUAL" }
  }

  /// The spot market of a contract's pair, where spot is served too: BTCUSDT for BTCUSDT and for BTCUSD.
  func spotMarket(of market: SymbolMarket) -> SymbolMarket? {
    guard product.isFutures else { return nil }
    let pair = market.rules.pair
    return spotExchange?.market(product == .coinm ? pair + "T" : pair)
  }

  /// The index is the spot market's price where that is served, else the perpetual's own smoothed price, unless somebody
  /// set it.
  private func indexPrice(_ market: SymbolMarket, last: Int64) -> Int64 {
    if let fixed = market.fixedIndexPrice { return fixed }
    if !market.isRecorded, let spot = spotMarket(of: market), spot.middle > 0 {
      let (own, other) = (market.rules.priceDecimals, spot.rules.priceDecimals)
      return Int64(
        clamping: Int128(spot.middle) &* FixedText.power(max(0, own - other)) / FixedText.power(max(0, other - own)))
    }
    if market.rules.contractType != "PERPETUAL", let perpetual = perpetual(of: market), perpetual.mark.index > 0 {
      let (own, other) = (market.rules.priceDecimals, perpetual.rules.priceDecimals)
      return Int64(
        clamping: Int128(perpetual.mark.index) &* FixedText.power(max(0, own - other))
          / FixedText.power(max(0, other - own)))
    }
    guard market.mark.index > 0 else { return last }
    return market.mark.index + (last - market.mark.index) / 8
  }

  func setMarkPrice(_ mark: Int64, index: Int64, in market: SymbolMarket) {
    let now = clock.now
    market.mark.mark = mark
    market.mark.index = index
    market.mark.estimatedSettle = settlePrice(of: market, index: index)
    market.mark.time = now
    market.references.count(mark: mark, index: index, at: now)
    market.noteInterest(openInterest(market), at: now)
    let interval = FundingRecord.interval
    if market.rules.contractType == "PERPETUAL" {
      let next = (now.milliseconds / interval + 1) * interval
      if market.mark.nextFundingTime > 0, next > market.mark.nextFundingTime { settleFunding(market) }
      market.mark.nextFundingTime = next
      market.mark.fundingRate = fundingRate(market)
    } else {
      market.mark.fundingRate = 0
    }
    listener?.venue(self, markPriceIn: market)
    if product.isFutures {
      settleMarket(market)
      liquidate(in: market)
      deliver(market)
    }
  }

  /// The rate by the premium of now.
  private func fundingRate(_ market: SymbolMarket) -> Int64 {
    guard market.mark.index > 0 else { return FundingRecord.rate(premium: 0) }
    return FundingRecord.rate(
      premium: Int64(
        clamping: Int128(market.mark.mark - market.mark.index) &* 100_000_000 / Int128(market.mark.index)))
  }

  /// What a contract would settle at: the index, and in the last half hour its average over that time.
  private func settlePrice(of market: SymbolMarket, index: Int64) -> Int64 {
    let rest = market.rules.deliveryDate - clock.now
    guard market.rules.contractType != "PERPETUAL", rest <= .seconds(1_800) else { return index }
    market.mark.settleSum += Int128(index)
    market.mark.settleCount += 1
    return Int64(clamping: market.mark.settleSum / market.mark.settleCount)
  }

  /// Fundings of the time before the exchange opened, one at the end of each candle of eight hours, by its premium.
  static func pastFundings(of symbol: String, _ candles: [Kline]) -> [FundingRecord] {
    candles.map { candle in
      FundingRecord(
        symbol: symbol, time: candle.closeTime + 1,
        rate: FundingRecord.rate(premium: ReferenceHistory.pastPremium(candle.close, in: candle)),
        markPrice: candle.close)
    }
  }

  /// The funding time has come.
  func settleFunding(_ market: SymbolMarket, at time: Int64? = nil) {
    market.fundings.append(
      FundingRecord(
        symbol: market.symbol, time: time ?? market.mark.nextFundingTime, rate: market.mark.fundingRate,
        markPrice: market.mark.mark))
    if market.fundings.count > 1_000 { market.fundings.removeFirst() }
    exchangeFunding(market)
  }

  /// Longs pay shorts where the rate is positive.
  private func exchangeFunding(_ market: SymbolMarket) {
    let rate = market.mark.fundingRate
    guard rate != 0 else { return }
    let asset = market.rules.marginAsset
    for account in accounts.accounts {
      let state = futures.state(account)
      let positions = state.positions(of: market.symbol).filter(\.isOpen)
      guard !positions.isEmpty else { continue }
      var total = Amount.zero
      for position in positions {
        let fee = position.notional(mark: market.mark.mark).scaled(byRate: rate)
        let change = position.quantity > 0 ? -fee : fee
        total += change
        if state.isIsolated(market.symbol) {
          position.isolatedWallet += change
          touch(account, position)
        }
      }
      account.wallet(product).credit(total, of: asset)
      futures.house.credit(-total, of: asset)
      futures.book(account, market.symbol, "FUNDING_FEE", total, asset)
      touch(account, asset)
      tellBalances(reason: "FUNDING_FEE", fundingSymbol: market.symbol, change: total)
    }
  }
}
