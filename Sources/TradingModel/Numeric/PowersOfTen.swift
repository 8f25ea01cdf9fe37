/// Powers of ten as integers, looked up instead of computed.
@usableFromInline
enum PowersOfTen {
  /// 10^0 … 10^18, all that fit in 64 bits.
  @usableFromInline static let int64: [Int64] = {
    var powers: [Int64] = [1]
    for _ in 0..<18 { powers.append(powers[powers.count - 1] * 10) }
    return powers
  }()

  /// 10^0 … 10^38, all that fit in 128 bits.
  @usableFromInline static let int128: [Int128] = {
    var powers: [Int128] = [1]
    for _ in 0..<38 { powers.append(powers[powers.count - 1] * 10) }
    return powers
  }()

  /// `value × 10^exponent`, or `nil` when it does not fit.
  @inlinable
  static func scaleUp(_ value: Int64, by exponent: Int) -> Int64? {
    guard exponent >= 0 else { return nil }
    if exponent == 0 || value == 0 { return value }
    guard exponent <= 18 else { return nil }
    let (result, overflow) = value.multipliedReportingOverflow(by: int64[exponent])
    return overflow ? nil : result
  }

  /// `value × 10^exponent`, or `nil` when it does not fit.
  @inlinable
  static func scaleUp(_ value: Int128, by exponent: Int) -> Int128? {
    guard exponent >= 0 else { return nil }
    if exponent == 0 || value == 0 { return value }
    guard exponent <= 38 else { return nil }
    let (result, overflow) = value.multipliedReportingOverflow(by: int128[exponent])
    return overflow ? nil : result
  }
}
