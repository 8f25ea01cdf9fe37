import Logging
import TradingEngine
import TradingModel
import TradingNetwork

extension BinanceDataClientCore {
  /// Whether an instrument is this client's.
  func serves(_ instrumentId: InstrumentId) -> Bool {
    if slotByInstrument[instrumentId] != nil { return true }
    return instrumentId.venue == config.venue
      && BinanceSymbol.serves(symbol: instrumentId.symbol, accountType: product.accountType)
  }

  func execute(_ command: DataCommand) {
    switch command {
    case .subscribe(let subscription, let params):
      awaited[subscription] = params
      withInstrument(of: subscription) { [self] in
        // Whoever wanted it may have let go of it while its instrument was being looked up.
        guard let params = awaited.removeValue(forKey: subscription) else { return }
        do throws(BinanceRequestProblem) {
          try subscribe(subscription, params: params)
        } catch {
          logger.error("\(id): cannot subscribe to \(subscription): \(error)")
        }
      }
    case .unsubscribe(let subscription):
      if awaited.removeValue(forKey: subscription) == nil { unsubscribe(subscription) }
    }
  }

  func withInstrument(of subscription: DataSubscription, _ action: @escaping () -> Void) {
    var wanted = subscription.instrumentId
    if case .custom(let type) = subscription, let barType = barType(of: type) { wanted = barType.instrumentId }
    withInstrument(wanted, action)
  }

  /// Acts once an instrument is loaded, or was found not to exist; at once where it is loaded already.
  func withInstrument(_ wanted: InstrumentId?, _ action: @escaping () -> Void) {
    guard let wanted, slotByInstrument[wanted] == nil, isConnected, serves(wanted) else { return action() }
    provider.loadInstruments(and: lateInstruments + [wanted]) { [weak self] result in
      guard let self else { return }
      if case .success(let missing) = result, !missing.contains(wanted), !lateInstruments.contains(wanted) {
        lateInstruments.append(wanted)
      }
      adoptInstruments()
      action()
    }
  }

  /// Subscribes, or says in one line why it cannot be.
  func subscribe(_ subscription: DataSubscription, params: [String: String]) throws(BinanceRequestProblem) {
    let plan = try plan(for: subscription, params: params)
    if let slot = plan.slot {
      slots[slot].wants.insert(plan.wants)
      if plan.wants.contains(.book), let name = plan.stream {
        bookStreams[name] = slot
        perform(slots[slot].book.start(at: clock.now), slot: slot)
      }
      if plan.wants.contains(.partialBook), let name = plan.stream {
        bookStreams[name] = slot
        slots[slot].isPartialBookSynced = false
        tell(.syncing, reason: "subscribed", slot: slot)
      }
      if let name = plan.stream { watch(name, wants: plan.wants, slot: slot) }
      if plan.wants.contains(.instrument) { sink.process(slots[slot].instrument) }
      if plan.wants.contains(.status) { tellStatus(slot: slot) }
    } else {
      if plan.stream == .allMarkPrices { wantsAllMarkPrices = true }
      if plan.stream == .allForceOrders { wantsAllLiquidations = true }
    }
    guard let name = plan.stream else { return }
    let known = holders[name] ?? []
    guard !known.contains(subscription) else { return }
    holders[name] = known + [subscription]
    if known.isEmpty { streams.subscribe([name]) }
  }

  func unsubscribe(_ subscription: DataSubscription) {
    guard let plan = try? plan(for: subscription, params: [:]) else { return }
    if let name = plan.stream, let known = holders[name], known.contains(subscription) {
      let rest = known.filter { $0 != subscription }
      holders[name] = rest.isEmpty ? nil : rest
      if rest.isEmpty {
        streams.unsubscribe([name])
        bookStreams[name] = nil
      }
    }
    guard let slot = plan.slot else {
      if plan.stream == .allMarkPrices { wantsAllMarkPrices = false }
      if plan.stream == .allForceOrders { wantsAllLiquidations = false }
      return
    }
    // Bars of several intervals share a flag, which stays while any is left.
    if plan.wants.isSubset(of: [.bars, .barData]), hasBars(of: slots[slot].instrument.id, like: subscription) {
      return
    }
    slots[slot].wants.subtract(plan.wants)
    if plan.wants.contains(.book) { slots[slot].book.stop() }
    stopWatching(plan.wants, slot: slot)
  }

  private func hasBars(of id: InstrumentId, like subscription: DataSubscription) -> Bool {
    holders.values.contains { list in
      list.contains { other in
        switch (other, subscription) {
        case (.bars(let type), .bars): type.instrumentId == id
        case (.custom(let type), .custom): type.name == BinanceBar.typeName && barType(of: type)?.instrumentId == id
        default: false
        }
      }
    }
  }

  // MARK: What a subscription needs

  /// The stream that a subscription is served by, and what it wants of which instrument.
  struct Plan {
    var slot: Int?
    var wants: MarketSlot.Wants = []
    var stream: BinanceStreamName?
  }

