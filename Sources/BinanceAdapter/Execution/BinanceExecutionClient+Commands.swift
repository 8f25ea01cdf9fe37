import Logging
import TradingEngine
public import TradingModel

extension BinanceExecutionClient {
  public func execute(_ command: TradingCommand) {
    switch command {
    case .submitOrder(let command): submit(command)
    case .submitOrderList(let command): submit(command)
    case .modifyOrder(let command): modify(command)
    case .batchModifyOrders(let command): modify(command.changes)
    case .cancelOrder(let command): cancel(command)
    case .cancelAllOrders(let command): cancelAll(command)
    case .batchCancelOrders(let command): cancel(command.cancels)
    case .queryOrder(let command): query(command)
    case .queryAccount: queryAccount()
    }
  }

  func header(
    _ order: OrderIdentity, _ venueOrderId: VenueOrderId?, tsEvent: UnixNanos? = nil
  ) -> OrderEventHeader {
    OrderEventHeader(
      order: order, venueOrderId: venueOrderId, accountId: accountId, tsEvent: tsEvent ?? now, tsInit: now)
  }

  func header(_ order: BinanceOrderTracker.Tracked, tsEvent: UnixNanos? = nil) -> OrderEventHeader {
    header(order.identity, order.venueOrderId, tsEvent: tsEvent)
  }

  // MARK: - Asking

  private func query(_ command: QueryOrder) {
    generateOrderStatusReport(command) { [weak self] result in
      guard let self else { return }
      switch result {
      case .success(let bundle?):
        note(bundle)
        sink.process(bundle)
      case .success(nil): break
      case .failure(let error): logger.warning("order \(command.order.clientOrderId) could not be asked for: \(error)")
      }
    }
  }

  private func queryAccount() {
    askForAccount { [weak self] result in
      guard let self else { return }
      switch result {
      case .success(let state): sink.process(state)
      case .failure(let error): logger.warning("the account could not be asked for: \(error)")
      }
    }
  }

  /// The tracked order; one that an earlier session made is registered from what the command or the node knows.
  func tracked(_ identity: OrderIdentity, _ venueOrderId: VenueOrderId?) -> BinanceOrderTracker.Tracked? {
    if let order = tracker[identity.clientOrderId] { return order }
    guard let instrument = provider.instrument(identity.instrumentId) else { return nil }
    adopt(identity, lookup?.order(identity.clientOrderId), venueOrderId, symbol: instrument.rawSymbol)
    return tracker[identity.clientOrderId]
  }

  /// Registers an order that this client did not send.
  func adopt(_ identity: OrderIdentity, _ known: Order?, _ venueOrderId: VenueOrderId?, symbol: String) {
    if let known {
      let isFutures = session.product.accountType.isFutures
      tracker.register(
        isFutures
          ? BinanceTrackedOrder(futures: known, symbol: symbol, now: now)
          : BinanceTrackedOrder(known, symbol: symbol, now: now))
    } else {
      let terms = OrderTerms(side: .buy, type: .limit, quantity: .zero())
      tracker.register(
        BinanceTrackedOrder(identity: identity, symbol: symbol, terms: terms, submittedAt: now))
    }
    if tracker[identity.clientOrderId]?.estimatedTrades.isEmpty == false {
      expectCommission(of: identity.clientOrderId)
    }
    if let number = venueOrderId.flatMap({ Int64($0.text) }), tracker[identity.clientOrderId]?.algo == nil {
      tracker.identify(identity.clientOrderId, venueOrderId: number)
    }
  }
}
