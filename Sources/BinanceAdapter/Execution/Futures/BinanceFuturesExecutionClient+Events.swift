import Logging
import TradingEngine
import TradingModel
import TradingNetwork

extension BinanceFuturesExecutionClient {
  /// No more often than this the account is asked for because of what happened.
  private static let refreshInterval: Duration = .seconds(5)
  private static let refreshDelay: Duration = .seconds(1)

  func take(_ event: BinanceFuturesEvent) {
    switch event {
    case .account(let update): take(update)
    case .algo(let update):
      note(update.eventTime)
      process(update)
      scheduleRefresh()
    case .tradeLite(let trade): take(trade)
    case .configuration(let update): take(update)
    case .marginCall(let call): take(call)
    case .unimportant: break
    }
  }

  private func note(_ time: UnixNanos) { synchronizer.note(eventTime: time) }

  private func take(_ update: BinanceFuturesAccountUpdate) {
    note(update.eventTime)
    let missing = update.positions.filter { !$0.amount.isZero && provider.instrument(rawSymbol: $0.symbol) == nil }
    if let symbol = missing.first?.symbol {
      loadInstrument(
        rawSymbol: symbol, then: { ($0 as? BinanceFuturesExecutionClient)?.tellPositions() }, otherwise: "a position")
    }
    let touched = book.apply(update)
    var info = ["reason": update.reason]
    if let symbol = update.symbol {
      info["symbol"] = symbol
      info["instrument"] = provider.instrument(rawSymbol: symbol)?.id.text
    }
    for balance in update.balances {
      guard let change = balance.change, !change.isZero else { continue }
      info["change.\(balance.asset)"] = change.trimmed.plain()
    }
    tell(assets: Set(update.balances.map(\.asset)), info: info, tsEvent: update.transactionTime)
    for report in reports(of: touched) { sink.process(report) }
    scheduleRefresh()
  }

  private func tell(assets: Set<String>, info: [String: String], tsEvent: UnixNanos) {
    do {
      sink.process(
        AccountState(
          accountId: accountId, accountType: accountType,
          balances: assets.isEmpty ? [] : try book.balances(of: assets, bnfcr: config.bnfcrCurrency),
          margins: book.margins(bnfcr: config.bnfcrCurrency) { self.provider.instrument(rawSymbol: $0) },
          isComplete: false, info: info, tsEvent: tsEvent, tsInit: now))
    } catch {
      reportOnce("the account's balances cannot be computed: \(error)")
    }
  }

  /// Tells the venue's word on all positions.
  func tellPositions() {
    for report in reports(of: nil) { sink.process(report) }
  }

  private func take(_ trade: BinanceTradeLite) {
    note(trade.eventTime)
    guard config.useTradeLite, let instrument = provider.instrument(rawSymbol: trade.symbol) else { return }
    let byClient = ClientOrderId(trade.clientOrderId)
    guard
      let id = tracker.id(venueOrderId: trade.orderId, symbol: trade.symbol)
        ?? (tracker[byClient]?.symbol == trade.symbol ? byClient : nil)
    else { return }
    tell(trade, id, instrument)
  }

  private func take(_ update: BinanceFuturesConfigUpdate) {
    note(update.eventTime)
    if let change = update.leverage {
      book.setLeverage(change.value, of: change.symbol)
      logger.info("the leverage of \(change.symbol) is \(change.value) now")
      let keys = book.holdings.keys.filter { $0.symbol == change.symbol }
      for report in reports(of: keys) { sink.process(report) }
    }
    if let isOn = update.isMultiAssets {
      book.setMultiAssets(isOn)
      logger.info("multi-assets mode is \(isOn ? "on" : "off") now")
    }
    // The venue tells of no other change of the mode.
    askForMode()
    scheduleRefresh()
  }

  private func take(_ call: BinanceMarginCall) {
    note(call.eventTime)
    book.apply(call)
    let names = call.positions.map { "\($0.symbol) \($0.side) \($0.amount.trimmed.plain())" }.joined(separator: ", ")
    logger.warning("margin call: \(names); add margin or reduce these positions, or they are liquidated")
    var info = ["reason": "MARGIN_CALL", "positions": names]
    for position in call.positions {
      info["maintenance.\(position.symbol)-\(position.side)"] = position.maintenanceMargin?.trimmed.plain()
    }
    tell(assets: [], info: info, tsEvent: call.eventTime)
    scheduleRefresh()
  }

  // MARK: - Putting right what events do not tell

  /// Asks for account and positions soon: margins and liquidation prices are told by no event.
  func scheduleRefresh() {
    guard refreshTimer == nil else { return }
    let since = lastRefresh.map { now - $0 } ?? Self.refreshInterval
    refreshTimer = clock.schedule(after: max(Self.refreshDelay, Self.refreshInterval - since)) { [weak self] in
      guard let self else { return }
      refreshTimer = nil
      lastRefresh = now
      guard isSynced else { return }
      askForAccount { [weak self] result in
        guard let self, case .success(let state) = result else { return }
        sink.process(state)
        tellPositions()
      }
    }
  }

