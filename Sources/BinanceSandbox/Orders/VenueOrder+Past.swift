import TradingModel

// What queries saw of an order some time ago.
extension VenueOrder {
  /// A detached copy in the state given.
  func copy(in state: OrderState) -> VenueOrder {
    let copy = VenueOrder(
      id: id, account: account, rules: rules, side: side, type: type, timeInForce: timeInForce, price: state.price,
      quantity: state.quantity, quoteQuantity: quoteQuantity, clientOrderId: state.clientOrderId, at: createdAt)
    copy.status = state.status
    copy.executed = state.executed
    copy.cumulativeQuote = state.cumulativeQuote
    copy.preventedQuantity = state.prevented
    copy.preventedMatchId = state.prevented > 0 ? preventedMatchId : nil
    copy.updatedAt = state.updatedAt
    copy.workingAt = state.workingAt
    copy.expiryReason = state.expiryReason
    copy.stopPrice = stopPrice
    copy.trailingDelta = trailingDelta
    copy.icebergQuantity = icebergQuantity
    copy.selfTradePrevention = selfTradePrevention
    copy.strategyId = strategyId
    copy.strategyType = strategyType
    copy.pegPriceType = pegPriceType
    copy.pegOffsetType = pegOffsetType
    copy.pegOffsetValue = pegOffsetValue
    copy.peggedPrice = peggedPrice
    copy.usedSor = usedSor
    copy.tellsReason = tellsReason
    copy.orderListId = orderListId
    return copy
  }
}

extension VenueExchange {
  /// The order as it was at a time; `nil` when it was not there yet.
  func past(of order: VenueOrder, at time: UnixNanos) -> VenueOrder? {
    guard order.createdAt <= time else { return nil }
    var sequence = order.lastRecord
    while sequence > 0, let entry = ledger.entry(sequence) {
      let state: OrderState
      switch entry.content {
      case .order(let record): state = record.state
      case .trade(let record): state = record.state
      default: return order
      }
      if entry.time <= time { return entry.sequence == order.lastRecord ? order : order.copy(in: state) }
      sequence = state.previous
    }
    return nil
  }

  /// What an account had at a time, as far as the ledger tells.
  func pastBalance(of asset: String, account: SandboxAccount, at time: UnixNanos) -> Wallet.Balance {
    for entry in ledger.entries.reversed() {
      guard case .balance(let record) = entry.content, entry.product == product, entry.account == account.name,
        record.asset == asset, entry.time <= time
      else { continue }
      return Wallet.Balance(free: record.free, locked: record.locked)
    }
    return Wallet.Balance()
  }
}
