import TradingModel

/// Makes messages of market streams: mostly as the venue writes them, and with everything that might be different.
struct MessageGenerator {
  enum Shape: CaseIterable {
    case spotTicker, futuresTicker, oldFuturesTicker, trade, futuresTrade, spotAggregate, futuresAggregate, spotDepth
    case futuresDepth, partialDepth, futuresPartialDepth, markPrice, kline, liquidation
  }

  typealias Member = (key: String, value: String)

  let random: RandomSource
  /// How likely each value is an odd one.
  private var oddness = 0.0

  init(random: RandomSource) { self.random = random }

  /// A message as the venue writes it.
  mutating func usual(_ shape: Shape) -> String {
    oddness = 0
    return wrap(object(members(shape, symbol: "BTCUSDT"), gap: ""), shape, symbol: "BTCUSDT")
  }

  /// Whether the quick way is meant for the shape.
  static func isQuick(_ shape: Shape) -> Bool {
    switch shape {
    case .partialDepth, .futuresPartialDepth, .markPrice, .kline, .liquidation, .futuresTrade: false
    default: true
    }
  }

  /// A message that may differ in its values, its members, their order and what stands between them.
  mutating func varied(_ shape: Shape) -> String {
    oddness = random.chance(0.5) ? 0 : 0.15
    let symbol = random.chance(0.5) ? "BTCUSDT" : pick(Self.symbols)
    var members = members(shape, symbol: symbol)
    if random.chance(0.15) {
      var swaps = random.integer(in: 1...4)
      while swaps > 0 {
        members.swapAt(random.integer(in: 0...(members.count - 1)), random.integer(in: 0...(members.count - 1)))
        swaps -= 1
      }
    }
    if random.chance(0.2) { members.insert(pick(Self.extras), at: random.integer(in: 0...members.count)) }
    if random.chance(0.1) { members.remove(at: random.integer(in: 0...(members.count - 1))) }
    if random.chance(0.05) {
      let index = random.integer(in: 0...(members.count - 1))
      members[index].key = escaped(members[index].key)
    }
    let gap = random.chance(0.1) ? pick([" ", "\n", "\t ", "\r\n"]) : ""
    return wrap(object(members, gap: gap), shape, symbol: symbol)
  }

  /// The same with one byte changed.
  func mutated(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    guard !bytes.isEmpty else { return bytes }
    let index = random.integer(in: 0...(bytes.count - 1))
    let likely = Array("{}[]\",:.-+0123456789eEtfun \\\0/;<*".utf8)
    switch random.integer(in: 0...4) {
    case 0: bytes.remove(at: index)
    case 1: bytes.insert(likely[random.integer(in: 0...(likely.count - 1))], at: index)
    case 2: bytes[index] = UInt8(random.integer(in: 0...255))
    case 3: bytes[index] ^= 1 << UInt8(random.integer(in: 0...7))
    default: bytes[index] = likely[random.integer(in: 0...(likely.count - 1))]
    }
    return bytes
  }

  // MARK: Texts

