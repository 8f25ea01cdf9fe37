import TradingEngine
import TradingModel

/// One of the venue's rules as a row of a table: what it is called, and what breaks it.
struct BinanceOrderCheck: Sendable {
  /// What a check says: why the order would be refused, or nothing. Numbers beyond all bounds are the venue's to judge.
  typealias Judge = @Sendable (BinanceFilterCase) throws -> DenialReason?

  let name: String
  let judge: Judge

  init(_ name: String, _ judge: @escaping Judge) {
    self.name = name
    self.judge = judge
  }

  /// The rules of a product, in the venue's order.
  static func table(_ type: BinanceAccountType) -> [BinanceOrderCheck] { type.isFutures ? futures : spot }

  /// The first rule that an order breaks.
  static func denial(_ subject: BinanceFilterCase) -> DenialReason? {
    for check in table(subject.rules.accountType) {
      if let denial = try? check.judge(subject) { return denial }
    }
    return nil
  }
}

extension WideDecimal {
  /// Whether it is a whole multiple of a step, counted from an offset; true without a step.
  func isMultiple(of step: WideDecimal, from offset: WideDecimal = .zero) throws(DecimalError) -> Bool {
    guard step.isPositive else { return true }
    let value = offset.isZero ? self : try subtracting(offset)
    let (left, unit) =
      if value.scale == step.scale {
        (value.mantissa, step.mantissa)
      } else {
        try value.trimmed.alignedMantissas(step.trimmed)
      }
    return left % unit == 0
  }

  private func alignedMantissas(_ other: WideDecimal) throws(DecimalError) -> (Int128, Int128) {
    let zero = WideDecimal(mantissa: 0, scale: max(scale, other.scale))
    return (try adding(zero).mantissa, try other.adding(zero).mantissa)
  }
}
