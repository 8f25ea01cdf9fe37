import TradingEngine
import TradingModel
import TradingNetwork

// What is looked at before an order borrows.
extension BinanceExecutionClient {
  /// Why an order on margin is not sent, with the rule and the numbers; nil when it is.
  func marginDenial(of parameters: BinanceParameters, _ instrument: Instrument) -> String? {
    guard let margin else { return nil }
    let isIsolated = session.product.accountType == .isolatedMargin
    let symbol = instrument.rawSymbol
    if isSynced, !margin.has(symbol) {
      return "ISOLATED_PAIR_NOT_ENABLED: symbol=\(symbol); enable it and transfer collateral first"
    }
    let effect = parameters["sideEffectType"]
    guard effect == "MARGIN_BUY" || effect == "AUTO_BORROW_REPAY",
      let order = BinanceOrderRequest.orders(in: parameters).first,
      let need = BinanceMarginGuard.need(
        order, base: instrument.base.code, quote: instrument.quote.code, reference: filters.reference(of: symbol))
    else { return nil }
    let isolated = isIsolated ? symbol : nil
    let rules = BinanceMarginGuard(
      standing: margin.book.standings[isolated ?? ""], floor: config.marginLevelFloor,
      borrowable: { margin.borrowWatch.borrowable($0, isolatedSymbol: isolated) },
      price: { [self] in marginPrice($0, order, instrument) })
    return rules.denial(need: need.amount, of: need.asset)?.description
  }

  /// What a unit of an asset is worth: in the quote currency for an isolated pair, in BTC for the cross account.
  private func marginPrice(_ asset: String, _ order: BinanceOrderRequest, _ instrument: Instrument) -> WideDecimal? {
    let own = order.price ?? filters.reference(of: instrument.rawSymbol) ?? order.stopPrice
    let inQuote = asset == instrument.quote.code ? WideDecimal.one : own
    if session.product.accountType == .isolatedMargin { return inQuote }
    if asset == "BTC" { return .one }
    // Only pairs with BTC tell what their assets are worth in BTC.
    guard let own, own.isPositive else { return nil }
    if instrument.base.code == "BTC" { return try? WideDecimal.one.divided(by: own, scale: 16) }
    if instrument.quote.code == "BTC" { return inQuote }
    guard let bitcoin = filters.reference(of: "BTC" + instrument.quote.code), bitcoin.isPositive, let inQuote else {
      return nil
    }
    return try? inQuote.divided(by: bitcoin, scale: 16)
  }
}
