import TradingModel

// What queries see while a fault lets them lag behind.
extension ProductFront {
  /// Whether a query sees what happened at a time.
  func isVisible(_ time: UnixNanos, _ call: Call) -> Bool {
    guard let moment = moment(of: call) else { return true }
    return time <= moment
  }

  /// The time at which a query sees the venue; `nil` is now.
  func moment(of call: Call) -> UnixNanos? {
    call.visibilityLag.map { UnixNanos(clock.now.nanoseconds - $0.wholeNanoseconds) }
  }

  /// An order as a query sees it; `nil` when it is not there yet.
  func seen(_ order: VenueOrder, _ call: Call) -> VenueOrder? {
    guard let moment = moment(of: call) else { return order }
    return exchange.past(of: order, at: moment)
  }

  /// The open orders that a query sees: under a lag, those that were open then.
  func seenOpenOrders(_ call: Call) throws(VenueError) -> [VenueOrder] {
    let owner = try call.owner()
    let present = try exchange.openOrders(call.all(), for: owner)
    guard let moment = moment(of: call) else { return present }
    let symbol = call.parameters["symbol"]
    return exchange.markets.filter { symbol == nil || $0.symbol == symbol }
      .flatMap { exchange.orders.orders(account: owner, symbol: $0.symbol) }
      .compactMap { exchange.past(of: $0, at: moment) }.filter(\.isOpen)
  }

  /// What a query sees of a balance.
  func seenBalance(of asset: String, _ account: SandboxAccount, _ call: Call) -> Wallet.Balance {
    guard let moment = moment(of: call) else { return account.wallet(product)[asset] }
    return exchange.pastBalance(of: asset, account: account, at: moment)
  }
}
