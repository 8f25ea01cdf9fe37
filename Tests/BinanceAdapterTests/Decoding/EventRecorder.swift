import TradingModel

@testable import BinanceAdapter

/// Keeps everything that a decoder tells.
final class EventRecorder: BinanceMarketEventHandler {
  var quotes: [QuoteTick] = []
  var trades: [(tick: TradeTick, isAggregated: Bool)] = []
  var depths: [(deltas: OrderBookDeltas, span: BinanceDepthSpan)] = []
  var partials: [(deltas: OrderBookDeltas, levels: Int)] = []
  var bars: [BinanceBar] = []
  var tickers: [BinanceTicker] = []
  var marks: [BinanceFuturesMarkPriceUpdate] = []
  var liquidations: [BinanceLiquidation] = []
  var answers: [UInt64] = []
  var shutdowns = 0
  var unknown: [String] = []
  var problems: [(problem: BinanceDecodingProblem, slot: Int?, isDepth: Bool)] = []

  var eventCount: Int {
    quotes.count + trades.count + depths.count + partials.count + bars.count + tickers.count + marks.count
      + liquidations.count
  }

  func receive(_ quote: QuoteTick, updateId: UInt64, slot: Int) { quotes.append(quote) }
  func receive(_ trade: TradeTick, isAggregated: Bool, slot: Int) { trades.append((trade, isAggregated)) }
  func receive(_ deltas: inout OrderBookDeltas, span: BinanceDepthSpan, slot: Int) { depths.append((deltas, span)) }
  func receivePartialDepth(_ deltas: inout OrderBookDeltas, levels: Int, slot: Int) {
    partials.append((deltas, levels))
  }
  func receive(_ bar: BinanceBar, slot: Int) { bars.append(bar) }
  func receive(_ ticker: BinanceTicker, slot: Int) { tickers.append(ticker) }
  func receive(_ update: BinanceFuturesMarkPriceUpdate, slot: Int) { marks.append(update) }
  func receive(_ liquidation: BinanceLiquidation, slot: Int) { liquidations.append(liquidation) }
  func receiveAnswer(id: UInt64, error: String?) { answers.append(id) }
  func receiveServerShutdown() { shutdowns += 1 }
  func receiveUnknown(event: String) { unknown.append(event) }
  func receiveMalformed(_ problem: BinanceDecodingProblem, slot: Int?, isDepth: Bool) {
    problems.append((problem, slot, isDepth))
  }
}
