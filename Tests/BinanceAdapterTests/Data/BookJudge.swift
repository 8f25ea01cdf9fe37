import TradingEngine
import TradingModel

@testable import BinanceAdapter

/// A sink that keeps books naively and compares each of them with the venue's whenever it is called synced.
final class BookJudge: MarketDataSink {
  private let venue: FaultyVenue
  var levels: [InstrumentId: ModelBook.Levels] = [:]
  var states: [InstrumentId: BookStatus] = [:]
  var reasons: [String] = []
  var mistakes: [String] = []
  var comparisons = 0
  var tradeIds: [UInt64] = []
  var connections: [ConnectionState] = []
  var bars: [Bar] = []
  var liquidations: [BinanceLiquidation] = []
  /// Those of the whole market, for which no instrument was named.
  var marketLiquidations: [BinanceLiquidation] = []

  init(_ venue: FaultyVenue) { self.venue = venue }

  private func judge(_ id: InstrumentId, sequence: UInt64) {
    guard states[id]?.state == .synced, mistakes.count < 3 else { return }
    let symbol = BinanceSymbol.raw(id, accountType: venue.type) ?? ""
    comparisons += 1
    if venue.books[symbol]?.history[sequence] != levels[id] { mistakes.append("\(id) is wrong at \(sequence)") }
  }

  func process(_ deltas: borrowing OrderBookDeltas) {
    ModelBook.apply(deltas.deltas, to: &levels[deltas.instrumentId, default: [:]])
    judge(deltas.instrumentId, sequence: deltas.sequence)
  }

  func process(_ status: BookStatus) {
    states[status.instrumentId] = status
    if status.state == .stale { reasons.append(status.reason) }
    judge(status.instrumentId, sequence: status.sequence)
  }

  func process(_ trade: TradeTick) { tradeIds.append(trade.tradeId.number ?? 0) }
  func process(_ state: ConnectionState) { connections.append(state) }

  func process(_ quote: QuoteTick) {}
  func process(_ bar: Bar) { bars.append(bar) }
  func process(_ update: MarkPriceUpdate) {}
  func process(_ update: IndexPriceUpdate) {}
  func process(_ update: FundingRateUpdate) {}
  func process(_ status: InstrumentStatus) {}
  func process(_ instrument: Instrument) {}
  func process(_ data: any CustomData, dataType: DataType) {
    guard let liquidation = data as? BinanceLiquidation else { return }
    if dataType.instrumentId == nil { marketLiquidations.append(liquidation) } else { liquidations.append(liquidation) }
  }
  func process(_ response: DataResponse) {}
}
