import Foundation
import Testing
import TradingModel
import TradingTesting

@testable import BinanceAdapter

@Suite("The quick way of decoding against the general way")
struct QuickAgainstGeneralTests {
  private static let isLong = ProcessInfo.processInfo.environment["ARGONAUT_LONG"] != nil

  @Test("Messages as the venue writes them are read the quick way", arguments: MessageGenerator.Shape.allCases)
  func usualMessages(shape: MessageGenerator.Shape) throws {
    var generator = MessageGenerator(random: RandomSource(seed: TestSeed.draw(for: "usual \(shape)")))
    var pair = try #require(DecoderPair())
    for _ in 0..<100 { pair.check(Array(generator.usual(shape).utf8)) }
    #expect(pair.eventCount >= (shape == .kline ? 20 : 90))
    // One in ten has its stream last.
    #expect(MessageGenerator.isQuick(shape) ? pair.quickCount > 60 : pair.quickCount == 0)
  }

  @Test("Both tell the same of messages that differ in anything", arguments: MessageGenerator.Shape.allCases)
  func variedMessages(shape: MessageGenerator.Shape) throws {
    var generator = MessageGenerator(random: RandomSource(seed: TestSeed.draw(for: "varied \(shape)")))
    var pair = try #require(DecoderPair())
    for _ in 0..<(Self.isLong ? 50_000 : 1_000) { pair.check(Array(generator.varied(shape).utf8)) }
  }

  @Test("Both tell the same after one byte was changed", arguments: MessageGenerator.Shape.allCases)
  func changedBytes(shape: MessageGenerator.Shape) throws {
    var generator = MessageGenerator(random: RandomSource(seed: TestSeed.draw(for: "changed \(shape)")))
    var pair = try #require(DecoderPair())
    for _ in 0..<(Self.isLong ? 5_000 : 60) {
      let message = Array(generator.usual(shape).utf8)
      for _ in 0..<20 { pair.check(generator.mutated(message)) }
    }
  }

  @Test("Both refuse a message cut at any byte, and read nothing beyond it", arguments: MessageGenerator.Shape.allCases)
  func cutMessages(shape: MessageGenerator.Shape) throws {
    var generator = MessageGenerator(random: RandomSource(seed: TestSeed.draw(for: "cut \(shape)")))
    var pair = try #require(DecoderPair())
    for _ in 0..<(Self.isLong ? 200 : 4) {
      let message = Array(generator.usual(shape).utf8)
      let before = pair.eventCount
      for length in 0..<message.count { pair.check(Array(message.prefix(length))) }
      #expect(pair.eventCount == before)
      pair.check(message)
    }
  }
}

/// One decoder that may read the quick way, and one that may not; both read the same messages one after another.
private struct DecoderPair {
  private let quick = Self.decoder()
  private let general = Self.decoder()
  private let alone = Self.decoder()
  private let memory: GuardedBytes
  private var edge = GuardedBytes.Edge.end
  private(set) var quickCount = 0
  private(set) var eventCount = 0

  init?() {
    guard let memory = GuardedBytes(capacity: 16_384) else { return nil }
    self.memory = memory
  }

  mutating func check(_ message: [UInt8]) {
    edge = edge == .end ? .start : .end
    let now = UnixNanos(7)
    // White space in front means the same, and is nothing that the quick way takes.
    let expected = EveryEvent()
    general.decode(memory.place([0x20] + message, at: edge), at: now, to: expected)
    for edge in [GuardedBytes.Edge.end, .start] {
      let found = EveryEvent()
      quick.decode(memory.place(message, at: edge), at: now, to: found)
      #expect(found.events == expected.events, "\(String(decoding: message, as: UTF8.self))")
    }
    #expect(quick.strangerCount == 2 * general.strangerCount)
    #expect(quick.malformedCount == 2 * general.malformedCount)
    let told = EveryEvent()
    alone.now = now
    alone.stream = nil
    if alone.decodeQuickly(memory.place(message, at: .end), to: told) {
      quickCount += 1
      #expect(told.events == expected.events && told.events.count == 1)
    } else {
      #expect(told.events.isEmpty, "told, and then read again")
    }
    eventCount += expected.eventCount
  }

  private static func decoder() -> BinanceMarketDecoder {
    let decoder = BinanceMarketDecoder(product: BinanceAccountType.usdtFutures.product)
    let known: [(String, UInt8, UInt8)] = [
      ("BTCUSDT", 2, 3), ("ETHUSDT", 0, 8), ("X", 8, 0), ("1000SHIBUSDT", 9, 1), ("ABCDEFGHIJKLMNO", 1, 1),
      ("ABCDEFGHIJKLMNOP", 2, 2), ("币安USDT", 4, 0), ("ABCDEFGH", 7, 5),
    ]
    for (symbol, price, size) in known {
      decoder.symbols.insert(
        Instrument(
          id: InstrumentId(symbol: symbol, venue: "BINANCE"), rawSymbol: symbol, kind: .currencyPair,
          base: .btc, quote: .usdt, priceIncrement: Price(raw: 1, precision: price),
          sizeIncrement: Quantity(raw: 1, precision: size)))
    }
    return decoder
  }
}

/// Everything that a decoder tells, as text.
private final class EveryEvent: BinanceMarketEventHandler {
  var events: [String] = []
  var eventCount = 0

  private func tell(_ text: String) {
    events.append(text)
    eventCount += 1
  }

  func receive(_ quote: QuoteTick, updateId: UInt64, slot: Int) { tell("\(quote) \(updateId) \(slot)") }
  func receive(_ trade: TradeTick, isAggregated: Bool, slot: Int) { tell("\(trade) \(isAggregated) \(slot)") }
  func receive(_ deltas: inout OrderBookDeltas, span: BinanceDepthSpan, slot: Int) { tell("\(deltas) \(span) \(slot)") }
  func receivePartialDepth(_ deltas: inout OrderBookDeltas, levels: Int, slot: Int) {
    tell("\(deltas) \(levels) \(slot)")
  }
  func receive(_ bar: BinanceBar, slot: Int) { tell("\(bar) \(slot)") }
  func receive(_ ticker: BinanceTicker, slot: Int) { tell("\(ticker) \(slot)") }
  func receive(_ update: BinanceFuturesMarkPriceUpdate, slot: Int) { tell("\(update) \(slot)") }
  func receive(_ liquidation: BinanceLiquidation, slot: Int) { tell("\(liquidation) \(slot)") }
  func receiveAnswer(id: UInt64, error: String?) { events.append("answer \(id) \(error ?? "-")") }
  func receiveServerShutdown() { events.append("shutdown") }
  func receiveUnknown(event: String) { events.append("unknown \(event)") }
  // Without its detail, which names the byte.
  func receiveMalformed(_ problem: BinanceDecodingProblem, slot: Int?, isDepth: Bool) {
    events.append("malformed \(problem.kind) \(slot ?? -1) \(isDepth)")
  }
}
