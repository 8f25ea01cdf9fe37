import TradingModel

/// One of the venue's exchanges: symbols, orders, accounts' money, and everything it tells about them.
///
/// Synchronous and confined to one loop. The front calls it with requests and hears its events as ``listener``.
final class VenueExchange {
  let product: SandboxProduct
  let clock: any TradingClock
  let random: RandomSource
  let accounts: AccountRegistry
  let ledger: SandboxLedger
  weak var listener: (any VenueListener)?
  /// The day whose rules apply; behaviour that changed since is as it was then.
  var venueDate: UnixNanos?

  private(set) var markets: [SymbolMarket] = []
  private var bySymbol: [String: SymbolMarket] = [:]
  let orders = OrderStore()

  init(
    product: SandboxProduct, clock: any TradingClock, random: RandomSource, accounts: AccountRegistry,
    ledger: SandboxLedger
  ) {
    self.product = product
    self.clock = clock
    self.random = random
    self.accounts = accounts
    self.ledger = ledger
  }

  // MARK: Symbols

  /// The market of a symbol.
  func market(_ symbol: String) -> SymbolMarket? { bySymbol[symbol] }

  /// The market of a symbol, or the venue's refusal.
  func requireMarket(_ symbol: String) throws(VenueError) -> SymbolMarket {
    guard let market = bySymbol[symbol] else { throw .invalidSymbol }
    return market
  }

  /// Lists a symbol.
  @discardableResult
  func list(_ rules: SymbolRules, book: any VenueBook, isRecorded: Bool = false) -> SymbolMarket {
    let market = SymbolMarket(
      product: product, index: markets.count, rules: rules, book: book, isRecorded: isRecorded)
    if let old = markets.firstIndex(where: { $0.symbol == rules.symbol }) {
      markets[old] = market
    } else {
      markets.append(market)
    }
    bySymbol[rules.symbol] = market
    return market
  }
}
