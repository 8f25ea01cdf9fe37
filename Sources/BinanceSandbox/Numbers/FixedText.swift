/// Reading and printing of integers that stand for decimals with a fixed number of places.
public enum FixedText {
  /// Why a text is no such decimal.
  public enum Failure: Error, Hashable, Sendable {
    case malformed
    case tooPrecise
    case overflow
  }

  /// The integer for `text` at `decimals` places, or `nil` when it does not fit exactly.
  public static func parse(_ text: some StringProtocol, decimals: Int) -> Int64? {
    try? read(text, decimals: decimals).get()
  }

  /// The integer for `text` at `decimals` places, or the reason why there is none.
  public static func read(_ text: some StringProtocol, decimals: Int) -> Result<Int64, Failure> {
    var value: Int64 = 0
    var places = 0
    var seenPoint = false
    var seenDigit = false
    var negative = false
    for (position, byte) in text.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "-") where position == 0: negative = true
      case UInt8(ascii: ".") where !seenPoint: seenPoint = true
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        seenDigit = true
        if seenPoint, places == decimals {
          if byte != UInt8(ascii: "0") { return .failure(.tooPrecise) }
          continue
        }
        if seenPoint { places += 1 }
        let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
        let (sum, sumOverflow) = scaled.addingReportingOverflow(Int64(byte &- 48))
        if overflow || sumOverflow { return .failure(.overflow) }
        value = sum
      default: return .failure(.malformed)
      }
    }
    guard seenDigit else { return .failure(.malformed) }
    while places < decimals {
      let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
      if overflow { return .failure(.overflow) }
      value = scaled
      places += 1
    }
    return .success(negative ? 0 &- value : value)
  }

  /// Plain notation of `value × 10^-decimals` with exactly that many decimals.
  public static func format(_ value: some BinaryInteger, decimals: Int) -> String {
    guard decimals > 0 else { return String(value) }
    var digits = String(value.magnitude)
    let count = digits.utf8.count
    if count <= decimals { digits = String(repeating: "0", count: decimals - count + 1) + digits }
    let point = digits.utf8.index(digits.endIndex, offsetBy: -decimals)
    return (value < 0 ? "-" : "") + digits[..<point] + "." + digits[point...]
  }

  /// 10^exponent.
  static func power(_ exponent: Int) -> Int128 {
    var result: Int128 = 1
    for _ in 0..<min(max(exponent, 0), 38) { result &*= 10 }
    return result
  }
}
