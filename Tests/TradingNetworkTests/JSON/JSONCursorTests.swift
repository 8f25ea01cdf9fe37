import Testing
import TradingModel
import TradingNetwork
import TradingTesting

@Suite("The JSON cursor against the JSON reader")
struct JSONCursorTests {
  @Test("A decimal that the cursor takes is the reader's, to the byte")
  func decimals() throws {
    let random = RandomSource(seed: TestSeed.draw(for: "cursor decimals"))
    let memory = try #require(GuardedBytes(capacity: 4_096))
    let scales = (UInt8.min...12).map { JSONScale($0) }
    var taken = 0
    for _ in 0..<generatedCases * 4 {
      let scale = scales[random.integer(in: 0...12)]
      let text = "\"\(decimal(random))\"" + [",", "}", "]", " "][random.integer(in: 0...3)]
      try check(text, random, memory) { (cursor) in
        let value = cursor.readDecimal(scale)
        return JSONDecimal(raw: value, precision: scale.precision)
      } reader: { (reader) throws(JSONError) in
        try reader.readDecimal(precision: scale.precision)
      } took: {
        taken += 1
      }
    }
    #expect(taken > generatedCases / 4)
  }

  @Test("Every decimal of up to seven digits and eight decimals within the scale is taken")
  func usualDecimals() throws {
    let random = RandomSource(seed: TestSeed.draw(for: "usual decimals"))
    let memory = try #require(GuardedBytes(capacity: 4_096))
    for precision in 0...8 {
      let scale = JSONScale(UInt8(precision))
      for _ in 0..<200 {
        let decimals = random.integer(in: 0...8)
        let fraction =
          digits(random, min(decimals, precision)) + String(repeating: "0", count: max(0, decimals - precision))
        let whole = digits(random, random.integer(in: 1...7))
        // At most 15 bytes between the quotes.
        let number = decimals == 0 ? whole : "\(whole).\(fraction.prefix(14 - whole.count))"
        let bytes = memory.place(Array("0123456789abcdef\"\(number)\",".utf8), at: .end)
        var cursor = try #require(JSONCursor(bytes, from: 16))
        let value = cursor.readDecimal(scale)
        #expect(cursor.isGood, "\(number) at \(precision)")
        var reader = JSONReader(bytes, from: 16)
        let expected = try reader.readDecimal(precision: UInt8(precision))
        #expect(value == expected.raw, "\(number) at \(precision)")
        #expect(expected.precision == UInt8(precision))
      }
    }
  }

  @Test("A whole number that the cursor takes is the reader's, and all of 1 to 15 digits are taken")
  func numbers() throws {
    let random = RandomSource(seed: TestSeed.draw(for: "cursor numbers"))
    let memory = try #require(GuardedBytes(capacity: 4_096))
    var taken = 0
    var usual = 0
    for _ in 0..<generatedCases * 4 {
      var number = digits(random, random.integer(in: 0...21))
      if !number.isEmpty, number.count <= 15, number == "0" || number.first != "0" { usual += 1 }
      if random.chance(0.1) {
        number.insert(["-", "+", ".", "e", " ", "\"", "/", ":"][random.integer(in: 0...7)], at: number.startIndex)
        if number.count > 1, number.first == " " { continue }
      }
      let before = taken
      try check(number + [",", "}", "]"][random.integer(in: 0...2)], random, memory) { (cursor) in
        cursor.readNumber()
      } reader: { (reader) throws(JSONError) in
        try reader.readUInt64()
      } took: {
        taken += 1
      }
      let isUsual = number.allSatisfy(\.isNumber) && (1...15).contains(number.count)
      let isPlain = isUsual && (number == "0" || number.first != "0")
      #expect((taken > before) == isPlain, "\(number)")
    }
    #expect(taken > 0 && taken <= usual)
  }

  @Test("Strings and booleans that the cursor takes are the reader's")
  func texts() throws {
    let random = RandomSource(seed: TestSeed.draw(for: "cursor texts"))
    let memory = try #require(GuardedBytes(capacity: 4_096))
    let parts = ["a", "BTC", "_", "é", "币", "\\n", "\\\"", "\\u0041", "\u{1}", "\0", "1", "~", "\u{7F}"]
    for _ in 0..<generatedCases {
      let count = random.integer(in: 0...20)
      let text = (0..<count).map { _ in random.chance(0.9) ? "x" : parts[random.integer(in: 0...12)] }.joined()
      let value = random.chance(0.9) ? "\"\(text)\"," : "\"\(text)"
      try check(value, random, memory) { (cursor) in
        _ = cursor.take(JSONPiece(0x22, 1))
        return cursor.readShortText()
      } reader: { (reader) throws(JSONError) in
        let string = try reader.readStringBytes()
        return string.isEscaped ? nil : JSONShortText(string.bytes)
      } took: {
      }
      try check(value, random, memory) { (cursor) in
        _ = cursor.take(JSONPiece(0x22, 1))
        cursor.skipText()
        return false
      } reader: { (reader) throws(JSONError) in
        try reader.readStringBytes().isEscaped
      } took: {
      }
      let word = ["true", "false", "tru", "fals", "truf", "null", "True", "t", ""][random.integer(in: 0...8)]
      try check(word + ",", random, memory) { (cursor) in
        cursor.readBool()
      } reader: { (reader) throws(JSONError) in
        try reader.readBool()
      } took: {
      }
    }
  }

