/// Spot money: locks, exchanges of assets, commissions.
///
/// Every movement has a counter entry: the market's own liquidity pays from ``house``, commissions go to ``fees``, so that
/// the sum over all wallets of an asset never changes by trading.
final class SpotSettlement: Settlement {
  /// What the market's liquidity holds; goes negative as users buy from it.
  let house = Wallet()
  /// Commissions taken.
  let fees = Wallet()
  private unowned let exchange: VenueExchange

  init(exchange: VenueExchange) { self.exchange = exchange }

  /// The asset that an order gives away.
  private func payingAsset(_ order: VenueOrder) -> String {
    order.side == .buy ? order.rules.quoteAsset : order.rules.baseAsset
  }

  /// What the order may still need of the asset that it gives.
  func requirement(_ order: VenueOrder) -> Amount {
    guard order.isOpen, order.status != .pendingNew else { return .zero }
    if order.side == .sell { return order.rules.amount(quantity: order.remaining) }
    if order.type.executesAtMarket {
      // A waiting stop reserves at its stop price; a working market order keeps what it locked until it ends.
      guard order.isWaiting else { return order.locked }
      return order.rules.notional(price: max(order.stopPrice, order.price), quantity: order.remaining)
    }
    return order.rules.notional(price: order.peggedPrice ?? order.price, quantity: order.remaining)
  }

  func reserve(_ order: VenueOrder, estimate: Amount) throws(VenueError) {
    var amount = requirement(order)
    if order.side == .buy, order.type.executesAtMarket, amount < estimate { amount = estimate }
    try exchange.margin.prepare(order, need: amount, of: payingAsset(order))
    guard order.account.wallet(.spot).lock(amount, of: payingAsset(order)) else { throw .insufficientBalance }
    order.locked = amount
    exchange.touch(order.account, payingAsset(order))
  }

  /// Reserves what an order needs beyond its sibling's reservation: of two alternatives only one will ever trade.
  func reserve(_ order: VenueOrder, beside sibling: VenueOrder) throws(VenueError) {
    let need = requirement(order)
    guard need > sibling.locked else { return }
    try exchange.margin.prepare(order, need: need - sibling.locked, of: payingAsset(order))
    guard relock(order, to: need - sibling.locked) else { throw .insufficientBalance }
  }

  /// Moves the reservation of an alternative to the order that goes on.
  func takeOver(_ sibling: VenueOrder, by order: VenueOrder) {
    order.locked += sibling.locked
    sibling.locked = .zero
  }

  /// Raises or lowers the reservation to what the order needs; `false` when there is not enough.
  func relock(_ order: VenueOrder, to amount: Amount) -> Bool {
    let wallet = order.account.wallet(.spot)
    let asset = payingAsset(order)
    if amount > order.locked {
      guard wallet.lock(amount - order.locked, of: asset) else { return false }
    } else {
      wallet.unlock(order.locked - amount, of: asset)
    }
    order.locked = amount
    exchange.touch(order.account, asset)
    return true
  }

  func adjust(_ order: VenueOrder) {
    let need = requirement(order)
    guard order.locked > need else { return }
    _ = relock(order, to: need)
  }

  func fill(_ order: VenueOrder, fill: Fill, isMaker: Bool, counter: VenueOrder?) -> FillResult {
    let rules = order.rules
    let base = rules.amount(quantity: fill.quantity)
    let wallet = order.account.wallet(.spot)
    let (given, givenAsset) = order.side == .buy ? (fill.value, rules.quoteAsset) : (base, rules.baseAsset)
    let (received, receivedAsset) = order.side == .buy ? (base, rules.baseAsset) : (fill.value, rules.quoteAsset)
    wallet.spendLocked(given, of: givenAsset)
    order.locked -= given
    wallet.credit(received, of: receivedAsset)
    if counter == nil {
      house.credit(given, of: givenAsset)
      house.credit(-received, of: receivedAsset)
    }
    let result = commission(order, received: received, asset: receivedAsset, isMaker: isMaker)
    wallet.credit(-result.commission, of: result.commissionAsset)
    fees.credit(result.commission, of: result.commissionAsset)
    exchange.touch(order.account, givenAsset)
    exchange.touch(order.account, receivedAsset)
    exchange.touch(order.account, result.commissionAsset)
    exchange.margin.note(
      order, paid: (given, givenAsset), received: (received, receivedAsset),
      commission: (result.commission, result.commissionAsset), trade: fill.tradeId)
    let net = result.commissionAsset == receivedAsset ? received - result.commission : received
    exchange.margin.didFill(order, received: net, of: receivedAsset)
    adjust(order)
    return result
  }

  /// Two orders of one trade group give each other what they would have traded, without trade and commission.
  func transfer(_ quantity: Int64, value: Amount, _ first: VenueOrder, _ second: VenueOrder) {
    for order in [first, second] {
      let rules = order.rules
      let base = rules.amount(quantity: quantity)
      let (given, givenAsset) = order.side == .buy ? (value, rules.quoteAsset) : (base, rules.baseAsset)
      let (received, receivedAsset) = order.side == .buy ? (base, rules.baseAsset) : (value, rules.quoteAsset)
      let wallet = order.account.wallet(.spot)
      wallet.spendLocked(given, of: givenAsset)
      order.locked -= given
      wallet.credit(received, of: receivedAsset)
      exchange.margin.note(
        order, paid: (given, givenAsset), received: (received, receivedAsset), commission: (.zero, givenAsset),
        trade: order.id)
      exchange.touch(order.account, givenAsset, from: .zero - given)
      exchange.touch(order.account, receivedAsset, from: received)
    }
  }

  private func commission(_ order: VenueOrder, received: Amount, asset: String, isMaker: Bool) -> FillResult {
    let account = order.account
    let rate = isMaker ? account.makerRate(.spot) : account.takerRate(.spot)
    let plain = received.scaled(byRate: rate)
    if account.paysCommissionInBNB {
      // 25 % off, at the price of the moment.
      let discounted = Amount(units: plain.units * 3 / 4)
      if asset == "BNB" { return FillResult(commission: discounted, commissionAsset: "BNB") }
      if let inBNB = exchange.convertToBNB(discounted, asset: asset), account.wallet(.spot)["BNB"].free >= inBNB {
        return FillResult(commission: inBNB, commissionAsset: "BNB")
      }
    }
    return FillResult(commission: plain, commissionAsset: asset)
  }
}
