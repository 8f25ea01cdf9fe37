import TradingModel

/// Numbers as the futures' user events and a few other payloads write them, which is shorter than in most answers.
extension JSONWriter {
  /// Writes a number without the zeros behind its last digit.
  mutating func short(_ name: StaticString, _ value: Int64, decimals: Int) {
    field(name, WideDecimal(mantissa: Int128(value), scale: decimals).plain())
  }

  /// Writes an amount without the zeros behind its last digit.
  mutating func short(_ name: StaticString, _ amount: Amount) {
    field(name, WideDecimal(mantissa: amount.units, scale: 8).plain())
  }

  /// Writes a number with all its decimals, but nothing as a bare `0`.
  mutating func bare(_ name: StaticString, _ value: Int64, decimals: Int) {
    field(name, value, decimals: value == 0 ? 0 : decimals)
  }

  /// Writes an amount with all its decimals, but nothing as a bare `0`.
  mutating func bare(_ name: StaticString, _ amount: Amount) {
    if amount.isZero { field(name, "0") } else { field(name, amount) }
  }
}