  @Test("Pieces are compared byte by byte, and not beyond the end")
  func pieces() throws {
    let random = RandomSource(seed: TestSeed.draw(for: "cursor pieces"))
    let memory = try #require(GuardedBytes(capacity: 4_096))
    for _ in 0..<generatedCases {
      let message = (0..<random.integer(in: 16...40)).map { _ in UInt8(random.integer(in: 0x61...0x63)) }
      let offset = random.integer(in: 0...(message.count + 4))
      let count = random.integer(in: 1...8)
      let wanted = (0..<count).map { index in
        random.chance(0.8) && offset + index < message.count ? message[offset + index] : UInt8(0x61)
      }
      let piece = JSONPiece(wanted.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }, count)
      let isThere = Array(message.dropFirst(offset).prefix(count)) == wanted
      var cursor = try #require(JSONCursor(memory.place(message, at: .end), from: offset))
      var other = cursor
      #expect(cursor.take(piece) == isThere)
      #expect(cursor.isGood && cursor.position == (isThere ? offset + count : offset))
      other.expect(piece)
      #expect(other.isGood == isThere && other.position == offset + count)
      #expect(other.isAtEnd == (isThere && offset + count == message.count))
    }
  }

  @Test("No bytes make any of the cursor's methods read outside the message")
  func arbitraryBytes() throws {
    let random = RandomSource(seed: TestSeed.draw(for: "cursor bytes"))
    let memory = try #require(GuardedBytes(capacity: 4_096))
    let likely = Array("\"\"0123456789.,truefalse\\".utf8)
    for _ in 0..<generatedCases {
      let message = (0..<random.integer(in: 0...60)).map { _ in
        random.chance(0.8) ? likely[random.integer(in: 0...(likely.count - 1))] : UInt8(random.integer(in: 0...255))
      }
      let edge = random.chance(0.7) ? GuardedBytes.Edge.end : .start
      let bytes = memory.place(message, at: edge)
      guard var cursor = JSONCursor(bytes, from: random.integer(in: 0...70)) else {
        #expect(message.count < 16)
        continue
      }
      for _ in 0..<20 {
        switch random.integer(in: 0...6) {
        case 0: _ = cursor.readNumber()
        case 1: _ = cursor.readDecimal(JSONScale(UInt8(random.integer(in: 0...20))))
        case 2: _ = cursor.readShortText()
        case 3: cursor.skipText()
        case 4: _ = cursor.readBool()
        case 5: _ = cursor.next
        default: cursor.move(by: random.integer(in: 0...9))
        }
      }
    }
  }

  // MARK: Parts

  /// Reads `text` with both, somewhere in a message that ends where the memory ends.
  private func check<Value: Equatable>(
    _ text: String, _ random: RandomSource, _ memory: GuardedBytes, cursor read: (inout JSONCursor) -> Value,
    reader model: (inout JSONReader) throws(JSONError) -> Value?, took: () -> Void
  ) throws {
    let front = random.integer(in: 16...24)
    let behind = random.integer(in: 0...20)
    let message = String(repeating: "#", count: front) + text + String(repeating: "7", count: behind)
    let bytes = memory.place(Array(message.utf8), at: .end)
    var cursor = try #require(JSONCursor(bytes, from: front))
    let value = read(&cursor)
    guard cursor.isGood else { return }
    took()
    var reader = JSONReader(bytes, from: front)
    let expected = try? model(&reader)
    #expect(value == expected, "\(text)")
    #expect(cursor.position == reader.offset, "\(text)")
  }

  private func digits(_ random: RandomSource, _ count: Int) -> String {
    (0..<count).map { _ in String(random.integer(in: 0...9)) }.joined()
  }

  private func decimal(_ random: RandomSource) -> String {
    var text = digits(random, random.integer(in: 0...9))
    if random.chance(0.8) {
      let kept = random.integer(in: 0...9)
      text += "." + digits(random, kept) + String(repeating: "0", count: random.integer(in: 0...max(0, 8 - kept)))
    }
    if random.chance(0.15) {
      let odd = ["-", "+", ".", "e", "E5", " ", "/", ":", "é", "\\u0031", ","]
      let place = text.index(text.startIndex, offsetBy: random.integer(in: 0...text.count))
      text.insert(contentsOf: odd[random.integer(in: 0...10)], at: place)
    }
    return text
  }
}
