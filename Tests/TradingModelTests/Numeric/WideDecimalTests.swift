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
    let seed = UInt64.random(in: 0 ... .max)
    print("seed \(seed)")
    let random = RandomSource(seed: seed)
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
