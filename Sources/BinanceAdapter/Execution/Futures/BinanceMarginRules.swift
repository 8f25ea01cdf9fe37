import TradingModel

/// What positions must be margined with, by the venue's leverage brackets. A pure value.
///
/// It fills the time until the venue tells its own figures, which no event carries.
/// <https://www.binance.com/en/support/faq/b3c689c1f50a44cabb3a84e663b81d93>
struct BinanceMarginRules {
  /// A position as the rules see it.
  struct Holding: Hashable {
    /// Base units on USDⓈ-M, the contracts' worth in quote currency on COIN-M; negative when short.
    let size: WideDecimal
    let entryPrice: WideDecimal
    /// The price at which the profit was computed.
    let markPrice: WideDecimal

    /// 1 for long, -1 for short.
    var sign: WideDecimal { size.isNegative ? -.one : .one }
  }

  /// What stands behind positions besides themselves.
  struct Collateral: Hashable {
    /// The wallet, in the margin asset.
    var balance: WideDecimal
    /// What all other positions gain, that share the wallet.
    var otherProfit = WideDecimal.zero
    /// What all other positions need, that share the wallet.
    var otherMaintenance = WideDecimal.zero
  }

  private var brackets: [String: BinanceLeverageBrackets] = [:]

  /// How many decimals intermediate results are rounded to.
  private static let scale = 12

  var isEmpty: Bool { brackets.isEmpty }

  mutating func apply(_ list: [BinanceLeverageBrackets]) {
    for item in list { brackets[item.symbol] = item }
  }

  /// The leverages that a symbol takes; nil while its brackets are not known.
  func leverages(of symbol: String) -> ClosedRange<Int>? {
    brackets[symbol]?.brackets.map(\.initialLeverage).max().map { 1...max(1, $0) }
  }

  // MARK: - One position

  /// What a position is worth: in quote currency, or in base currency on COIN-M.
  func notional(of holding: Holding, isInverse: Bool) -> WideDecimal? {
    let size = holding.size.magnitude
    return isInverse
      ? try? size.divided(by: holding.markPrice, scale: Self.scale) : try? size.multiplied(by: holding.markPrice)
  }

  /// The maintenance margin of a position; nil while the symbol's brackets are not known.
  func maintenance(of holding: Holding, symbol: String, isInverse: Bool) -> WideDecimal? {
    guard let notional = notional(of: holding, isInverse: isInverse),
      let bracket = brackets[symbol]?.bracket(notional: notional)
    else { return nil }
    return (try? bracket.maintenanceMargin(notional: notional)).map { max(.zero, $0) }
  }

  /// The price at which a profit was computed.
  static func markPrice(
    size: WideDecimal, entryPrice: WideDecimal, profit: WideDecimal, isInverse: Bool
  ) -> WideDecimal? {
    guard !size.isZero, entryPrice.isPositive else { return nil }
    let mark: WideDecimal?
    if isInverse {
      // profit = size × (1/entry − 1/mark)
      mark = try? WideDecimal.one.divided(by: entryPrice, scale: 24)
        .subtracting(profit.divided(by: size, scale: 24)).inverted
    } else {
      mark = try? entryPrice.adding(profit.divided(by: size, scale: scale))
    }
    return mark.flatMap { $0.isPositive ? $0 : nil }
  }

  // MARK: - Liquidation

  /// The mark price at which what stands behind a symbol's positions equals what they need; nil where there is none.
  ///
  /// - Parameters:
  ///   - holdings: the positions in the symbol that share the collateral: one, or both sides of a hedged symbol.
  ///   - precision: the decimals of the symbol's prices.
  func liquidationPrice(
    of holdings: [Holding], symbol: String, isInverse: Bool, behind collateral: Collateral, precision: Int
  ) -> WideDecimal? {
    guard let sums = (try? sums(holdings, symbol, isInverse, collateral)) ?? nil else { return nil }
    // Linear: margin = fixed + slope × price. Inverse: the same in 1/price.
    let (numerator, denominator) = isInverse ? (sums.slope, sums.fixed) : (sums.fixed, sums.slope)
    guard !denominator.isZero, let price = try? numerator.divided(by: denominator, scale: precision), price.isPositive
    else { return nil }
    return price
  }

  /// Wallet and what prices do not change, and the sum of what they do.
  private func sums(
    _ holdings: [Holding], _ symbol: String, _ isInverse: Bool, _ collateral: Collateral
  ) throws(DecimalError) -> (fixed: WideDecimal, slope: WideDecimal)? {
    var fixed = try collateral.balance.adding(collateral.otherProfit).subtracting(collateral.otherMaintenance)
    var slope = WideDecimal.zero
    for holding in holdings {
      guard let notional = notional(of: holding, isInverse: isInverse),
        let bracket = brackets[symbol]?.bracket(notional: notional)
      else { return nil }
      let size = holding.size.magnitude
      fixed = try fixed.adding(bracket.cumulative)
      if isInverse {
        fixed = try fixed.adding(holding.size.divided(by: holding.entryPrice, scale: Self.scale))
        slope = try slope.adding(size.multiplied(by: bracket.maintMarginRatio.adding(holding.sign)))
      } else {
        fixed = try fixed.subtracting(holding.size.multiplied(by: holding.entryPrice))
        slope = try slope.adding(size.multiplied(by: bracket.maintMarginRatio.subtracting(holding.sign)))
      }
    }
    return (fixed, slope)
  }
}

extension WideDecimal {
  fileprivate var inverted: WideDecimal {
    get throws(DecimalError) { try WideDecimal.one.divided(by: self, scale: 12) }
  }
}
