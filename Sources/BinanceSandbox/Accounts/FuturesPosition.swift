import TradingModel

/// One position of an account: a quantity and what it cost, from which everything else follows exactly.
final class FuturesPosition {
  let rules: SymbolRules
  let isInverse: Bool
  let side: PositionSide
  /// Signed: longs positive.
  private(set) var quantity: Int64 = 0
  /// Value of the open quantity at entry, in units of 10^-16 of the margin asset.
  private(set) var cost: Int128 = 0
  /// Profit closed over its life, before fees.
  private(set) var realized = Amount.zero
  /// Fees and closed profits since it was last flat, for the break-even price.
  private var spent = Amount.zero
  var isolatedWallet = Amount.zero
  var updatedAt = UnixNanos.zero

  init(rules: SymbolRules, isInverse: Bool, side: PositionSide) {
    self.rules = rules
    self.isInverse = isInverse
    self.side = side
  }

  var isOpen: Bool { quantity != 0 }

  /// Value of a quantity at a price, in units of 10^-16 of the margin asset.
  func value(price: Int64, quantity: Int64) -> Int128 { rules.exactValue(price: price, quantity: quantity) }

  /// Books a fill; what closes is realized at the average entry, what goes beyond opens the other way.
  ///
  /// - Returns: the realized profit, rounded towards zero to 10^-8.
  func apply(_ side: OrderSide, price: Int64, quantity filled: Int64) -> Amount {
    let signed = side == .buy ? filled : -filled
    let held = abs(quantity)
    guard quantity != 0, (quantity > 0) != (signed > 0) else {
      quantity += signed
      cost += value(price: price, quantity: filled)
      return .zero
    }
    let closing = min(held, filled)
    let entry =
      closing == held
      ? cost : cost / Int128(held) &* Int128(closing) + cost % Int128(held) &* Int128(closing) / Int128(held)
    let exit = value(price: price, quantity: closing)
    let isLong = quantity > 0
    let gain = (isLong != isInverse) ? exit - entry : entry - exit
    cost -= entry
    quantity += isLong ? -closing : closing
    let rest = filled - closing
    if rest > 0 {
      quantity = side == .buy ? rest : -rest
      cost = value(price: price, quantity: rest)
    }
    let profit = Amount(units: gain / 100_000_000)
    realized += profit
    spent -= profit
    if quantity == 0 { spent = .zero }
    return profit
  }

  /// Counts a commission for the break-even price.
  func charge(_ commission: Amount) {
    if quantity != 0 { spent += commission }
  }

  /// The average entry price to 10^-8, rounded to the nearest; zero when flat.
  var entryPrice: Amount { price(ofCost: cost) }

  /// Where closing would earn back fees and earlier losses; zero when flat.
  var breakEvenPrice: Amount {
    let rest = spent.units &* 100_000_000
    return price(ofCost: (quantity > 0) != isInverse ? cost + rest : cost - rest)
  }

  private func price(ofCost cost: Int128) -> Amount {
    let held = Int128(abs(quantity))
    guard held > 0, cost > 0 else { return .zero }
    if isInverse {
      // contracts × size / cost; the decimals of both sides cancel to 10^-8.
      let value = held &* Int128(rules.contractSize) &* FixedText.power(24 - rules.quantityDecimals)
      return Amount(units: (value + cost / 2) / cost)
    }
    let scale = FixedText.power(8)
    let divisor = held &* scale
    return Amount(units: (cost &* FixedText.power(rules.quantityDecimals) + divisor / 2) / divisor)
  }

  /// Profit if it were closed at `mark`.
  func unrealized(mark: Int64) -> Amount {
    guard quantity != 0 else { return .zero }
    let now = value(price: mark, quantity: abs(quantity))
    let gain = ((quantity > 0) != isInverse) ? now - cost : cost - now
    return Amount(units: gain / 100_000_000)
  }

  /// Its size in the margin asset at `mark`, without sign.
  func notional(mark: Int64) -> Amount {
    Amount(units: value(price: mark, quantity: abs(quantity)) / 100_000_000)
  }
}
