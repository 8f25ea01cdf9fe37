import Testing
import TradingEngine
import TradingModel

@testable import BinanceAdapter

/// The adapter's filters, fed with the venue's own documents.
struct FilterJudge {
  let rules: BinanceSymbolRules

  init(exchangeInfo: [UInt8], accountType: BinanceAccountType, now: UnixNanos) throws {
    let info = try BinanceExchangeInfo(exchangeInfo)
    let symbol = try #require(info.symbol(at: 0))
    let mapper = BinanceInstrumentMapper(
      product: accountType.product, venue: "BINANCE", fees: .assumed(accountType.product))
    rules = BinanceSymbolRules(try mapper.instrument(symbol, serverTime: now, now: now), accountType: accountType)
  }

  /// Why the adapter denies an order; nil when it would send it.
  func denial(_ parameters: [(name: String, value: String)], _ outlook: JudgedVenue.Outlook) throws -> String? {
    var request = BinanceParameters()
    for (name, value) in parameters { request.append(name, value) }
    var knowledge = BinanceFilterCase.Knowledge()
    knowledge.average = BinancePriceBand(try WideDecimal(outlook.average)).map { ($0, 5) }
    knowledge.mark = BinancePriceBand(try WideDecimal(outlook.mark))
    knowledge.baseTotal = try WideDecimal(outlook.baseTotal)
    var counts = BinanceOpenOrderCounts()
    counts.orders = outlook.orders
    counts.algoOrders = outlook.algoOrders
    counts.icebergOrders = outlook.icebergOrders
    counts.lists = outlook.lists
    for text in outlook.buying { counts.buying = try counts.buying.adding(try WideDecimal(text)) }
    knowledge.counts = counts
    for order in BinanceOrderRequest.orders(in: request) {
      let subject = BinanceFilterCase(order: order, rules: rules, knowledge: knowledge)
      if let denial = BinanceOrderCheck.denial(subject) { return denial.description }
    }
    return nil
  }
}
