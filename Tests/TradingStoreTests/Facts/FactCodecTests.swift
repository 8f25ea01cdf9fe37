import Testing
import TradingEngine
import TradingModel

@testable import TradingStore

@Suite("Facts as bytes")
struct FactCodecTests {
  @Test("every fact comes back as it was")
  func roundTrip() throws {
    for fact in try SampleFacts.all() {
      let bytes = FactCodec.bytes(of: fact)
      #expect(try FactCodec.fact(from: bytes[...]) == fact)
      #expect(FactCodec.bytes(of: try FactCodec.fact(from: bytes[...])) == bytes)
    }
  }

  @Test("a fact that is cut short or too long is an error")
  func cut() throws {
    for fact in try SampleFacts.all() {
      let bytes = FactCodec.bytes(of: fact)
      for length in 0..<bytes.count {
        #expect(throws: FactError.self) { try FactCodec.fact(from: bytes[..<length]) }
      }
      #expect(throws: FactError.self) { try FactCodec.fact(from: (bytes + [0])[...]) }
    }
  }

  @Test(
    "bytes at random and bytes changed at random are facts or errors, never the end of the process", arguments: 1...20)
  func fuzz(seed: UInt64) throws {
    print("seed \(seed)")
    let random = RandomSource(seed: seed)
    let facts = try SampleFacts.all().map { FactCodec.bytes(of: $0) }
    for _ in 0..<2_000 {
      var bytes = facts[random.integer(in: 0...(facts.count - 1))]
      for _ in 0..<random.integer(in: 1...4) {
        bytes[random.integer(in: 0...(bytes.count - 1))] = UInt8(truncatingIfNeeded: random.next())
      }
      // What is taken for a fact is one: it is written and read as the same.
      if let fact = try? FactCodec.fact(from: bytes[...]) {
        #expect(try FactCodec.fact(from: FactCodec.bytes(of: fact)[...]) == fact)
      }
      let noise = (0..<random.integer(in: 0...64)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      _ = try? FactCodec.fact(from: noise[...])
    }
  }

  @Test("numbers at their ends come back")
  func numbers() throws {
    for value in [Int128.min, -1, 0, 1, Int128.max, Int128(Int64.min), Int128(UInt64.max)] {
      var writer = FactWriter()
      writer.wide(value)
      writer.signed(Int64(truncatingIfNeeded: value))
      writer.number(UInt64(truncatingIfNeeded: value))
      var reader = FactReader(writer.bytes[...])
      #expect(try reader.wide() == value)
      #expect(try reader.signed() == Int64(truncatingIfNeeded: value))
      #expect(try reader.number() == UInt64(truncatingIfNeeded: value))
      #expect(reader.isAtEnd)
    }
  }
}