  func plan(
    for subscription: DataSubscription, params: [String: String]
  ) throws(BinanceRequestProblem) -> Plan {
    switch subscription {
    case .quotes(let id):
      let slot = try slot(of: id)
      return Plan(slot: slot, wants: .quotes, stream: .bookTicker(symbol(slot)))
    case .trades(let id):
      let slot = try slot(of: id)
      return Plan(
        slot: slot, wants: .trades,
        stream: tellsAggregatedTrades ? .aggregatedTrade(symbol(slot)) : .trade(symbol(slot)))
    case .bookDeltas(let id, let depth): return try bookPlan(id, depth: depth, params: params)
    case .bars(let type): return try barPlan(type, wants: .bars)
    case .markPrices(let id): return try markPricePlan(id, wants: .markPrices)
    case .indexPrices(let id): return try markPricePlan(id, wants: .indexPrices)
    case .fundingRates(let id): return try markPricePlan(id, wants: .fundingRates)
    case .instrumentStatus(let id): return Plan(slot: try slot(of: id), wants: .status, stream: nil)
    case .instrument(let id): return Plan(slot: try slot(of: id), wants: .instrument, stream: nil)
    case .custom(let type): return try customPlan(type)
    }
  }

  private func bookPlan(
    _ id: InstrumentId, depth: Int?, params: [String: String]
  ) throws(BinanceRequestProblem) -> Plan {
    let slot = try slot(of: id)
    guard let depth else {
      return Plan(
        slot: slot, wants: .book, stream: .depth(symbol(slot), milliseconds: product.fastestDepthPace))
    }
    guard [5, 10, 20].contains(depth) else {
      throw BinanceRequestProblem("Binance sends the best 5, 10 or 20 levels, not \(depth); or all, without a depth")
    }
    return Plan(
      slot: slot, wants: .partialBook, stream: .partialDepth(symbol(slot), levels: depth, milliseconds: 100))
  }

  private func barPlan(_ type: BarType, wants: MarketSlot.Wants) throws(BinanceRequestProblem) -> Plan {
    let slot = try slot(of: type.instrumentId)
    let interval = try BinanceBarInterval(type.specification, product: product, us: session.connection.us)
    return Plan(slot: slot, wants: wants, stream: .kline(symbol(slot), interval: interval.rawValue))
  }

  private func markPricePlan(_ id: InstrumentId, wants: MarketSlot.Wants) throws(BinanceRequestProblem) -> Plan {
    let slot = try slot(of: id)
    try requireFutures("mark prices, index prices and funding rates")
    return Plan(slot: slot, wants: wants, stream: .markPrice(symbol(slot)))
  }

  private func customPlan(_ type: DataType) throws(BinanceRequestProblem) -> Plan {
    switch type.name {
    case BinanceBar.typeName:
      guard let barType = barType(of: type) else {
        throw BinanceRequestProblem("BinanceBar needs the metadata barType, as BTCUSDT.BINANCE-1-MINUTE-LAST-EXTERNAL")
      }
      return try barPlan(barType, wants: .barData)
    case BinanceTicker.typeName:
      guard let id = type.instrumentId else {
        throw BinanceRequestProblem("BinanceTicker needs the metadata instrumentId, as BTCUSDT.BINANCE")
      }
      let slot = try slot(of: id)
      return Plan(slot: slot, wants: .ticker, stream: .ticker(symbol(slot)))
    case BinanceFuturesMarkPriceUpdate.typeName:
      try requireFutures("mark prices")
      guard let id = type.instrumentId else { return Plan(stream: .allMarkPrices) }
      return try markPricePlan(id, wants: .markPriceData)
    case BinanceLiquidation.typeName:
      try requireFutures("liquidations")
      guard let id = type.instrumentId else { return Plan(stream: .allForceOrders) }
      let slot = try slot(of: id)
      return Plan(slot: slot, wants: .liquidations, stream: .forceOrder(symbol(slot)))
    default: return Plan(stream: try futuresStream(of: type))
    }
  }

  func barType(of type: DataType) -> BarType? { type.metadata["barType"].flatMap { try? BarType($0) } }

  func requireFutures(_ what: String) throws(BinanceRequestProblem) {
    guard product.accountType.isFutures else {
      throw BinanceRequestProblem("\(what) exist on futures only; this client serves \(product.accountType.rawValue)")
    }
  }

  /// The slot of a known instrument.
  func slot(of id: InstrumentId) throws(BinanceRequestProblem) -> Int {
    if let slot = slotByInstrument[id] { return slot }
    let type = product.accountType.rawValue
    // What is not loaded is looked up before anything is done with it, so that the venue's word is known here.
    let cause =
      isConnected ? "the venue does not list it for \(type), or it was left out with a warning" : "not connected yet"
    let capitals = id.text.uppercased()
    let advice =
      capitals == id.text
      ? "check the symbol (perpetuals end in -PERP) and the account type"
      : "symbols are in capitals, as \(capitals)"
    throw BinanceRequestProblem("unknown instrument \(id): \(cause); \(advice)")
  }

  func symbol(_ slot: Int) -> String { slots[slot].instrument.rawSymbol }
}
