import Testing
import TradingModel
import TradingNetwork

/// Runs `body` with a reader over the bytes of `text`.
func withReader<Result>(
  _ text: String, _ body: (inout JSONReader) throws(JSONError) -> Result
) throws(JSONError) -> Result {
  let bytes = Array(text.utf8)
  return try withReader(bytes, body)
}

/// Runs `body` with a reader over a copy of the bytes that ends exactly where they end.
func withReader<Result>(
  _ bytes: [UInt8], _ body: (inout JSONReader) throws(JSONError) -> Result
) throws(JSONError) -> Result {
  let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
  defer { copy.deallocate() }
  copy.copyBytes(from: bytes)
  var reader = JSONReader(UnsafeRawBufferPointer(copy))
  return try body(&reader)
}

@Suite("The JSON reader")
struct JSONReaderTests {
  @Test("A book ticker is read whatever the order of its keys")
  func bookTicker() throws {
    let orders = [
      #"{"u":400900217,"s":"BNBUSDT","b":"25.35190000","B":"31.21000000","a":"25.36520000","A":"40.66000000"}"#,
      #" { "A" : "40.66" , "x":{"y":[1,{"z":null}]}, "a":"25.3652","s":"BNBUSDT","B":"31.21","b":25.3519,"u":400900217} "#,
    ]
    for text in orders {
      var updateId: UInt64 = 0
      var symbol = ""
      var prices: [String] = []
      try withReader(text) { (reader) throws(JSONError) in
        try reader.beginObject()
        while let key = try reader.nextKey() {
          switch key {
          case "u": updateId = try reader.readUInt64()
          case "s": symbol = try reader.readStringBytes().text
          case "b", "a": prices.append(try reader.readPrice(precision: 4).description)
          case "B", "A": prices.append(try reader.readQuantity(precision: 2).description)
          default: try reader.skipValue()
          }
        }
        try reader.finish()
      }
      #expect(updateId == 400_900_217)
      #expect(symbol == "BNBUSDT")
      #expect(prices.sorted() == ["25.3519", "25.3652", "31.21", "40.66"])
    }
  }

  @Test(
    "Decimals are exact at the precision asked for, or at the one they need",
    arguments: [
      ("\"61737.63000000\"", 2, 6_173_763, 2), ("\"61737.63000000\"", 8, 6_173_763_000_000, 8),
      ("\"61737.63000000\"", 1, 6_173_763, 2), ("\"0.00001234\"", 8, 1234, 8), ("0.5", 0, 5, 1),
      ("\"-12.5\"", 2, -1250, 2), ("-12.5", 2, -1250, 2), ("1e-3", 2, 1, 3), ("\"7\"", 0, 7, 0), ("7", 3, 7000, 3),
      ("\"123456789012.10000000\"", 2, 12_345_678_901_210, 2), ("\"0.000000001\"", 8, 1, 9),
      ("\"9223372036854775807\"", 0, Int64.max, 0), ("-9223372036854775808", 0, Int64.min, 0),
      ("\"1.000000000000000000\"", 8, 100_000_000, 8), ("\"007.50\"", 2, 750, 2), ("\"1\"", 12, 1_000_000_000_000, 12),
      ("\"47593485820.00\"", 0, 47_593_485_820, 0), ("12345678", 2, 1_234_567_800, 2),
      ("\"12345678.5\"", 8, 1_234_567_850_000_000, 8),
      ("\"123456789012345.25\"", 2, 12_345_678_901_234_525, 2),
      ("\"-1234567890123456.5\"", 1, -12_345_678_901_234_565, 1),
      ("\"00000000012.5\"", 1, 125, 1), ("\"9999999.99999999\"", 8, 999_999_999_999_999, 8), ("\"1.\"", 2, 100, 2),
      ("0", 8, 0, 8),
    ] as [(String, UInt8, Int64, UInt8)])
  func decimals(text: String, precision: UInt8, raw: Int64, at needed: UInt8) throws {
    // Once at the very end of the bytes, once with text behind.
    for padded in [text, text + "                 "] {
      let value = try withReader(padded) { (reader) throws(JSONError) in
        let value = try reader.readDecimal(precision: precision)
        try reader.finish()
        return value
      }
      #expect(value == JSONDecimal(raw: raw, precision: needed))
    }
  }

