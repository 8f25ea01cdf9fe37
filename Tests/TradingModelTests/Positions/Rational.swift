import TradingModel

/// A fraction of whole numbers of any size: the oracle for profit and loss, which shares no code with what it checks.
struct Rational: Equatable {
  var numerator: BigNumber
  var denominator: BigNumber

  init(_ numerator: BigNumber, _ denominator: BigNumber = BigNumber(1)) {
    self.numerator = numerator
    self.denominator = denominator
  }

  init(_ value: Int) { self.init(BigNumber(value)) }

  static func + (a: Rational, b: Rational) -> Rational {
    Rational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator)
  }
  static func - (a: Rational, b: Rational) -> Rational { a + b * Rational(-1) }
  static func * (a: Rational, b: Rational) -> Rational {
    Rational(a.numerator * b.numerator, a.denominator * b.denominator)
  }
  static func / (a: Rational, b: Rational) -> Rational {
    let sign = BigNumber(b.numerator.isNegative ? -1 : 1)
    return Rational(a.numerator * b.denominator * sign, a.denominator * b.numerator * sign)
  }

  /// The fraction that a decimal text stands for.
  init(decimal text: String) {
    var digits = text
    var scale = 0
    if let point = text.firstIndex(of: ".") {
      scale = text.distance(from: point, to: text.endIndex) - 1
      digits.remove(at: point)
    }
    var power = BigNumber(1)
    for _ in 0..<scale { power = power * BigNumber(10) }
    self.init(BigNumber(digits: digits), power)
  }

  /// Whether both differ by at most `units` × 10^-`scale`.
  func isWithin(_ units: Int, scale: Int, of other: Rational) -> Bool {
    let difference = self - other
    var power = BigNumber(1)
    for _ in 0..<scale { power = power * BigNumber(10) }
    let left = difference.numerator.magnitude * power
    let right = difference.denominator * BigNumber(units)
    return !(right + left * BigNumber(-1)).isNegative
  }

  static func == (a: Rational, b: Rational) -> Bool {
    (a.numerator * b.denominator + b.numerator * a.denominator * BigNumber(-1)).isZero
  }
}

/// A whole number of any size, slow and simple: limbs of nine decimal digits.
struct BigNumber {
  private var limbs: [Int]
  private(set) var isNegative: Bool
  private static let base = 1_000_000_000

  init(_ value: Int) {
    isNegative = value < 0
    var rest = value.magnitude
    limbs = []
    while rest > 0 {
      limbs.append(Int(rest % UInt(Self.base)))
      rest /= UInt(Self.base)
    }
  }

  private init(limbs: [Int], isNegative: Bool) {
    var trimmed = limbs
    while trimmed.last == 0 { trimmed.removeLast() }
    self.limbs = trimmed
    self.isNegative = isNegative && !trimmed.isEmpty
  }

  init(digits: String) {
    var result = BigNumber(0)
    for character in digits {
      guard let digit = character.wholeNumberValue else { continue }
      result = result * BigNumber(10) + BigNumber(digit)
    }
    self = BigNumber(limbs: result.limbs, isNegative: digits.hasPrefix("-"))
  }

  var isZero: Bool { limbs.isEmpty }
  var magnitude: BigNumber { BigNumber(limbs: limbs, isNegative: false) }

  static func * (a: BigNumber, b: BigNumber) -> BigNumber {
    var product = [Int](repeating: 0, count: a.limbs.count + b.limbs.count + 1)
    for (i, x) in a.limbs.enumerated() {
      var carry = 0
      for (j, y) in b.limbs.enumerated() {
        let value = product[i + j] + x * y + carry
        product[i + j] = value % base
        carry = value / base
      }
      product[i + b.limbs.count] += carry
    }
    return BigNumber(limbs: product, isNegative: a.isNegative != b.isNegative)
  }

  static func + (a: BigNumber, b: BigNumber) -> BigNumber {
    if a.isNegative == b.isNegative {
      return BigNumber(limbs: sum(a.limbs, b.limbs), isNegative: a.isNegative)
    }
    let isSmaller = less(a.limbs, b.limbs)
    let (large, small) = isSmaller ? (b, a) : (a, b)
    return BigNumber(limbs: difference(large.limbs, small.limbs), isNegative: large.isNegative)
  }

  private static func sum(_ a: [Int], _ b: [Int]) -> [Int] {
    var result: [Int] = []
    var carry = 0
    for place in 0..<max(a.count, b.count) {
      let value = (place < a.count ? a[place] : 0) + (place < b.count ? b[place] : 0) + carry
      result.append(value % base)
      carry = value / base
    }
    return result + [carry]
  }

  private static func difference(_ a: [Int], _ b: [Int]) -> [Int] {
    var result: [Int] = []
    var borrow = 0
    for place in 0..<a.count {
      var value = a[place] - (place < b.count ? b[place] : 0) - borrow
      borrow = value < 0 ? 1 : 0
      if value < 0 { value += base }
      result.append(value)
    }
    return result
  }

  private static func less(_ a: [Int], _ b: [Int]) -> Bool {
    if a.count != b.count { return a.count < b.count }
    for place in stride(from: a.count - 1, through: 0, by: -1) where a[place] != b[place] { return a[place] < b[place] }
    return false
  }
}
