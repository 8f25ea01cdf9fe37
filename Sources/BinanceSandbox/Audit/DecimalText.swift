/// Exact comparison of decimal texts.
enum DecimalText {
  /// Whether two texts stand for the same number, whatever their trailing zeros.
  static func areEqual(_ first: String, _ second: String) -> Bool { canonical(first) == canonical(second) }

  static func isZero(_ text: String) -> Bool { canonical(text) == "0" }

  /// The shortest plain notation.
  static func canonical(_ text: String) -> String {
    var digits = Substring(text)
    let isNegative = digits.hasPrefix("-")
    if isNegative || digits.hasPrefix("+") { digits = digits.dropFirst() }
    if digits.contains(".") {
      while digits.hasSuffix("0") { digits = digits.dropLast() }
      if digits.hasSuffix(".") { digits = digits.dropLast() }
    }
    while digits.count > 1, digits.hasPrefix("0"), !digits.hasPrefix("0.") { digits = digits.dropFirst() }
    if digits.isEmpty || digits == "0" { return "0" }
    if digits.hasPrefix(".") { digits = "0" + digits }
    return (isNegative ? "-" : "") + digits
  }
}