  func askForMode() {
    guard !isAskingMode else { return }
    isAskingMode = true
    let before = positionMode
    session.send(BinanceRequest<BinancePositionMode>.positionMode(session.product)) { [weak self] result in
      guard let self else { return }
      isAskingMode = false
      // A change of our own that was made meanwhile is newer than the answer.
      guard case .success(let mode) = result, mode != positionMode, positionMode == before else { return }
      logger.warning("the account's position mode is \(mode.rawValue) now")
      positionMode = mode
    }
  }

  /// Asks for what the account pays for a symbol after its first order was sent, so that the order does not wait for the
  /// question; until the answer the instrument's fees hold.
  func askForRatesSoon(_ symbol: String) {
    guard symbolsWithRates.insert(symbol).inserted else { return }
    clock.schedule(after: .seconds(2)) { [weak self] in self?.askForRates(symbol) }
  }

  private func askForRates(_ symbol: String) {
    var request = BinanceRequest<BinanceCommissionRate>.commissionRate(session.product, symbol: symbol)
    request.priority = .background
    session.send(request) { [weak self] result in
      guard let self else { return }
      switch result {
      case .success(let rate): reports.rates[symbol] = rate
      case .failure(let error):
        if !error.isUnknownEndpoint { symbolsWithRates.remove(symbol) }
        logger.debug("the commission rates of \(symbol) could not be asked for: \(error)")
      }
    }
  }

  /// Asks once for the brackets of all symbols, by which margins and liquidation prices follow from positions.
  func askForBrackets() {
    guard !hasAskedBrackets else { return }
    hasAskedBrackets = true
    var request = BinanceRequest<[BinanceLeverageBrackets]>.leverageBrackets(session.product)
    request.priority = .background
    session.send(request) { [weak self] result in
      guard let self else { return }
      switch result {
      case .success(let brackets):
        book.rules.apply(brackets)
        if book.holdings.values.contains(where: { !$0.amount.isZero }) { tellPositions() }
      case .failure(let error):
        hasAskedBrackets = false
        logger.notice("leverage brackets could not be asked for, the venue's own figures hold: \(error)")
      }
    }
  }

  /// Asks once for leverage and margin type of all symbols, where positions do not tell them.
  func askForConfigs() {
    guard !hasAskedConfigs, session.product.accountType == .usdtFutures else { return }
    hasAskedConfigs = true
    var request = BinanceRequest<[BinanceSymbolConfig]>.symbolConfig(session.product)
    request.priority = .background
    session.send(request) { [weak self] result in
      guard let self else { return }
      switch result {
      case .success(let configs):
        for config in configs { book.apply(config) }
        tellPositions()
      case .failure(let error): logger.notice("leverage and margin types could not be asked for: \(error)")
      }
    }
  }

  /// Asks whether all assets margin all positions, which the newest account endpoint does not tell.
  func askForMultiAssetsMode() {
    guard book.isMultiAssets == nil, session.product.accountType == .usdtFutures else { return }
    var request = BinanceRequest<Bool>.multiAssetsMode(session.product)
    request.priority = .background
    session.send(request) { [weak self] result in
      guard let self else { return }
      switch result {
      // A switch that was told meanwhile is newer.
      case .success(let isOn) where book.isMultiAssets == nil:
        book.setMultiAssets(isOn)
        tellPositions()
      case .success: break
      case .failure(let error):
        logger.notice("multi-assets mode could not be asked for, only the venue's liquidation prices hold: \(error)")
      }
    }
  }

  private func tell(_ trade: BinanceTradeLite, _ id: ClientOrderId, _ instrument: Instrument) {
    // In hedge mode a trade whose side is not known waits for its whole event, which is on its way.
    let usual: BinancePositionSide? = positionMode == .hedge ? nil : .both
    guard let quantity = BinanceReportMapper.quantity(trade.lastQuantity, instrument),
      let price = BinanceReportMapper.price(trade.lastPrice, instrument), let number = UInt64(exactly: trade.tradeId),
      let order = tracker[id], let side = order.positionSide ?? usual
    else { return }
    becomeRegular(id, orderId: trade.orderId, tsEvent: trade.transactionTime)
    tracker.identify(id, venueOrderId: trade.orderId)
    accept(id, tsEvent: trade.transactionTime)
    apply(
      id, instrument, leg: trade.orderId, trade: TradeId(number: number), quantity: quantity, price: price,
      commission: reports.estimatedCommission(instrument, quantity: quantity, price: price, isMaker: trade.isMaker),
      isEstimated: true, liquidity: trade.isMaker ? .maker : .taker,
      positionId: reports.positionId(side.rawValue, instrument),
      tsEvent: trade.transactionTime)
  }
}
