/// Numbers as the futures' user events write them, which is shorter than in answers.
extension JSONWriter {
  /// Writes a number without the zeros behind its last digit.
  mutating func short(_ name: StaticString, _ value: Int64, decimals: Int) {
    var (value, decimals) = (value, decimals)
    while decimals > 0, value % 10 == 0 {
      value /= 10
      decimals -= 1
    }
    field(name, value, decimals: decimals)
  }

  /// Writes an amount without the zeros behind its last digit.
  mutating func short(_ name: StaticString, _ amount: Amount) {
    guard let units = Int64(exactly: amount.units) else { return field(name, amount) }
    short(name, units, decimals: 8)
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
