import Testing

@testable import BinanceAdapter

@Suite("Texts are put together in memory of a known size")
struct TextWriterTests {
  /// A source of numbers that is the same every time.
  private struct Numbers: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  /// What JSON has for a text, letter by letter.
  private func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case ..<" ":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  @Test("Every letter is escaped that must be, wherever it stands")
  func escapes() {
    for length in 0...17 {
      for place in 0..<length {
        for special in ["\"", "\\", "\u{0}", "\u{1F}", "\u{20}", "!", "#", "[", "]", "\u{7F}", "é", "中"] {
          var letters = Array(repeating: "a", count: length)
          letters[place] = special
          let text = letters.joined()
          #expect(String(most: TextWriter.mostQuoted(text)) { $0.append(quoted: text) } == quoted(text))
        }
      }
    }
  }

  @Test("Numbers are written in full", arguments: [0, 7, 10, 1_234_567_890, UInt64.max])
  func numbers(number: UInt64) {
    #expect(String(most: 20) { $0.append(number) } == String(number))
  }

  @Test("Parameters are sorted by the bytes of their names, also where the first eight are the same")
  func sorting() {
    var numbers = Numbers(state: 0xA5)
    print("seed: 0xA5")
    let names = [
      "a", "ab", "abcdefgh", "abcdefghi", "abcdefgha", "abcdefg", "b", "A", "pegOffsetType", "pegOffsetValue",
      "price", "priceMatch", "newClientOrderId", "newOrderRespType", "é",
    ]
    for _ in 0..<200 {
      var parameters = BinanceParameters()
      let chosen = names.shuffled(using: &numbers).prefix(Int.random(in: 0...names.count, using: &numbers))
      for name in chosen { parameters.append(name, "v\(name.count)") }
      let expected = chosen.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { "\($0)=v\($0.count)" }
      #expect(parameters.sortedPlain == expected.joined(separator: "&"))
    }
  }

  @Test("A query encodes what must be encoded, and nothing else")
  func query() {
    let parameters: BinanceParameters = ["symbol": "这是", "a": "x-._~Z9", "signature": "+/= &", "empty": ""]
    #expect(parameters.query == "symbol=%E8%BF%99%E6%98%AF&a=x-._~Z9&signature=%2B%2F%3D%20%26&empty=")
    #expect(BinanceParameters().query.isEmpty && BinanceParameters().sortedPlain.isEmpty)
  }

  @Test(
    "Numbers stand bare where JSON has them so, and everything else between quotes",
    arguments: [
      ("12", true), ("0", true), ("-5", true), ("true", true), ("false", true), ("007", false), ("-0", false),
      ("-", false), ("", false), ("1.5", false), ("12x", false), ("tru", false), ("٣", false),
      ("9223372036854775807", true), ("9223372036854775808", false),
    ])
  func bareNumbers(value: String, isBare: Bool) {
    let text = BinanceWebSocketAPIText.request(id: 1, method: "m", parameters: ["timestamp": value])
    let written = isBare ? value : "\"\(value)\""
    #expect(text == "{\"id\":1,\"method\":\"m\",\"params\":{\"timestamp\":\(written)}}")
  }
}
