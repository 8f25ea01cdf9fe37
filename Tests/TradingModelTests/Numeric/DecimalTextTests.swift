import Testing

@testable import TradingModel

@Suite("Decimal text")
struct DecimalTextTests {
  @Test(
    "plain notation survives parse and print unchanged",
    arguments: [
      "0", "0.00000001", "61737.63000000", "-12.340", "1000000000000000.00000000", "0.10",
      "123456789012345678901234567890.12",
    ])
  func roundTrip(text: String) throws {
    #expect(try WideDecimal(text).description == text)
  }

  @Test("an exponent is read exactly", arguments: [("1E-8", "0.00000001"), ("1e3", "1000"), ("2.5E+2", "250")])
  func exponents(text: String, expected: String) throws {
    #expect(try WideDecimal(text).description == expected)
  }

  @Test(
    "what is no number is refused",
    arguments: ["", ".", "-", "1.2.3", "1,5", " 1", "1 ", "0x10", "NaN", "inf", "1e", "e5", "--1", "1-", "١"])
  func malformed(text: String) {
    #expect(throws: DecimalError.malformed) { try WideDecimal(text) }
  }

  @Test("the short way of reading and the general one agree on every text")
  func waysOfReading() {
    let random = RandomSource(seed: 20_261_130)
    let alphabet = Array("00123456789.-+eE ".utf8)
    for _ in 0..<20_000 {
      let length = Int(random.next() % 24)
      let bytes = (0..<length).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] }
      let text = String(decoding: bytes, as: UTF8.self)
      let general = Result { try DecimalText.parse(AnySequence(bytes)) }
      let short = Result { try DecimalText.parse(text) }
      let raw = Result { try bytes.withUnsafeBytes { try DecimalText.parse($0) } }
      for other in [short, raw] {
        switch (general, other) {
        case (.success(let first), .success(let second)): #expect(first == second, "\(text)")
        case (.failure(let first as DecimalError), .failure(let second as DecimalError)):
          #expect(first == second, "\(text)")
        default: Issue.record("one way reads '\(text)', the other refuses it")
        }
      }
    }
  }

  @Test("every mantissa of 64 bits is printed with exactly its decimals")
  func printing() throws {
    let random = RandomSource(seed: 20_261_130)
    for _ in 0..<5_000 {
      let raw = Int64(bitPattern: random.next()) >> Int64(random.next() % 64)
      let scale = Int(random.next() % 19)
      let text = DecimalText.format(mantissa: Int128(raw), scale: scale)
      #expect(try DecimalText.parse(AnySequence(text.utf8)) == DecimalText.Digits(mantissa: Int128(raw), scale: scale))
      #expect((text.split(separator: ".").dropFirst().first?.utf8.count ?? 0) == scale)
      #expect((raw < 0) == text.hasPrefix("-") && !text.hasPrefix(".") && !text.hasPrefix("-."))
    }
    #expect(DecimalText.format(mantissa: Int128(Int64.min), scale: 18) == "-9.223372036854775808")
    #expect(DecimalText.format(mantissa: 5, scale: 18) == "0.000000000000000005")
  }

  @Test("a number beyond 128 bits is refused, not wrapped")
  func overflow() {
    #expect(throws: DecimalError.overflow) { try WideDecimal(String(repeating: "9", count: 40)) }
    #expect(throws: DecimalError.overflow) { try WideDecimal("1e90") }
  }

  @Test("a price refuses digits beyond its precision and pads missing ones")
  func pricePrecision() throws {
    #expect(try Price("61737.63", precision: 4).description == "61737.6300")
    #expect(try Price("61737.63000000", precision: 2).raw == 6_173_763)
    #expect(throws: DecimalError.tooPrecise) { try Price("61737.631", precision: 2) }
    #expect(throws: DecimalError.overflow) { try Price("9223372036854775808") }
  }

  @Test("a published value keeps every non-zero digit and drops only zeros beyond the step")
  func published() throws {
    #expect(try Quantity(published: "1.50000000", precision: 1).description == "1.5")
    #expect(try Quantity(published: "1.50000001", precision: 1).description == "1.50000001")
    #expect(try Price(published: "7", precision: 2).description == "7.00")
  }

  @Test("quantities are never negative")
  func negativeQuantity() {
    #expect(throws: DecimalError.negative) { try Quantity("-1") }
    #expect(throws: DecimalError.negative) { try Quantity("1").subtracting(Quantity("2")) }
  }

  @Test("values of different precision compare and hash by value")
  func comparison() throws {
    let short = try Price("1.5")
    let long = try Price("1.500")
    #expect(short == long)
    #expect(short.hashValue == long.hashValue)
    #expect(try Price("1.501") > short)
    #expect(try WideDecimal("1E30") > WideDecimal("0.00000000000000000000000000000000000001"))
    #expect(try WideDecimal("-1E30") < WideDecimal("-0.00000000000000000000000000000000000001"))
  }
}
