import TradingEngine
import TradingModel
import TradingNetwork

// What is looked at before an order borrows.
extension BinanceExecutionClient {
  /// What the dearest of a request's orders needs; those that wait for another one come later. Nil where it cannot be told,
  /// and for accounts without margin.
  func marginWish(of parameters: BinanceParameters, _ instrument: Instrument) -> BinanceMarginWish? {
    guard let margin else { return nil }
    let effect = parameters["sideEffectType"]
    let borrows = effect == "MARGIN_BUY" || effect == "AUTO_BORROW_REPAY"
    let base = instrument.base.code
    let reference =
      filters.reference(of: instrument.rawSymbol) ?? margin.book.standings[instrument.rawSymbol]?.prices[base]
    var found: BinanceMarginWish?
    for order in BinanceOrderRequest.orders(in: parameters) where !order.isPending {
      guard
        let need = BinanceMarginGuard.need(order, base: base, quote: instrument.quote.code, reference: reference)
      else { continue }
      if let found, found.amount >= need.amount { continue }
      found = BinanceMarginWish(
        order: order, instrument: instrument, amount: need.amount, asset: need.asset, borrows: borrows,
        place: marginPlace(instrument))
    }
    return found
  }

  /// Why an order on margin is not sent, with the rule and the numbers; nil when it is.
  func marginDenial(of wish: BinanceMarginWish?, _ instrument: Instrument) -> String? {
    guard let margin else { return nil }
    let symbol = instrument.rawSymbol
    if isSynced, !margin.has(symbol) {
      return "ISOLATED_PAIR_NOT_ENABLED: symbol=\(symbol); enable it and transfer collateral first"
    }
    guard let wish, wish.borrows else { return nil }
    let place = wish.place
    let claims = marginClaims(of: place)
    let rules = BinanceMarginGuard(
      standing: margin.book.standing(of: place, after: claims), floor: config.marginLevelFloor,
      borrowable: { asset in
        guard let known = margin.borrowWatch.known(asset, isolatedSymbol: place.isEmpty ? nil : place) else {
          return nil
        }
        // What was lent to orders since the venue told it.
        let lent = claims.filter { $0.asset == asset && $0.sentAt > known.at }
        let sum = lent.reduce(WideDecimal.zero) { (try? $0.adding($1.borrowed)) ?? $0 }
        return (try? known.amount.subtracting(sum)).map { $0.isNegative ? WideDecimal.zero : $0 }
      },
      price: { [self] in marginPrice($0, wish) })
    return rules.denial(need: wish.amount, of: wish.asset)?.description
  }

  /// Remembers what an order takes, until the venue tells the account with it.
  func claimMargin(_ id: ClientOrderId, _ wish: BinanceMarginWish?) {
    guard let margin, let wish else { return }
    let place = wish.place
    let free = margin.book.standing(of: place, after: marginClaims(of: place))?.free[wish.asset] ?? WideDecimal.zero
    let shortage = (try? wish.amount.subtracting(free)) ?? WideDecimal.zero
    margin.book.add(
      BinanceMarginBook.Claim(
        order: id, asset: wish.asset, amount: wish.amount,
        borrowed: wish.borrows && shortage.isPositive ? shortage : WideDecimal.zero,
        unit: marginPrice(wish.asset, wish), sentAt: now), of: place)
  }

  /// The orders whose claims an answer of the venue includes when it is asked for now.
  func settledClaims() -> Set<ClientOrderId> {
    guard let margin else { return [] }
    let all = margin.book.claims.values.flatMap { $0.map(\.order) }
    return Set(all.filter { id in tracker[id].map { $0.isAccepted || $0.isClosed } ?? true })
  }