  static let symbols = [
    "BTCUSDT", "ETHUSDT", "X", "1000SHIBUSDT", "ABCDEFGHIJKLMNO", "ABCDEFGHIJKLMNOP", "币安USDT", "NOSUCH", "btcusdt", "",
    #"BTC\u0055SDT"#, "ABCDEFGH", "ABCDEFG",
  ]
  private static let extras: [Member] = [
    ("st", "1"), ("ps", #""BTCUSDT""#), ("new", #"{"s":"ETHUSDT","u":[1,{"b":[]}]}"#), ("x", "[[],{}]"), ("zz", "null"),
    ("e", #""trade""#), ("s", #""ETHUSDT""#), ("u", "9"), ("long name of a member", "-1.5e-3"), ("", "true"),
    ("M", "false"), ("stream", #""ethusdt@trade""#), ("id", "7"), ("T", "5"), ("pu", "3"), ("st", "01"),
  ]
  private static let oddDecimals = [
    #""1e-8""#, #""1E5""#, #""-1.5""#, #""-0""#, #""007.5""#, #""""#, #"".5""#, #""5.""#, #""12345678901234567890""#,
    #""0.123456789012345678""#, #""99999999.99999999""#, #""9999999.99999999""#, #""1234567.8""#, #""0""#, #""0.0""#,
    #""0.00000001""#, "1.5", "0", "-3", "null", "true", #""NaN""#, #""1.2.3""#, #""1.5 ""#, #"" 1.5""#, #""\u0031.5""#,
    #""1,5""#, #""100000000000000000000000000000000000000000""#, #""1.000000000""#, #""1.123000000""#, "[]", "{}",
    "01.5",
    #""12345678""#, #""123456789.25""#, #""0.12345678""#, #""1:5""#, #""1/5""#, #""é1""#, #""+1""#,
  ]
  private static let oddIntegers = [
    "0", "00", "01", "-1", "1.0", "1e3", #""5""#, "999999999999999", "1000000000000000", "12345678", "123456789",
    "9223372036854775807", "9223372036854775808", "18446744073709551615", "18446744073709551616", "null", "", "1 ", "-",
    "99999999999999999999999999",
  ]

  private func pick<Element>(_ choices: [Element]) -> Element { choices[random.integer(in: 0...(choices.count - 1))] }

  private func digits(_ count: Int) -> String {
    (0..<count).map { _ in String(random.integer(in: 0...9)) }.joined()
  }

  func decimal() -> String {
    if random.chance(oddness) {
      if random.chance(0.7) { return pick(Self.oddDecimals) }
      let whole = digits(random.integer(in: 0...21))
      return random.chance(0.3) ? "\"\(whole)\"" : "\"\(whole).\(digits(random.integer(in: 0...20)))\""
    }
    let whole = String(random.integer(in: 1...9)) + digits(random.integer(in: 0...(oddness > 0 ? 7 : 5)))
    // Within the instrument's precision more often than not.
    let kept = random.chance(oddness) ? random.integer(in: 0...8) : 0
    switch random.integer(in: 0...3) {
    case 0: return "\"\(whole)\""
    case 1: return "\"\(whole).\(digits(max(kept, 1)).prefix(1))\""
    default:
      let decimals = digits(max(kept, 2))
      return "\"\(whole).\(decimals)\(String(repeating: "0", count: 8 - decimals.count))\""
    }
  }

  func integer() -> String {
    if random.chance(oddness) { return pick(Self.oddIntegers) }
    return String(random.integer(in: 1...9)) + digits(random.integer(in: 0...14))
  }

  private func bool() -> String {
    random.chance(oddness) ? pick(["1", "null", "tru", "falsey"]) : pick(["true", "false"])
  }

  private func levels() -> String {
    let rows = (0..<random.integer(in: 0...4)).map { _ in
      if random.chance(oddness) {
        return pick([
          "[]", "[\(decimal())]", "[\(decimal()),\(decimal()),\"x\"]", "[ \(decimal()) , \(decimal())]", "1",
        ])
      }
      return "[\(decimal()),\(random.chance(0.2) ? "\"0.00000000\"" : decimal())]"
    }
    return "[\(rows.joined(separator: ","))]"
  }

  private func escaped(_ text: String) -> String {
    guard let first = text.unicodeScalars.first else { return text }
    let hex = String(first.value, radix: 16)
    return "\\u" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex + text.dropFirst()
  }

  private func object(_ members: [Member], gap: String) -> String {
    "{" + members.map { "\"\($0.key)\":\(gap)\($0.value)" }.joined(separator: "," + gap) + "}"
  }

  private func wrap(_ object: String, _ shape: Shape, symbol: String) -> String {
    let suffix =
      switch shape {
      case .partialDepth, .futuresPartialDepth: "depth5@100ms"
      default: random.chance(oddness) ? pick(["depth", "depth20", "x", "", "depth@100ms"]) : "stream"
      }
    let stream = "\"stream\":\"\(random.chance(oddness) ? "" : symbol.lowercased())@\(suffix)\""
    switch random.integer(in: 0...9) {
    case 0...2 where shape != .partialDepth && shape != .futuresPartialDepth: return object
    case 3: return "{\"data\":\(object),\(stream)}"
    case 4 where oddness > 0: return pick(["[\(object)]", "{\(stream),\"data\":[\(object),\(object)]}", "\(object)x"])
    default: return "{\(stream),\"data\":\(object)}"
    }
  }

  // MARK: Members

  private func members(_ shape: Shape, symbol: String) -> [Member] {
    func event(_ name: String) -> Member { ("e", "\"\(name)\"") }
    let market: Member = ("s", "\"\(symbol)\"")
    func number(_ key: String) -> Member { (key, integer()) }
    func amount(_ key: String) -> Member { (key, decimal()) }
    let book = [amount("b"), amount("B"), amount("a"), amount("A")]
    let pair: Member = ("ps", "\"\(symbol)\"")
    let end: [Member] = random.chance(0.5) ? [pair, ("st", "1")] : random.chance(0.5) ? [("st", "2")] : []
    switch shape {
    case .spotTicker: return [number("u"), market] + book
    case .futuresTicker:
      return [event("bookTicker"), number("u"), market, pair] + book + [number("T"), number("E"), ("st", "1")]
    case .oldFuturesTicker:
      return [number("u"), event("bookTicker"), market] + book + [number("T"), number("E")] + end
    case .trade:
      return [
        event("trade"), number("E"), market, number("t"), amount("p"), amount("q"), number("T"), ("m", bool()),
        ("M", bool()),
      ]
    case .futuresTrade:
      return [
        event("trade"), number("E"), number("T"), market, number("t"), amount("p"), amount("q"), ("X", "\"MARKET\""),
        ("m", bool()),
      ] + end
    case .spotAggregate, .futuresAggregate:
      let names = shape == .spotAggregate ? [market, number("a")] : [number("a"), market]
      return [event("aggTrade"), number("E")] + names + [
        amount("p"), amount("q"), number("f"), number("l"), number("T"), ("m", bool()),
      ] + (shape == .spotAggregate ? [("M", bool())] : end)
    case .spotDepth:
      return [event("depthUpdate"), number("E"), market, number("U"), number("u"), ("b", levels()), ("a", levels())]
    case .futuresDepth, .futuresPartialDepth:
      return [
        event("depthUpdate"), number("E"), number("T"), market, number("U"), number("u"), number("pu"),
        ("b", levels()), ("a", levels()),
      ] + end
    case .partialDepth: return [number("lastUpdateId"), ("bids", levels()), ("asks", levels())]
    case .markPrice:
      return [
        event("markPriceUpdate"), number("E"), market, amount("p"), amount("i"), amount("P"), amount("r"), number("T"),
      ]
    case .kline:
      let bar: [Member] = [
        number("t"), number("T"), market, ("i", "\"1m\""), number("f"), number("L"), amount("o"), amount("c"),
        amount("h"), amount("l"), amount("v"), number("n"), ("x", bool()), amount("q"), amount("V"), amount("Q"),
      ]
      return [event("kline"), number("E"), market, ("k", object(bar, gap: ""))]
    case .liquidation:
      let order: [Member] = [
        market, ("S", "\"SELL\""), ("o", "\"LIMIT\""), ("f", "\"IOC\""), amount("q"), amount("p"), amount("ap"),
        ("X", "\"FILLED\""), amount("l"), amount("z"), number("T"),
      ]
      return [event("forceOrder"), number("E"), ("o", object(order, gap: ""))]
    }
  }
}
