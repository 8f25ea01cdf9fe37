import TradingModel

// What the operator makes the exchange do.
extension VenueExchange {
  /// Does it.
  ///
  /// - Returns: why it cannot be done, or nil.
  func perform(_ act: FuturesAct) -> String? {
    if act.kind == .insurance { return fillInsurance(act) }
    guard let market = market(act.symbol) else { return "no symbol \(act.symbol) on \(product.rawValue)" }
    var price: Int64?
    if let text = act.price, act.kind != .fund, !text.isEmpty {
      guard let read = FixedText.parse(text, decimals: market.rules.priceDecimals), read > 0 else {
        return "\(text) is no price of \(market.symbol)"
      }
      price = read
    }
    switch act.kind {
    case .liquidate, .deleverage, .settle: return closePositions(act, in: market, price: price)
    case .delist: delist(market, at: price)
    case .deliver:
      market.rules.deliveryDate = clock.now
      if let price { market.mark.estimatedSettle = price }
      deliver(market)
    case .fund: return fundNow(act, in: market)
    case .markPrice: pinMark(price, in: market)
    case .insurance: break
    }
    return nil
  }

  private func closePositions(_ act: FuturesAct, in market: SymbolMarket, price: Int64?) -> String? {
    var quantity: Int64?
    if let text = act.quantity {
      guard let read = FixedText.parse(text, decimals: market.rules.quantityDecimals), read > 0 else {
        return "\(text) is no quantity of \(market.symbol)"
      }
      quantity = read
    }
    var found = false
    for account in accounts.accounts where act.account.isEmpty || account.name == act.account {
      for position in futures.state(account).positions(of: market.symbol)
      where position.isOpen && (act.side.isEmpty || position.side.rawValue == act.side) {
        found = true
        let part = min(quantity ?? .max, abs(position.quantity))
        close(position, of: account, in: market, act: act.kind, quantity: part, price: price)
      }
    }
    settleMarket(market)
    return found ? nil : "no open position of \(act.account.isEmpty ? "anybody" : act.account) in \(market.symbol)"
  }

  private func close(
    _ position: FuturesPosition, of account: SandboxAccount, in market: SymbolMarket, act: FuturesAct.Kind,
    quantity: Int64, price: Int64?
  ) {
    let mark = price ?? futures.markPrice(market.symbol)
    switch act {
    case .liquidate: forceLiquidation(position, of: account, in: market, quantity: quantity, price: price)
    case .deleverage:
      deleverage(position, of: account, against: nil, quantity: quantity, price: mark, in: market)
    default: settle(position, of: account, in: market, by: .settlement, quantity: quantity, price: mark)
    }
  }

  private func fundNow(_ act: FuturesAct, in market: SymbolMarket) -> String? {
    if let text = act.price {
      guard let rate = FixedText.parse(text, decimals: 8) else { return "\(text) is no funding rate" }
      market.mark.fundingRate = rate
    }
    settleFunding(market, at: clock.now.milliseconds)
    return nil
  }

  private func pinMark(_ price: Int64?, in market: SymbolMarket) {
    market.fixedIndexPrice = price
    market.fixedMarkPrice = price
    guard let price else { return moveMarkPrice(market) }
    setMarkPrice(price, index: price, in: market)
  }

  private func fillInsurance(_ act: FuturesAct) -> String? {
    guard let text = act.price, let amount = Amount(text), !act.symbol.isEmpty else {
      return "INSURANCE takes an asset as symbol, and an amount"
    }
    futures.insurance[act.symbol] = .init(free: amount)
    return nil
  }
}
