import BinanceAdapter
import Testing
import TradingModel

@Suite("The quick way of decoding")
struct QuickDecodingTests {
  private static let ticker: [String] = [
    #""u":400900217"#, #""s":"BTCUSDT""#, #""b":"25.35000000""#, #""B":"31.21000000""#, #""a":"25.36520000""#,
    #""A":"40.66000000""#,
  ]
  private static let tradeHead: [String] = [#""e":"trade""#, #""E":1723115700123"#, #""s":"BTCUSDT""#]
  private static let trade: [String] =
    tradeHead + [
      #""t":12345"#, #""p":"61737.63000000""#, #""q":"0.00230000""#, #""T":1723115700122"#, #""m":true"#, #""M":true"#,
    ]
  private static let aggregated: [String] = [
    #""e":"aggTrade""#, #""E":1723115700123"#, #""a":777"#, #""s":"BTCUSDT""#, #""p":"61737.6""#, #""q":"0.002""#,
    #""f":1"#, #""l":2"#, #""T":1723115700122"#, #""m":false"#,
  ]
  private static let depth: [String] = [
    #""e":"depthUpdate""#, #""E":1723115700123"#, #""s":"BTCUSDT""#, #""U":157"#, #""u":160"#,
    #""b":[["61737.63000000","1.50000000"],["61730.00000000","0.00000000"]]"#,
    #""a":[["61737.64000000","2.00000000"]]"#,
  ]
  private static let futuresDepth: [String] = [
    #""e":"depthUpdate""#, #""E":1723115700123"#, #""T":1723115700122"#, #""s":"BTCUSDT""#, #""U":157"#, #""u":160"#,
    #""pu":149"#, #""b":[]"#, #""a":[["61737.6","2","later"]]"#, #""ps":"BTCUSDT""#, #""st":1"#,
  ]

  @Test(
    "It tells what the general way tells, and the general way does not need the venue's order",
    arguments: [ticker, trade, aggregated, depth, futuresDepth])
  func agrees(members: [String]) {
    let stream = "btcusdt@x"
    let usual = "{\(members.joined(separator: ","))}"
    let expected = decode([usual])
    #expect(expected.count == 1)
    for seed in 1...20 {
      var random = RandomSource(seed: UInt64(seed))
      let other = members.shuffled(using: &random)
      let event = "{\(other.joined(separator: ",\n "))}"
      #expect(decode([event]) == expected, "\(event)")
      #expect(decode(["{\"data\":\(event),\"stream\":\"\(stream)\"}"]) == expected)
    }
    #expect(decode(["{\"stream\":\"\(stream)\",\"data\":\(usual)}"]) == expected)
    #expect(
      decode(["{\"stream\":\"\(stream)\",\"data\":{\(members.joined(separator: ",")),\"new\":[{}]}}"]) == expected)
  }

  @Test(
    "A message that is cut anywhere tells nothing, and does not disturb the next",
    arguments: [ticker, trade, aggregated, depth, futuresDepth])
  func cut(members: [String]) {
    let whole = "{\"stream\":\"btcusdt@x\",\"data\":{\(members.joined(separator: ","))}}"
    let expected = decode([whole])
    for length in 0..<whole.utf8.count {
      let part = String(decoding: whole.utf8.prefix(length), as: UTF8.self)
      #expect(decode([part, whole]).filter { $0 != "malformed" } == expected, "\(part)")
    }
  }

  private func decode(_ messages: [String]) -> [String] {
    let decoder = BinanceMarketDecoder(product: BinanceAccountType.usdtFutures.product)
    decoder.symbols.insert(
      Instrument(
        id: InstrumentId(symbol: "BTCUSDT-PERP", venue: "BINANCE"), rawSymbol: "BTCUSDT", kind: .cryptoPerpetual,
        base: .btc, quote: .usdt, priceIncrement: Price(raw: 1, precision: 2),
        sizeIncrement: Quantity(raw: 1, precision: 3)))
    let recorder = QuickRecorder()
    for message in messages {
      let bytes = Array(message.utf8)
      bytes.withUnsafeBytes { decoder.decode($0, at: UnixNanos(5), to: recorder) }
    }
    return recorder.events
  }
}

private final class QuickRecorder: BinanceMarketEventHandler {
  var events: [String] = []

  func receive(_ quote: QuoteTick, updateId: UInt64, slot: Int) { events.append("\(quote) \(updateId)") }
  func receive(_ trade: TradeTick, isAggregated: Bool, slot: Int) { events.append("\(trade) \(isAggregated)") }
  func receive(_ deltas: inout OrderBookDeltas, span: BinanceDepthSpan, slot: Int) {
    events.append("\(deltas) \(span)")
  }
  func receivePartialDepth(_ deltas: inout OrderBookDeltas, levels: Int, slot: Int) { events.append("partial") }
  func receive(_ bar: BinanceBar, slot: Int) {}
  func receive(_ ticker: BinanceTicker, slot: Int) {}
  func receive(_ update: BinanceFuturesMarkPriceUpdate, slot: Int) {}
  func receive(_ liquidation: BinanceLiquidation, slot: Int) {}
  func receiveAnswer(id: UInt64, error: String?) {}
  func receiveServerShutdown() {}
  func receiveUnknown(event: String) {}
  func receiveMalformed(_ problem: BinanceDecodingProblem, slot: Int?, isDepth: Bool) { events.append("malformed") }
}
