import TradingEngine
import TradingModel

/// What an order on margin would borrow, and what that would do to the account: a pure value.
struct BinanceMarginGuard {
  /// How the account stands; nil is unknown.
  let standing: BinanceMarginBook.Standing?
  /// The level below which the user lets no order take the account.
  let floor: WideDecimal?
  /// How much of an asset may be borrowed, where that is known now.
  let borrowable: (String) -> WideDecimal?
  /// What a unit of an asset is worth in the currency of the standing; nil where it is not known.
  let price: (String) -> WideDecimal?

  /// What an order needs of which asset; nil where it cannot be told.
  static func need(
    _ order: BinanceOrderRequest, base: String, quote: String, reference: WideDecimal?
  ) -> (amount: WideDecimal, asset: String)? {
    if order.side == .sell {
      if let quantity = order.quantity { return (quantity, base) }
      guard let amount = order.quoteQuantity, let reference, reference.isPositive,
        let quantity = try? amount.divided(by: reference, scale: 16)
      else { return nil }
      return (quantity, base)
    }
    if let amount = order.quoteQuantity { return (amount, quote) }
    guard let quantity = order.quantity, let price = order.price ?? order.stopPrice ?? reference,
      let amount = try? quantity.multiplied(by: price)
    else { return nil }
    return (amount, quote)
  }

  /// Why a loan is not asked for, or money not moved out: what is worth so much would take the level below the floor.
  func denial(_ word: String, worth: WideDecimal, isLoan: Bool, _ text: String) -> DenialReason? {
    guard let floor, let standing, isLoan || standing.debts.isPositive else { return nil }
    guard let after = try? (isLoan ? standing.assets.adding(worth) : standing.assets.subtracting(worth)),
      let owed = try? (isLoan ? standing.debts.adding(worth) : standing.debts), owed.isPositive,
      let level = try? after.divided(by: owed, scale: 8, rounding: .down), level < floor
    else { return nil }
    return DenialReason(
      "MARGIN_LEVEL_FLOOR",
      ["level": standing.level.plain(), "levelAfter": level.plain(), "floor": floor.plain(), word: text])
  }

  /// Why an order that needs so much of an asset is denied.
  func denial(need: WideDecimal, of asset: String) -> DenialReason? {
    guard let standing, let shortage = try? need.subtracting(standing.free[asset] ?? .zero), shortage.isPositive else {
      return nil
    }
    if let most = borrowable(asset), let bound = try? most.multiplied(by: WideDecimal(mantissa: 101, scale: 2)),
      shortage > bound
    {
      return DenialReason(
        "MAX_BORROWABLE", ["asset": asset, "borrow": shortage.plain(), "maxBorrowable": most.plain()])
    }
    guard let floor else { return nil }
    if standing.debts.isPositive, standing.level < floor {
      return DenialReason("MARGIN_LEVEL_FLOOR", ["level": standing.level.plain(), "floor": floor.plain()])
    }
    guard let worth = price(asset).flatMap({ try? $0.multiplied(by: shortage) }),
      let assets = try? standing.assets.adding(worth), let debts = try? standing.debts.adding(worth),
      let level = try? assets.divided(by: debts, scale: 8, rounding: .down), level < floor
    else { return nil }
    return DenialReason(
      "MARGIN_LEVEL_FLOOR",
      [
        "level": standing.level.plain(), "levelAfter": level.plain(), "floor": floor.plain(),
        "borrow": "\(shortage.plain()) \(asset)",
      ])
  }
}
