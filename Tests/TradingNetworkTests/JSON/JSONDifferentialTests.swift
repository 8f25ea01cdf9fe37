import Foundation
import Testing
import TradingModel
import TradingNetwork
import TradingTesting

@Suite("The JSON reader against Foundation")
struct JSONDifferentialTests {
  @Test("Generated documents are read as Foundation reads them")
  func generatedDocuments() throws {
    let seed = TestSeed.draw(for: "generated documents")
    var generator = DocumentGenerator(random: RandomSource(seed: seed))
    for _ in 0..<generatedCases {
      let text = generator.document()
      let ours = try withReader(text) { (reader) throws(JSONError) in
        let value = try ReadValue.read(&reader)
        try reader.finish()
        return value
      }
      let theirs = try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
      let isEqual = ours.matches(theirs)
      #expect(isEqual, "\(text)")
    }
  }

  @Test("Damaged documents are refused when Foundation refuses them, and never trap")
  func damagedDocuments() {
    let seed = TestSeed.draw(for: "damaged documents")
    let random = RandomSource(seed: seed)
    var generator = DocumentGenerator(random: random.split(), isASCII: true)
    var stricter = 0
    for _ in 0..<generatedCases {
      var bytes = Array(generator.document().utf8)
      damage(&bytes, random)
      let ours = Self.accepts(bytes)
      let theirs =
        (try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)) != nil
      // A number beyond a binary floating point's range is no error of grammar, and Foundation refuses it.
      if ours, !theirs, Self.hasHugeExponent(bytes) { continue }
      #expect(theirs || !ours, "\(String(decoding: bytes, as: UTF8.self))")
      if theirs, !ours { stricter += 1 }
    }
    // Foundation takes a few documents that end too early, such as `[1,2`.
    #expect(stricter <= generatedCases / 50)
  }

  @Test("No bytes make any of the reader's methods trap")
  func arbitraryBytes() {
    let seed = TestSeed.draw(for: "arbitrary bytes")
    let random = RandomSource(seed: seed)
    var generator = DocumentGenerator(random: random.split())
    for _ in 0..<generatedCases {
      var bytes = Array(generator.document().utf8)
      for _ in 0..<random.integer(in: 0...4) { damage(&bytes, random) }
      if random.chance(0.5) { bytes = Array(bytes.prefix(random.integer(in: 0...bytes.count))) }
      if random.chance(0.1) {
        bytes = (0..<random.integer(in: 0...40)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      }
      let calls = random.split()
      try? withReader(bytes) { (reader) throws(JSONError) in
        for _ in 0..<100 { try callAnything(&reader, calls) }
      }
    }
  }

  private static func hasHugeExponent(_ bytes: [UInt8]) -> Bool {
    String(decoding: bytes, as: UTF8.self).contains(/[0-9][eE][+-]?0*[0-9]{3,}/)
  }

  private static func accepts(_ bytes: [UInt8]) -> Bool {
    do {
      try withReader(bytes) { (reader) throws(JSONError) in
        _ = try ReadValue.read(&reader)
        try reader.finish()
      }
      try withReader(bytes) { (reader) throws(JSONError) in
        try reader.skipValue()
        try reader.finish()
      }
      return true
    } catch {
      return false
    }
  }
}

private func damage(_ bytes: inout [UInt8], _ random: RandomSource) {
  let interesting = Array("{}[]\",:.-+0123456789ntfu \t\n\\/x".utf8)
  guard !bytes.isEmpty else { return }
  let index = random.integer(in: 0...(bytes.count - 1))
  switch random.integer(in: 0...3) {
  case 0: bytes.remove(at: index)
  case 1: bytes.insert(interesting[random.integer(in: 0...(interesting.count - 1))], at: index)
  case 2: bytes[index] = interesting[random.integer(in: 0...(interesting.count - 1))]
  default: bytes.swapAt(index, random.integer(in: 0...(bytes.count - 1)))
  }
}

private func callAnything(_ reader: inout JSONReader, _ random: RandomSource) throws(JSONError) {
  switch random.integer(in: 0...14) {
  case 0: try reader.beginObject()
  case 1: if let key = try reader.nextKey() { _ = key == "stream" || key == "e" || key.text.isEmpty }
  case 2: try reader.beginArray()
  case 3: _ = try reader.nextElement()
  case 4: _ = try reader.readUInt64()
  case 5: _ = try reader.readInt64()
  case 6: _ = try reader.readBool()
  case 7: _ = try reader.readStringBytes().text
  case 8: _ = try reader.readDecimal(precision: UInt8(random.integer(in: 0...18)))
  case 9: _ = try reader.readQuantity(precision: UInt8(random.integer(in: 0...18)))
  case 10: _ = try reader.readWideDecimal()
  case 11: _ = try reader.readIfNull()
  case 12: _ = try reader.readRawValue()
  case 13: _ = try reader.peekKind()
  default: try reader.skipValue()
  }
}

