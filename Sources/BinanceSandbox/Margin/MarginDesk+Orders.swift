import TradingModel

/// What a margin order does about borrowing and repaying.
enum SideEffect: String {
  case none = "NO_SIDE_EFFECT"
  case marginBuy = "MARGIN_BUY"
  case autoRepay = "AUTO_REPAY"
  case autoBorrowRepay = "AUTO_BORROW_REPAY"

  var borrows: Bool { self == .marginBuy || self == .autoBorrowRepay }
  var repays: Bool { self == .autoRepay || self == .autoBorrowRepay }
}

// Side effects of orders.
extension MarginDesk {
  /// Borrows what an order needs beyond what is free, where the order says so.
  func prepare(_ order: VenueOrder, need: Amount, of asset: String) throws(VenueError) {
    guard let account = account(of: order.account) else { return }
    guard !account.isLiquidating, order.sideEffect.borrows else { return }
    let shortage = need - account.wallet[asset].free
    guard shortage.isPositive else { return }
    try borrow(shortage, asset, for: account, type: "AUTO_BORROW")
    order.borrowed += shortage
    order.borrowedAsset = asset
  }

  /// Notes what an execution moved.
  func note(
    _ order: VenueOrder, paid: (amount: Amount, asset: String), received: (amount: Amount, asset: String),
    commission: (amount: Amount, asset: String), trade: Int64
  ) {
    guard let account = account(of: order.account) else { return }
    let word = order.side.rawValue + (account.isLiquidating ? "_LIQUIDATION" : "")
    account.noteFlow(
      account.isLiquidating ? word : word + "_EXPENSE", .zero - paid.amount, paid.asset, id: trade, at: now)
    account.noteFlow(
      account.isLiquidating ? word : word + "_INCOME", received.amount, received.asset, id: trade, at: now)
    account.noteFlow("TRADING_COMMISSION", .zero - commission.amount, commission.asset, id: trade, at: now)
  }

  /// Repays from what an execution brought, where the order says so.
  func didFill(_ order: VenueOrder, received: Amount, of asset: String) {
    guard order.sideEffect.repays, let account = account(of: order.account) else { return }
    repayWhatFits(min(received, account.wallet[asset].free), asset, account, type: "AUTO_REPAY")
  }

  /// Repays what was borrowed for the part of an order that will not trade.
  func didEnd(_ order: VenueOrder) {
    guard order.repaysAtCancel, order.borrowed.isPositive, order.remaining > 0, let asset = order.borrowedAsset,
      let account = account(of: order.account), !account.isLiquidating
    else { return }
    let rules = order.rules
    let rest =
      order.side == .sell
      ? rules.amount(quantity: order.remaining)
      : rules.notional(price: max(order.peggedPrice ?? order.price, order.stopPrice), quantity: order.remaining)
    let unused = order.type.executesAtMarket && order.side == .buy ? order.borrowed : min(order.borrowed, rest)
    repayWhatFits(min(unused, account.wallet[asset].free), asset, account, type: "REPAY_AT_CANCEL")
  }

  private func repayWhatFits(_ amount: Amount, _ asset: String, _ account: MarginAccount, type: String) {
    let fitting = min(amount, account.debt(asset).total)
    guard fitting.isPositive else { return }
    _ = try? repay(fitting, asset, for: account, type: type)
  }
}
