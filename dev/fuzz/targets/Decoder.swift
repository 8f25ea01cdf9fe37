import BinanceAdapter
import TradingModel

/// The first byte says which product's decoder reads the message that follows.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDecoder(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard count > 1, let start else { return 0 }
  let bytes = UnsafeRawBufferPointer(start: start, count: count)
  let products: [BinanceAccountType] = [.spot, .usdtFutures, .coinFutures]
  let decoder = BinanceMarketDecoder(product: products[Int(bytes[0]) % products.count].product)
  for (symbol, precision) in [("BTCUSDT", 2), ("BTCUSD_PERP", 1), ("1000SHIBUSDT", 8)] as [(String, UInt8)] {
    decoder.symbols.insert(
      Instrument(
        id: InstrumentId(symbol: symbol, venue: "BINANCE"), rawSymbol: symbol, kind: .currencyPair, base: .btc,
        quote: .usdt, priceIncrement: Price(raw: 1, precision: precision),
        sizeIncrement: Quantity(raw: 1, precision: precision)))
  }
  let listener = Listener()
  let message = UnsafeRawBufferPointer(rebasing: bytes[1...])
  // Twice: what one message leaves behind must not harm the next.
  for _ in 0..<2 { decoder.decode(message, at: UnixNanos(1), to: listener) }
  return 0
}

private final class Listener: BinanceMarketEventHandler {
  func receive(_ quote: QuoteTick, updateId: UInt64, slot: Int) {
    precondition(quote.bidSize.raw >= 0 && quote.askSize.raw >= 0)
  }
  func receive(_ trade: TradeTick, isAggregated: Bool, slot: Int) { precondition(trade.size.raw >= 0) }
  func receive(_ deltas: inout OrderBookDeltas, span: BinanceDepthSpan, slot: Int) { check(deltas) }
  func receivePartialDepth(_ deltas: inout OrderBookDeltas, levels: Int, slot: Int) { check(deltas) }
  func receive(_ bar: BinanceBar, slot: Int) {}
  func receive(_ ticker: BinanceTicker, slot: Int) {}
  func receive(_ update: BinanceFuturesMarkPriceUpdate, slot: Int) {}
  func receive(_ liquidation: BinanceLiquidation, slot: Int) {}
  func receiveAnswer(id: UInt64, error: String?) {}
  func receiveServerShutdown() {}
  func receiveUnknown(event: String) {}
  func receiveMalformed(_ problem: BinanceDecodingProblem, slot: Int?, isDepth: Bool) {}

  private func check(_ deltas: OrderBookDeltas) {
    for delta in deltas.deltas { precondition(delta.size.raw >= 0) }
  }
}
