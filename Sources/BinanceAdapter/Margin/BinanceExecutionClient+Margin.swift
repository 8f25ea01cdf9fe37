import Logging
import TradingEngine
import TradingModel

// What margin accounts add to the shared machinery.
extension BinanceExecutionClient {
  /// Finds out what must be known before the account's events are subscribed: which isolated pairs there are.
  func prepareAccount(completion: @escaping (Result<Void, BinanceError>) -> Void) {
    if session.product.accountType == .margin { hearRisk() }
    guard session.product.accountType == .isolatedMargin else { return completion(.success(())) }
    session.send(BinanceRequest<[BinanceIsolatedPair]>.isolatedAccounts()) { [weak self] result in
      guard let self else { return }
      completion(result.map { self.hear($0) })
    }
  }

  /// Hears of margin levels and debts; the account is asked for after each.
  private func hearRisk() {
    riskStream.onEvent = { [weak self] event in
      guard let self else { return }
      switch event {
      case .level(let level, let status):
        let text = "the margin level is \(level.plain()): \(status)"
        if status == "EXCESSIVE" || status == "NORMAL" { logger.info("\(text)") } else { logger.warning("\(text)") }
        marginStatus = status
      case .liability: break
      }
      refreshAccount(after: .milliseconds(250))
    }
    riskStream.start()
  }

  private func hear(_ pairs: [BinanceIsolatedPair]) {
    isolatedSymbols = Set(pairs.filter(\.isEnabled).map(\.symbol))
    (stream as? BinanceListenTokenStream)?.hear(isolatedSymbols.sorted())
  }

  /// Asks for the margin account, with what it owes.
  func requestMarginAccount(completion: @escaping (Result<AccountState, BinanceError>) -> Void) {
    guard session.product.accountType == .isolatedMargin else {
      session.send(BinanceRequest<BinanceMarginAccount>.marginAccount()) { [self] result in
        completion(
          result.flatMap { account in
            margin.note(account, at: now)
            return Result { complete(try reports.state(account, now: now)) }.mapError { unreadable($0) }
          })
      }
      return
    }
    session.send(BinanceRequest<[BinanceIsolatedPair]>.isolatedAccounts()) { [self] result in
      completion(
        result.flatMap { pairs in
          hear(pairs)
          margin.note(pairs, at: now)
          return Result { complete(try reports.state(pairs, now: now)) }.mapError { unreadable($0) }
        })
    }
  }

  /// Adds what the answer leaves out: facts that were told and are gone, and the last word of the risk stream.
  private func complete(_ state: AccountState) -> AccountState {
    var state = state
    for key in toldMarginFacts.keys where state.info[key] == nil { state.info[key] = "0" }
    if let marginStatus { state.info["marginLevelStatus"] = marginStatus }
    return state
  }

  /// Asks for all open orders; those of isolated margin pair by pair, as the venue wants it.
  func requestOpenOrders(completion: @escaping (Result<[BinanceOrder], BinanceError>) -> Void) {
    guard session.product.accountType == .isolatedMargin else {
      return session.send(BinanceRequest<[BinanceOrder]>.openOrders(session.product), completion: completion)
    }
    requestOpenOrders(isolatedSymbols.sorted()[...], found: [], completion: completion)
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
    if session.product.accountType.isMargin { refreshAccount(after: .milliseconds(250)) }
    // An isolated pair's balances are only a part of the account's.
    guard session.product.accountType != .isolatedMargin else { return }
    let state = try reports.state(balances, type: accountType, now: now)
    // Far older than what was told: the venue's clock was set back. The account itself is asked instead.
    if let told = balancesTime, told - state.tsEvent > .seconds(30) { return refreshAccount(after: .milliseconds(100)) }
    note(state)
    sink.process(state)
  }

  /// Whether a state of a margin account says something about debts that was not told yet.
  func tellsMoreOfMargin(_ state: AccountState) -> Bool {
    guard session.product.accountType.isMargin else { return false }
    let facts = state.info.filter { !$0.key.hasSuffix("OfBtc") && !$0.key.hasSuffix("marginLevel") }
    defer { toldMarginFacts = facts }
    return facts != toldMarginFacts
  }
}
