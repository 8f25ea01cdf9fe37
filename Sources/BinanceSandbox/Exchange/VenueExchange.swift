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
  var calendar = VenueCalendar.newest

  private(set) var markets: [SymbolMarket] = []
  private var bySymbol: [String: SymbolMarket] = [:]
  let orders = OrderStore()
  private(set) lazy var spot = SpotSettlement(exchange: self)
  private(set) lazy var futures = FuturesSettlement(exchange: self)
  /// Margin accounts, whose orders are traded on the spot exchange.
  private(set) lazy var margin = MarginDesk(exchange: self)
  /// Where USDⓈ-M customers convert assets.
  private(set) lazy var conversions = ConversionDesk(exchange: self)

  var lastOrderId: Int64
  var lastExecutionId: Int64
  var lastPreventedMatchId: Int64 = 0
  var lastListId: Int64 = 0
  var lastAllocationId: Int64 = 0
  /// Spot's groups of books that orders may be routed over.
  var routes: [SmartOrderRoute] = []
  /// Spot's filters of the whole exchange.
  var limits = ExchangeLimits()
  /// Orders that wait for their trigger, oldest first.
  var waiting: [VenueOrder] = []
  var preventedMatches: [PreventedMatch] = []
  /// Order lists by their ids, which grow.
  var lists: [VenueOrderList] = []
  /// Those that are open, oldest first.
  var openLists: [VenueOrderList] = []
  /// Lists whose working order is filled, so that their pending orders are due.
  var dueLists: [VenueOrderList] = []
  var amendments: [OrderAmendment] = []
  /// Assets whose balances changed since the account was last told.
  private var touched: [(account: SandboxAccount, asset: String)] = []
  /// What comes from outside at this moment, for the ledger.
  private var depositing: [String: Amount] = [:]
  private var touchedPositions: [(account: SandboxAccount, position: FuturesPosition)] = []
  /// Conditional orders of the algo service, oldest first.
  var algoOrders: [AlgoOrder] = []
  /// How many conditional orders are kept before the oldest that have ended are forgotten.
  var keptAlgoOrders = 20_000
  var isFiringAlgoOrders = false
  var lastAlgoId: Int64 = 2_146_760
  /// Modifications of futures orders, oldest first.
  var futuresAmendments: [FuturesAmendment] = []
  var lastAmendmentId: Int64 = 5_000
  /// The other futures exchange, with which the position mode is shared.
  weak var sibling: VenueExchange?
  /// The spot exchange of the same venue, whose prices are the futures' indices.
  weak var spotExchange: VenueExchange?
  /// Hears of contracts that are listed while the venue runs, so that somebody makes a market there.
  var onListed: ((SymbolMarket) -> Void)?
  /// Contracts that were delivered.
  var deliveries: [DeliveryRecord] = []
  /// When all open orders of an account on a symbol are canceled unless the countdown is renewed.
  var countdowns: [(account: SandboxAccount, symbol: String, timer: any ClockTimer)] = []
  private var secondTimer: (any ClockTimer)?

  init(
    product: SandboxProduct, clock: any TradingClock, random: RandomSource, accounts: AccountRegistry,
    ledger: SandboxLedger
  ) {
    self.product = product
    self.clock = clock
    self.random = random
    self.accounts = accounts
    self.ledger = ledger
    self.lastOrderId = product == .spot ? 28_000_000 : 8_389_765_000_000
    self.lastExecutionId = 57_000_000
  }

  /// How orders of this product move money.
  var settlement: any Settlement { product.isFutures ? futures : spot }

  // MARK: Symbols

  /// The market of a symbol.
  func market(_ symbol: String) -> SymbolMarket? { bySymbol[symbol] }

  /// The market of a symbol, or the venue's refusal.
  func requireMarket(_ symbol: String) throws(VenueError) -> SymbolMarket {
    if product == .spot, !SymbolRules.isLegal(symbol) { throw .illegal("symbol", #"^[\w\-._&&[^a-z]]{1,50}$"#) }
    guard let market = bySymbol[symbol] else { throw .invalidSymbol }
    return market
  }

  /// Lists a symbol, in the place of one of the same name.
  @discardableResult
  func list(_ rules: SymbolRules, book: any VenueBook, isRecorded: Bool = false) -> SymbolMarket {
    let old = markets.firstIndex { $0.symbol == rules.symbol }
    let market = SymbolMarket(
      product: product, index: old ?? markets.count, rules: rules, book: book, isRecorded: isRecorded)
    if let old { markets[old] = market } else { markets.append(market) }
    bySymbol[rules.symbol] = market
    return market
  }

  /// Lists a symbol with an empty book of its own.
  @discardableResult
  func list(_ rules: SymbolRules) -> SymbolMarket {
    let first = product == .spot ? 50_000_000_000 : 5_000_000_000_000 as Int64
    let book = MatchingBook(
      firstUpdateId: first &+ Int64(markets.count) &* 1_000_000_000, stride: product.profile.updateIdStride,
      random: random.split(), clock: clock)
    return list(rules, book: book)
  }

  /// Lists the default symbols that are not listed yet.
  func listDefaults() {
    for rules in DefaultSymbols.rules(product, at: clock.now) where market(rules.symbol) == nil { list(rules) }
  }

  /// Changes a symbol's status, as the venue does for maintenance and delisting.
  func setStatus(_ status: SymbolRules.Status, symbol: String) {
    guard let market = market(symbol) else { return }
    // The word for symbols that only take cancels is young.
    market.rules.status = status == .cancelOnly && !calendar.has(.cancelOnlyStatus) ? .pause : status
    listener?.venue(self, rulesChangedIn: market)
  }

  // MARK: Time

  /// Begins to keep time: candles close on the second, mark prices move.
  func start() {
    guard secondTimer == nil else { return }
    scheduleSecond()
  }

  func stop() {
    secondTimer?.cancel()
    secondTimer = nil
  }

  private func scheduleSecond() {
    let now = clock.now.nanoseconds
    let rest = 1_000_000_000 - now % 1_000_000_000
    secondTimer = clock.schedule(after: .nanoseconds(rest)) { [weak self] in
      guard let self, self.secondTimer != nil else { return }
      self.everySecond()
      self.scheduleSecond()
    }
  }

  private func everySecond() {
    for market in markets {
      if !market.isRecorded { rollKlines(market, to: clock.now) }
      if product.isFutures { moveMarkPrice(market) } else { updateReference(market) }
    }
    if product.isFutures { keepFutures() } else { margin.everySecond() }
  }

  /// Closes candles whose time is over and tells them.
  func rollKlines(_ market: SymbolMarket, to time: UnixNanos) {
    for (interval, kline) in market.history.roll(to: time) {
      listener?.venue(self, closed: kline, interval: interval, in: market)
    }
  }

  // MARK: Telling accounts

  /// Notes that a balance changed.
  func touch(_ account: SandboxAccount, _ asset: String) {
    guard !asset.isEmpty, !touched.contains(where: { $0.account === account && $0.asset == asset }) else { return }
    touched.append((account, asset))
  }

  /// Notes that a balance changed by so much other than by trading.
  func touch(_ account: SandboxAccount, _ asset: String, from outside: Amount) {
    depositing["\(account.name)/\(asset)", default: .zero] += outside
    touch(account, asset)
  }

  /// Tells every account what of its balances changed since the last time.
  ///
  /// - Parameter change: what came or went other than by profit and commission.
  func tellBalances(reason: String = "ORDER", fundingSymbol: String? = nil, change: Amount = .zero) {
    while let account = touched.first?.account {
      let assets = touched.filter { $0.account === account }.map(\.asset)
      touched.removeAll { $0.account === account }
      let wallet = account.wallet(product)
      for asset in assets {
        let balance = wallet[asset]
        ledger.append(
          .balance, product: product, account: account.name, at: clock.now,
          .balance(
            BalanceRecord(
              asset: asset, free: balance.free, locked: balance.locked, reason: reason,
              deposit: depositing.removeValue(forKey: "\(account.name)/\(asset)") ?? .zero)))
      }
      let positions = touchedPositions.filter { $0.account === account }.map(\.position)
      touchedPositions.removeAll { $0.account === account }
      let update = AccountUpdate(
        account: account, time: clock.now,
        assets: assets.map { state(of: $0, account: account, wallet: wallet, change: change) },
        reason: reason, positions: positions.map { futures.snapshot(account, $0) }, fundingSymbol: fundingSymbol)
      listener?.venue(self, account: update)
    }
  }

  private func state(
    of asset: String, account: SandboxAccount, wallet: Wallet, change: Amount
  ) -> AccountUpdate.AssetChange {
    let balance = wallet[asset]
    guard product.isFutures else {
      return AccountUpdate.AssetChange(asset: asset, free: balance.free, locked: balance.locked)
    }
    return AccountUpdate.AssetChange(
      asset: asset, free: balance.total, locked: .zero, change: change,
      crossWallet: futures.summary(account, asset: asset).crossWallet)
  }

  /// Notes that a position changed.
  func touch(_ account: SandboxAccount, _ position: FuturesPosition) {
    guard !touchedPositions.contains(where: { $0.position === position }) else { return }
    touchedPositions.append((account, position))
    record(account, position)
  }

  /// Writes what came or went to the ledger.
  func recordIncome(_ account: SandboxAccount, symbol: String, type: String, amount: Amount, asset: String) {
    ledger.append(
      .income, product: product, account: account.name, at: clock.now,
      [("symbol", symbol), ("type", type), ("amount", amount.description), ("asset", asset)])
  }

  private func record(_ account: SandboxAccount, _ position: FuturesPosition) {
    ledger.append(
      .position, product: product, account: account.name, at: clock.now,
      [
        ("symbol", position.rules.symbol), ("side", position.side.rawValue),
        ("quantity", position.rules.quantityText(position.quantity)),
        ("entryPrice", position.entryPrice.description),
      ])
  }

  /// Money comes (or goes, negative) from outside.
  func deposit(_ amount: Amount, asset: String, to account: SandboxAccount) {
    account.wallet(product).credit(amount, of: asset)
    depositing["\(account.name)/\(asset)"] = amount
    listener?.venue(
      self, balance: BalanceChange(account: account, asset: asset, delta: amount, time: clock.now))
    touch(account, asset)
    if product.isFutures { futures.book(account, "", "TRANSFER", amount, asset) }
    tellBalances(reason: amount.isNegative ? "WITHDRAW" : "DEPOSIT", change: amount)
  }

  /// What `amount` of an asset is worth in BNB, by the last prices; `nil` where no market tells.
  func convertToBNB(_ amount: Amount, asset: String) -> Amount? {
    guard amount.isPositive else { return amount }
    if let direct = market("BNB" + asset), direct.lastPrice > 0 {
      return Amount(units: amount.units &* FixedText.power(direct.rules.priceDecimals) / Int128(direct.lastPrice))
    }
    guard let inQuote = market(asset + "USDT"), inQuote.lastPrice > 0 else { return nil }
    let usdt = Amount(units: amount.units &* Int128(inQuote.lastPrice) / FixedText.power(inQuote.rules.priceDecimals))
    return asset == "USDT" ? nil : convertToBNB(usdt, asset: "USDT")
  }
}