  /// Asks how much may be borrowed before an order that borrows is judged; nil when that need not be asked.
  func marginQuestion(_ wish: BinanceMarginWish?) -> ((@escaping () -> Void) -> Void)? {
    guard let margin, isSynced, let wish, wish.borrows else { return nil }
    let place = wish.place
    guard let standing = margin.book.standing(of: place, after: marginClaims(of: place)),
      let shortage = try? wish.amount.subtracting(standing.free[wish.asset] ?? WideDecimal.zero), shortage.isPositive
    else { return nil }
    let symbol = place.isEmpty ? nil : place
    guard margin.borrowWatch.isUnknown(wish.asset, isolatedSymbol: symbol) else { return nil }
    return { then in margin.borrowWatch.learn(wish.asset, isolatedSymbol: symbol, completion: then) }
  }

  /// Follows what bitcoin costs where a floor is set: the venue values the cross account in it.
  func followMarginPrices() {
    guard session.product.accountType == .margin, config.marginLevelFloor != nil else { return }
    let instruments = provider.knownInstruments.filter { serves($0.id) && $0.base.code != "BTC" }
    let quotes = Set(instruments.map(\.quote.code)).subtracting(["BTC"])
    guard quotes.count <= BinanceReferenceWatch.mostFollowed else { return }
    for quote in quotes.sorted() { filters.follow(priceOf: Self.bitcoinPair(quote)) }
  }

  /// What a unit of an asset is worth where the account is valued; nil where no price is known.
  func marginWorth(of asset: String, place: String) -> WideDecimal? {
    guard place.isEmpty else { return margin?.book.standings[place]?.prices[asset] }
    if let own = bitcoinWorth(of: asset) { return own }
    for instrument in provider.knownInstruments where instrument.base.code == asset {
      guard let price = filters.reference(of: instrument.rawSymbol),
        let quote = bitcoinWorth(of: instrument.quote.code)
      else { continue }
      return try? price.multiplied(by: quote)
    }
    return nil
  }

  // MARK: - Parts

  private func marginPlace(_ instrument: Instrument) -> String {
    session.product.accountType == .isolatedMargin ? instrument.rawSymbol : ""
  }

  /// What orders took that the account does not show; a closed one without a trade has taken nothing.
  private func marginClaims(of place: String) -> [BinanceMarginBook.Claim] {
    (margin?.book.claims[place] ?? []).filter { claim in
      tracker[claim.order].map { !$0.isClosed || !$0.executed.isZero } ?? false
    }
  }

  /// What a unit of an asset is worth: in the quote currency for an isolated pair, in BTC for the cross account.
  private func marginPrice(_ asset: String, _ wish: BinanceMarginWish) -> WideDecimal? {
    let (order, instrument) = (wish.order, wish.instrument)
    let own =
      order.price ?? filters.reference(of: instrument.rawSymbol)
      ?? margin?.book.standings[instrument.rawSymbol]?.prices[instrument.base.code] ?? order.stopPrice
    let inQuote = asset == instrument.quote.code ? WideDecimal.one : own
    if session.product.accountType == .isolatedMargin { return inQuote }
    if asset == "BTC" { return .one }
    // Pairs with BTC tell themselves what their assets are worth in BTC.
    if instrument.base.code == "BTC", let own, own.isPositive {
      return try? WideDecimal.one.divided(by: own, scale: 16)
    }
    if instrument.quote.code == "BTC" { return inQuote }
    guard let inQuote, let quote = bitcoinWorth(of: instrument.quote.code) else { return nil }
    return try? inQuote.multiplied(by: quote)
  }

  private func bitcoinWorth(of asset: String) -> WideDecimal? {
    if asset == "BTC" { return .one }
    let pair = Self.bitcoinPair(asset)
    guard let price = filters.reference(of: pair), price.isPositive else { return nil }
    guard pair.hasPrefix("BTC") else { return price }
    return try? WideDecimal.one.divided(by: price, scale: 16)
  }

  /// The pair that tells what a quote currency is worth in BTC.
  private static func bitcoinPair(_ quote: String) -> String {
    quote == "ETH" || quote == "BNB" ? quote + "BTC" : "BTC" + quote
  }
}
