import Testing

@testable import TradingModel

@Suite("Wide decimals")
struct WideDecimalTests {
  @Test("sums, differences and products are exact")
  func exactArithmetic() throws {
    let sum = try WideDecimal("0.1").adding(WideDecimal("0.2"))
    #expect(sum.description == "0.3")
    #expect(try WideDecimal("1").subtracting(WideDecimal("0.00000001")).description == "0.99999999")
    #expect(try WideDecimal("61737.63").multiplied(by: WideDecimal("0.00012")).description == "7.4085156")
  }

  @Test("arithmetic agrees with whole numbers scaled by hand, for random values")
  func randomArithmetic() throws {
    let random = RandomSource(seed: ModelFixtures.seed(for: "random arithmetic"))
    for _ in 0..<2_000 {
      let left = Int128(random.integer(in: -1_000_000_000...1_000_000_000))
      let right = Int128(random.integer(in: -1_000_000_000...1_000_000_000))
      let (leftScale, rightScale) = (random.integer(in: 0...9), random.integer(in: 0...9))
      let first = WideDecimal(mantissa: left, scale: leftScale)
      let second = WideDecimal(mantissa: right, scale: rightScale)
      let common = max(leftScale, rightScale)
      let expected =
        left * PowersOfTen.int128[common - leftScale] + right * PowersOfTen.int128[common - rightScale]
      #expect(try first.adding(second) == WideDecimal(mantissa: expected, scale: common))
      #expect(try first.multiplied(by: second) == WideDecimal(mantissa: left * right, scale: leftScale + rightScale))
      #expect(try WideDecimal(first.description) == first)
      if right != 0 {
        let quotient = try first.divided(by: second, scale: 12)
        let error = try quotient.multiplied(by: second).subtracting(first).magnitude
        let bound = try WideDecimal(mantissa: 5, scale: 13).multiplied(by: second.magnitude)
        #expect(error <= bound)
      }
    }
  }

  @Test("rounding follows its rule", arguments: [("2.5", "2", "3"), ("3.5", "4", "4"), ("-2.5", "-2", "-3")])
  func rounding(text: String, even: String, up: String) throws {
    let value = try WideDecimal(text)
    #expect(value.rounded(scale: 0).description == even)
    #expect(value.rounded(scale: 0, rounding: .halfUp).description == up)
  }

  @Test("a quotient whose numerator outgrows 128 bits is still exact")
  func longDivision() throws {
    let large = try WideDecimal("170000000000000000000000000000000000000")
    let quotient = try large.divided(by: WideDecimal("1E30"), scale: 20)
    #expect(quotient.plain() == "170000000")
    #expect(throws: DecimalError.divisionByZero) { try large.divided(by: .zero, scale: 2) }
  }

  @Test("overflow is an error value")
  func overflow() throws {
    let large = try WideDecimal("170000000000000000000000000000000000000")
    #expect(throws: DecimalError.overflow) { try large.adding(large) }
    #expect(throws: DecimalError.overflow) { try large.multiplied(by: large) }
  }

  @Test("no sum, difference or product is the number that has no opposite")
  func symmetricRange() throws {
    let least = -WideDecimal(mantissa: .max, scale: 0)
    #expect(least.mantissa == -Int128.max && (-least).mantissa == .max && least.magnitude == -least)
    #expect(throws: DecimalError.overflow) { try least.subtracting(.one) }
    #expect(throws: DecimalError.overflow) { try least.adding(-WideDecimal.one) }
    let half = WideDecimal(mantissa: -(1 << 126), scale: 0)
    #expect(throws: DecimalError.overflow) { try half.adding(half) }
    #expect(throws: DecimalError.overflow) { try half.multiplied(by: WideDecimal(2)) }
    #expect(try WideDecimal(mantissa: .max, scale: 0).subtracting(.one).mantissa == .max - 1)
    // Made against the rules, it still changes its sign.
    #expect((-WideDecimal(mantissa: .min, scale: 0)).isPositive)
  }

  @Test("a whole number that does not fit is none")
  func wholeNumbers() {
    #expect(WideDecimal(exactly: UInt64.max)?.description == "18446744073709551615")
    #expect(WideDecimal(exactly: -Int128.max)?.mantissa == -Int128.max)
    #expect(WideDecimal(exactly: Int128.min) == nil && WideDecimal(exactly: UInt128.max) == nil)
    #expect(WideDecimal(Int.min).mantissa == Int128(Int.min) && WideDecimal(Int64(-5)).description == "-5")
  }

  /// Numerators at one decimal, by denominators that outgrow 127 bits (and 128) when they are scaled to it.
  @Test(
    "a quotient by a denominator that outgrows 128 bits is rounded as any other",
    arguments: [
      ("18000000000000000000000000000000000000", 1, 1), ("34000000000000000000000000000000000000", 1, 1),
      ("40000000000000000000000000000000000000", 0, 0),
    ])
  func smallQuotient(denominator: String, even: Int, half: Int) throws {
    let numerator = WideDecimal(mantissa: .max, scale: 1)
    let divisor = try WideDecimal(denominator)
    func quotient(_ rounding: DecimalRounding) throws -> WideDecimal {
      try numerator.divided(by: divisor, scale: 0, rounding: rounding)
    }
    #expect(try quotient(.down) == .zero && quotient(.up) == .one)
    #expect(try quotient(.halfEven) == WideDecimal(even) && quotient(.halfUp) == WideDecimal(half))
    #expect(try (-numerator).divided(by: divisor, scale: 0, rounding: .up) == WideDecimal(-1))
    // So many decimals that the denominator's scale alone decides.
    let tiny = WideDecimal(mantissa: 1, scale: 38)
    #expect(try tiny.divided(by: divisor, scale: 0, rounding: .up) == .one)
    #expect(try tiny.divided(by: divisor, scale: 0, rounding: .halfUp) == .zero)
  }

  @Test("a quotient that does not fit is an error value, rounded away or not")
  func largeQuotient() throws {
    let large = WideDecimal(mantissa: .max, scale: 0)
    for rounding in [DecimalRounding.down, .up, .halfEven] {
      #expect(throws: DecimalError.overflow) {
        try large.divided(by: WideDecimal(mantissa: 3, scale: 1), scale: 0, rounding: rounding)
      }
    }
    #expect(try large.divided(by: WideDecimal(mantissa: 100, scale: 1), scale: 1).mantissa == .max)
  }

  @Test("notional is price times quantity, and contracts over price for inverse instruments")
  func notional() throws {
    let linear = try Instrument.linearFixture()
    let inverse = try Instrument.inverseFixture()
    #expect(try linear.notional(quantity: Quantity("2"), price: Price("100.5")).description == "201.00000000 USDT")
    #expect(try inverse.notional(quantity: Quantity("5"), price: Price("50000")).description == "0.01000000 BTC")
  }
}

extension Instrument {
  static func linearFixture() throws -> Instrument {
    Instrument(
      id: try InstrumentId("BTCUSDT.BINANCE"), rawSymbol: "BTCUSDT", kind: .currencyPair, base: .btc, quote: .usdt,
      priceIncrement: try Price("0.01"), sizeIncrement: try Quantity("0.00001"))
  }

  static func inverseFixture() throws -> Instrument {
    Instrument(
      id: try InstrumentId("BTCUSD-PERP.BINANCE"), rawSymbol: "BTCUSD_PERP", kind: .cryptoPerpetual, base: .btc,
      quote: Currency("USD"), isInverse: true, multiplier: try WideDecimal("100"), priceIncrement: try Price("0.1"),
      sizeIncrement: try Quantity("1"))
  }
}
