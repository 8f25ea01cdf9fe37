import Logging
import TradingEngine
import TradingModel

// What margin accounts add to the shared machinery.
extension BinanceExecutionClient {
  /// Finds out what must be known before the account's events are subscribed: which isolated pairs there are.
  func prepareAccount(completion: @escaping (Result<Void, BinanceError>) -> Void) {
    guard let margin else { return completion(.success(())) }
    if margin.riskStream != nil {
      hearRisk(margin)
      return completion(.success(()))
    }
    session.send(BinanceRequest<[BinanceIsolatedPair]>.isolatedAccounts()) { [weak self] result in
      guard let self else { return }
      completion(result.map { self.hear($0, margin) })
    }
  }

  /// Hears of margin levels and debts; the account is asked for after each, and after everything that may have been missed.
  private func hearRisk(_ margin: BinanceMarginState) {
    margin.riskStream?.onEvent = { [weak self] event in
      guard let self, let margin = self.margin else { return }
      switch event {
      case .level(let level, let status):
        margin.streamStatus = status
        tell(level, status)
      case .opened:
        margin.streamStatus = nil
        learnBars(margin)
      case .liability: break
      }
      refreshAccount(after: .milliseconds(250))
    }
    margin.riskStream?.start()
  }

  /// Asks for the bounds of the margin level, until they are known.
  private func learnBars(_ margin: BinanceMarginState) {
    guard margin.bars == nil else { return }
    session.send(BinanceRequest<BinanceMarginBars>.marginBars()) { [weak self] result in
      guard case .success(let bars) = result else { return }
      margin.bars = bars
      self?.refreshAccount(after: .zero)
    }
  }

  /// Tells a new status at once; what it is about is asked for.
  private func tell(_ level: WideDecimal, _ status: String) {
    guard isSynced else { return }
    let state = told(
      AccountState(
        accountId: accountId, accountType: .margin, balances: [], isComplete: false,
        info: ["marginLevel": level.plain(), "marginLevelStatus": status], tsEvent: now, tsInit: now))
    sink.process(state)
  }

  private func hear(_ pairs: [BinanceIsolatedPair], _ margin: BinanceMarginState) {
    margin.isolatedSymbols = Set(pairs.filter(\.isEnabled).map(\.symbol))
    (stream as? BinanceListenTokenStream)?.hear(margin.isolatedSymbols.sorted())
  }

  /// Asks for the margin account, with what it owes.
  func request(
    _ margin: BinanceMarginState, completion: @escaping (Result<AccountState, BinanceError>) -> Void
  ) {
    let asked = now
    let settled = settledClaims()
    guard session.product.accountType == .isolatedMargin else {
      session.send(BinanceRequest<BinanceMarginAccount>.marginAccount()) { [self] result in
        completion(
          result.flatMap { account in
            margin.book.note(account, at: asked)
            settle(settled, margin)
            return Result { told(margin.complete(try reports.state(account, now: now))) }.mapError { unreadable($0) }
          })
      }
      return
    }
    session.send(BinanceRequest<[BinanceIsolatedPair]>.isolatedAccounts()) { [self] result in
      completion(
        result.flatMap { pairs in
          hear(pairs, margin)
          margin.book.note(pairs, at: asked)
          settle(settled, margin)
          return Result { told(margin.complete(try reports.state(pairs, now: now))) }.mapError { unreadable($0) }
        })
    }
  }

  /// The account now shows what these orders took; how much more may be borrowed is to be asked anew.
  private func settle(_ orders: Set<ClientOrderId>, _ margin: BinanceMarginState) {
    guard !orders.isEmpty else { return }
    margin.book.settle(orders)
    margin.borrowWatch.forget()
  }

  /// Logs margin calls and their ends.
  private func told(_ state: AccountState) -> AccountState {
    for line in margin?.newStatuses(state) ?? [] {
      if line.isCall { logger.warning("\(line.text)") } else { logger.info("\(line.text)") }
    }
    return state
  }

  /// Asks for all open orders; those of isolated margin pair by pair, as the venue wants it.
  func requestOpenOrders(completion: @escaping (Result<[BinanceOrder], BinanceError>) -> Void) {
    guard let margin, margin.riskStream == nil else {
      return session.send(BinanceRequest<[BinanceOrder]>.openOrders(session.product), completion: completion)
    }
    requestOpenOrders(margin.isolatedSymbols.sorted()[...], found: [], completion: completion)
  }

  private func requestOpenOrders(
    _ remaining: ArraySlice<String>, found: [BinanceOrder],
    completion: @escaping (Result<[BinanceOrder], BinanceError>) -> Void
  ) {
    guard let symbol = remaining.first else { return completion(.success(found)) }
    session.send(BinanceRequest<[BinanceOrder]>.openOrders(session.product, symbol: symbol)) { [self] result in
      switch result {
      case .failure(let error): completion(.failure(error))
      case .success(let open):
        requestOpenOrders(remaining.dropFirst(), found: found + open, completion: completion)
      }
    }
  }

  /// Takes the balances that an event touched. What is owed is not in them, so that margin accounts are asked for, too.
  func process(_ balances: BinanceBalances) throws {
    if margin != nil { refreshAccount(after: .milliseconds(250)) }
    // An isolated pair's balances are only a part of the account's.
    guard session.product.accountType != .isolatedMargin else { return }
    let state = try reports.state(balances, type: accountType, now: now)
    // Far older than what was told: the venue's clock was set back. The account itself is asked instead.
    if let told = balancesTime, told - state.tsEvent > .seconds(30) { return refreshAccount(after: .milliseconds(100)) }
    // Late, or by a clock that was set back a little: which of both, the account itself says.
    if let told = balancesTime, state.tsEvent < told { refreshAccount(after: .seconds(1)) }
    note(state)
    sink.process(state)
  }
}