  @Test(
    "What is no decimal, or does not fit, is refused",
    arguments: [
      "\"9223372036854775808\"", "\"1.0000000000000000001\"", "\"\"", "\".\"", "\"1.2.3\"", "\"1,2\"", "\"12", "12.",
      "-", "\"-\"", "01", "true", "{}", "\"1 \"", "\"0x1\"", "\"1\\u0030\"", "NaN", "\"NaN\"", "1e999", "",
      "\"170141183460469231731687303715884105728\"",
    ])
  func refusedDecimals(text: String) {
    #expect(throws: JSONError.self) {
      try withReader(text) { (reader) throws(JSONError) in
        _ = try reader.readDecimal(precision: 8)
        try reader.finish()
      }
    }
  }

  @Test("Whole numbers are read to the limits of their types")
  func wholeNumbers() throws {
    func signed(_ text: String) throws(JSONError) -> Int64 {
      try withReader(text) { (reader) throws(JSONError) in try reader.readInt64() }
    }
    func unsigned(_ text: String) throws(JSONError) -> UInt64 {
      try withReader(text) { (reader) throws(JSONError) in try reader.readUInt64() }
    }
    #expect(try signed("-9223372036854775808") == .min)
    #expect(try signed("9223372036854775807") == .max)
    #expect(try signed("1723115700123 ") == 1_723_115_700_123)
    #expect(try unsigned("18446744073709551615") == .max)
    #expect(try unsigned("0") == 0)
    #expect(throws: JSONError(.numberTooLarge, at: 16)) { try unsigned("18446744073709551616") }
    #expect(throws: JSONError.self) { try signed("-9223372036854775809") }
    for text in ["-1", "01", "1.5", "1e3", "\"1\"", "", "x", "99999999999999999999999999999999"] {
      #expect(throws: JSONError.self) { try unsigned(text) }
    }
  }

  @Test("Keys are compared with escapes resolved, and long keys in full")
  func keys() throws {
    let text = #"{"\u0065":1,"lastUpdateId":2,"lastUpdateIx":3,"":4,"stream":5,"abcdefg":6,"e\u0000":7}"#
    var seen: [String: UInt64] = [:]
    try withReader(text) { (reader) throws(JSONError) in
      try reader.beginObject()
      while let key = try reader.nextKey() {
        switch key {
        case "e": seen["e"] = try reader.readUInt64()
        case "lastUpdateId": seen["lastUpdateId"] = try reader.readUInt64()
        case "": seen["empty"] = try reader.readUInt64()
        case "stream": seen["stream"] = try reader.readUInt64()
        case "abcdefg": seen["abcdefg"] = try reader.readUInt64()
        default: try reader.skipValue()
        }
      }
    }
    #expect(seen == ["e": 1, "lastUpdateId": 2, "empty": 4, "stream": 5, "abcdefg": 6])
  }

  @Test("A nested value can be kept aside and read later")
  func rawValues() throws {
    let text = #"{"data":{"e":"trade","p":"1.5"},"stream":"btcusdt@trade"}"#
    let event = try withReader(text) { (reader) throws(JSONError) -> String in
      var event = ""
      try reader.beginObject()
      var data: UnsafeRawBufferPointer?
      while let key = try reader.nextKey() {
        if key == "data" { data = try reader.readRawValue() } else { try reader.skipValue() }
      }
      if let data {
        var inner = JSONReader(data)
        try inner.beginObject()
        while let key = try inner.nextKey() {
          if key == "e" { event = try inner.readText() } else { try inner.skipValue() }
        }
        try inner.finish()
      }
      return event
    }
    #expect(event == "trade")
  }

  @Test("Arrays of levels are read pair by pair")
  func levels() throws {
    let text = #"[["1.5","2"],["1.4","0.0"] , []]"#
    var levels: [String] = []
    try withReader(text) { (reader) throws(JSONError) in
      try reader.beginArray()
      while try reader.nextElement() {
        try reader.beginArray()
        guard try reader.nextElement() else { break }
        let price = try reader.readPrice(precision: 1)
        guard try reader.nextElement() else { break }
        let quantity = try reader.readQuantity(precision: 1)
        try reader.endArray()
        levels.append("\(price)x\(quantity)")
      }
      try reader.skipToEndOfArray()
      try reader.finish()
    }
    #expect(levels == ["1.5x2.0", "1.4x0.0"])
  }

  @Test("Nesting beyond the limit is an error, not a crash")
  func nesting() {
    func skip(depth: Int) throws(JSONError) {
      let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
      try withReader(text) { (reader) throws(JSONError) in
        try reader.skipValue()
        try reader.finish()
      }
    }
    #expect(throws: Never.self) { try skip(depth: 64) }
    #expect(throws: JSONError(.tooDeep, at: 64)) { try skip(depth: 65) }
    #expect(throws: JSONError(.tooDeep, at: 64)) { try skip(depth: 100_000) }
  }

  @Test("Null is recognised where a value is optional")
  func null() throws {
    #expect(try withReader("null") { (reader) throws(JSONError) in try reader.readIfNull() })
    #expect(try !withReader("\"x\"") { (reader) throws(JSONError) in try reader.readIfNull() })
    #expect(throws: JSONError.self) { try withReader("nul") { (reader) throws(JSONError) in try reader.readIfNull() } }
  }
}