/// A value as the reader reads it, for comparison.
private indirect enum ReadValue {
  case null
  case bool(Bool)
  case number(String)
  case string(String)
  case array([ReadValue])
  case object([String: ReadValue])

  static func read(_ reader: inout JSONReader) throws(JSONError) -> ReadValue {
    switch try reader.peekKind() {
    case .null:
      _ = try reader.readIfNull()
      return .null
    case .bool: return .bool(try reader.readBool())
    case .number: return .number(String(decoding: try reader.readRawValue(), as: UTF8.self))
    case .string: return .string(try reader.readText())
    case .array:
      var elements: [ReadValue] = []
      try reader.beginArray()
      while try reader.nextElement() { elements.append(try read(&reader)) }
      return .array(elements)
    case .object:
      var members: [String: ReadValue] = [:]
      try reader.beginObject()
      while let key = try reader.nextKey() {
        let name = key.text
        members[name] = try read(&reader)
      }
      return .object(members)
    }
  }

  func matches(_ other: Any) -> Bool {
    switch self {
    case .null: return other is NSNull
    case .bool(let value): return (other as? Bool) == value
    case .number(let text):
      // Foundation goes by way of a decimal number, whose last digits as a Double are not the nearest.
      guard let value = Double(text), let other = (other as? NSNumber)?.doubleValue else { return false }
      return abs(value - other) <= abs(value) * 1e-12
    case .string(let value): return (other as? String) == value
    case .array(let elements):
      guard let others = other as? [Any], others.count == elements.count else { return false }
      return zip(elements, others).allSatisfy { $0.matches($1) }
    case .object(let members):
      guard let others = other as? [String: Any], others.count == members.count else { return false }
      return members.allSatisfy { name, value in others[name].map { value.matches($0) } ?? false }
    }
  }
}

/// Makes random JSON documents.
private struct DocumentGenerator {
  let random: RandomSource
  var isASCII = false

  mutating func document() -> String { space() + value(depth: random.integer(in: 0...5)) + space() }

  private mutating func value(depth: Int) -> String {
    switch random.integer(in: depth > 0 ? 0...7 : 2...7) {
    case 0:
      let elements = (0..<random.integer(in: 0...5)).map { _ in space() + value(depth: depth - 1) + space() }
      return "[" + (elements.isEmpty ? space() : elements.joined(separator: ",")) + "]"
    case 1:
      // Foundation keeps one of two members of the same name, not always the last: names are told apart.
      let members = (0..<random.integer(in: 0...5)).map { index in
        space() + string(prefix: "\(index)") + space() + ":" + space() + value(depth: depth - 1) + space()
      }
      return "{" + (members.isEmpty ? space() : members.joined(separator: ",")) + "}"
    case 2: return ["true", "false", "null"][random.integer(in: 0...2)]
    case 3, 4: return number()
    default: return string()
    }
  }

  private func number() -> String {
    var text = random.chance(0.3) ? "-" : ""
    text += random.chance(0.2) ? "0" : "\(random.integer(in: 1...9))\(digits(0...14))"
    if random.chance(0.5) { text += ".\(digits(1...10))" }
    // Foundation refuses exponents that no Double has; a damaged one may grow into such.
    if !isASCII, random.chance(0.1) {
      text += (random.chance(0.5) ? "e" : "E") + ["", "+", "-"][random.integer(in: 0...2)] + digits(1...2)
    }
    return text
  }

  private func digits(_ count: ClosedRange<Int>) -> String {
    (0..<random.integer(in: count)).map { _ in "\(random.integer(in: 0...9))" }.joined()
  }

  private func string(prefix: String = "") -> String {
    var pieces = ["a", "B", "7", "btcusdt@depth", ".", " ", "\\n", "\\\"", "\\\\", "\\/", "\\t", "~", "lastUpdateId"]
    if !isASCII { pieces += ["é", "币安", "😀", "\\u00e9", "\\ud83d\\ude00", "\\u0000", "\u{7f}"] }
    let content = (0..<random.integer(in: 0...8)).map { _ in pieces[random.integer(in: 0...(pieces.count - 1))] }
    return "\"" + prefix + content.joined() + "\""
  }

  private func space() -> String {
    random.chance(0.8) ? "" : ["", " ", "\n", "\t", "\r\n  "][random.integer(in: 0...4)]
  }
}
