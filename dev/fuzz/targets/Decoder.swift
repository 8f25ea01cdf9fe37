import BinanceAdapter
import TradingModel

/// The first byte says which product's decoder reads the message that follows.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDecoder(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard count > 1, let start else { return 0 }
  let bytes = UnsafeRawBufferPointer(start: start, count: count)
  let products: [BinanceAccountType] = [.spot, .usdtFutures, .coinFutures]
  let product = products[Int(bytes[0]) % products.count].product
  let (decoder, general) = (makeDecoder(product), makeDecoder(product))
  let message = UnsafeRawBufferPointer(rebasing: bytes[1...])
  // White space in front means the same, and keeps the decoder from the quick way.
  let spaced = [0x20] + Array(message)
  // Twice: what one message leaves behind must not harm the next.
  for _ in 0..<2 {
    let (listener, expected) = (Listener(), Listener())
    decoder.decode(message, at: UnixNanos(1), to: listener)
    spaced.withUnsafeBytes { general.decode($0, at: UnixNanos(1), to: expected) }
    precondition(listener.events == expected.events, "the quick way told something else")
  }
  return 0
}

private func makeDecoder(_ product: BinanceProduct) -> BinanceMarketDecoder {
  let decoder = BinanceMarketDecoder(product: product)
  for (symbol, precision) in [("BTCUSDT", 2), ("BTCUSD_PERP", 1), ("1000SHIBUSDT", 8)] as [(String, UInt8)] {
    decoder.symbols.insert(
      Instrument(
        id: InstrumentId(symbol: symbol, venue: "BINANCE"), rawSymbol: symbol, kind: .currencyPair, base: .btc,
        quote: .usdt, priceIncrement: Price(raw: 1, precision: precision),
        sizeIncrement: Quantity(raw: 1, precision: precision)))
  }
  return decoder
}

/// What was told, where the two ways could differ.
private enum Told: Equatable {
  case quote(QuoteTick, UInt64, Int)
  case trade(TradeTick, Bool, Int)
  case depth([OrderBookDelta], InstrumentId, UInt64, UnixNanos, BinanceDepthSpan, Int)
  case malformed(String, Int?, Bool)
  case other
}

private final class Listener: BinanceMarketEventHandler {
  var events: [Told] = []

  func receive(_ quote: QuoteTick, updateId: UInt64, slot: Int) {
    events.append(.quote(quote, updateId, slot))
    precondition(quote.bidSize.raw >= 0 && quote.askSize.raw >= 0)
  }
  func receive(_ trade: TradeTick, isAggregated: Bool, slot: Int) {
    events.append(.trade(trade, isAggregated, slot))
    precondition(trade.size.raw >= 0)
  }
  func receive(_ deltas: inout OrderBookDeltas, span: BinanceDepthSpan, slot: Int) {
    events.append(.depth(deltas.deltas, deltas.instrumentId, deltas.sequence, deltas.tsEvent, span, slot))
    check(deltas)
  }
  func receivePartialDepth(_ deltas: inout OrderBookDeltas, levels: Int, slot: Int) {
    events.append(.other)
    check(deltas)
  }
  func receive(_ bar: BinanceBar, slot: Int) { events.append(.other) }
  func receive(_ ticker: BinanceTicker, slot: Int) { events.append(.other) }
  func receive(_ update: BinanceFuturesMarkPriceUpdate, slot: Int) { events.append(.other) }
  func receive(_ liquidation: BinanceLiquidation, slot: Int) { events.append(.other) }
  func receiveAnswer(id: UInt64, error: String?) { events.append(.other) }
  func receiveServerShutdown() { events.append(.other) }
  func receiveUnknown(event: String) { events.append(.other) }
  func receiveMalformed(_ problem: BinanceDecodingProblem, slot: Int?, isDepth: Bool) {
    events.append(.malformed(problem.kind, slot, isDepth))
  }

  private func check(_ deltas: OrderBookDeltas) {
    for delta in deltas.deltas { precondition(delta.size.raw >= 0) }
  }
}
