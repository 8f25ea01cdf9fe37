import TradingModel

// The operator's hands on the market.
extension VenueExchange {
  /// Lets the market trade until the last price is `price`: what rests in between is taken, users' orders too.
  ///
  /// - Parameter requote: lets those who make the market quote around the new price. It comes before the trade at that
  ///   price, so that stops which it triggers find somebody to trade with; the market is settled once, behind both.
  func movePrice(of market: SymbolMarket, to price: Int64, requote: () -> Void = {}) {
    guard price > 0, !market.isRecorded, let book = market.book as? MatchingBook else { return }
    let step = max(1, market.rules.filters.stepSize)
    for side in [OrderSide.buy, .sell] {
      while let front = book.front(for: side), side == .buy ? front.price <= price : front.price >= price {
        // The market's own quotes are withdrawn, users' orders are filled.
        if front.order == nil {
          book.removeFront(for: side)
        } else {
          _ = takeForMarket(side: side, quantity: front.quantity, limit: front.price, in: market)
        }
      }
    }
    requote()
    book.restMarketOrder(side: .sell, price: price, quantity: step)
    _ = takeForMarket(side: .buy, quantity: step, limit: price, in: market)
    settleMarket(market)
  }

  /// The signed quantity of a position, as text; `nil` where there are no positions.
  func signedPosition(of account: SandboxAccount, symbol: String, side: String) -> String? {
    guard product.isFutures, let side = PositionSide(rawValue: side), let rules = market(symbol)?.rules else {
      return nil
    }
    return rules.quantityText(futures.position(account, rules, side).quantity)
  }

  /// What closing an account's positions in a symbol at a price would gain; `nil` where there are no positions.
  func openProfit(of account: SandboxAccount, symbol: String, at price: String) -> Amount? {
    guard product.isFutures, let rules = market(symbol)?.rules,
      let mark = FixedText.parse(price, decimals: rules.priceDecimals)
    else { return nil }
    return futures.state(account).positions(of: symbol).reduce(.zero) { $0 + $1.unrealized(mark: mark) }
  }

  /// Writes the first funds of an account to the ledger, so that audits know where its money began.
  func noteFunds(of account: SandboxAccount) {
    let wallet = account.wallet(product)
    for asset in wallet.assets {
      ledger.append(
        .balance, product: product, account: account.name, at: clock.now,
        .balance(
          BalanceRecord(asset: asset, free: wallet[asset].free, locked: wallet[asset].locked, reason: "OPEN")))
    }
  }
}
