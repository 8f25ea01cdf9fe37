public import TradingModel

/// Trades under a strategy's name: gives orders, changes and cancels them, closes positions.
///
/// Every ``Strategy`` has a desk; a program that trades without a strategy (a gateway) gets one from
/// ``TradingKernel/desk(for:)``. Like the kernel, a desk is used on the kernel's loop. What becomes of a command is told
/// by events: to the strategy of the name, to the bus, and to the kernel's observers
/// (``TradingKernel/observe(_:)``). What is returned says why nothing was done, when no event can tell; else `nil`.
public final class TradingDesk {
  /// The owner of everything that is ordered here.
  public let strategyId: StrategyId
  /// Makes the owner's orders.
  public let orderFactory: OrderFactory
  let portfolio: Portfolio
  private let cache: Cache
  private let clock: any TradingClock
  private weak var kernel: TradingKernel?

  init(kernel: TradingKernel, strategyId: StrategyId) {
    self.kernel = kernel
    self.strategyId = strategyId
    cache = kernel.cache
    clock = kernel.clock
    orderFactory = kernel.orderFactory(for: strategyId)
    portfolio = kernel.portfolio
  }

  /// Gives any command to the kernel.
  @discardableResult
  public func execute(_ command: TradingCommand) -> CommandRefusal? {
    guard let kernel else { return CommandRefusal("KERNEL_GONE: the kernel of \(strategyId) does not exist any more") }
    return kernel.execute(command)
  }

  /// The account in which an instrument is traded, once the venue told its state; `nil` as well where several clients
  /// serve the instrument and none is named.
  public func account(for instrumentId: InstrumentId, client: ClientId? = nil) -> Account? {
    kernel?.executionEngine.account(for: instrumentId, clientId: client)
  }
}

// MARK: - Orders

extension TradingDesk {
  /// Sends a new order.
  ///
  /// - Parameters:
  ///   - order: the new order, as ``OrderFactory`` makes it.
  ///   - positionId: the position that the order is meant for, in hedging.
  ///   - client: the execution client to use; needed where several serve the instrument, as on spot and on margin: the
  ///     order is denied there without it.
  @discardableResult
  public func submit(_ order: Order, positionId: PositionId? = nil, client: ClientId? = nil) -> CommandRefusal? {
    execute(
      .submitOrder(
        SubmitOrder(
          order: order.identity, terms: order.terms, positionId: positionId ?? order.positionId,
          clientId: client ?? order.clientId, tsInit: clock.now)))
  }

  /// Sends orders that depend on one another, as ``OrderFactory`` links them.
  @discardableResult
  public func submitList(_ list: OrderList, client: ClientId? = nil) -> CommandRefusal? {
    execute(.submitOrderList(SubmitOrderList(list, clientId: client, tsInit: clock.now)))
  }

  /// Changes an order's total quantity or its prices; what is `nil` stays.
  @discardableResult
  public func modify(
    _ id: ClientOrderId, quantity: Quantity? = nil, price: Price? = nil, triggerPrice: Price? = nil,
    params: [String: String] = [:]
  ) -> CommandRefusal? {
    order(id) { order in
      .modifyOrder(
        ModifyOrder(
          order: order.identity, venueOrderId: order.venueOrderId, quantity: quantity, price: price,
          triggerPrice: triggerPrice, params: params, clientId: order.clientId, tsInit: clock.now))
    }
  }

  /// Changes several orders of an instrument, of futures in the venue's own call for several.
  @discardableResult
  public func modifyAll(_ instrumentId: InstrumentId, _ changes: [ModifyOrder]) -> CommandRefusal? {
    execute(
      .batchModifyOrders(BatchModifyOrders(instrumentId: instrumentId, changes: changes, tsInit: clock.now)))
  }

  /// Cancels an order; one that is not known is refused.
  @discardableResult
  public func cancel(_ id: ClientOrderId, params: [String: String] = [:]) -> CommandRefusal? {
    order(id) { order in
      .cancelOrder(
        CancelOrder(
          order: order.identity, venueOrderId: order.venueOrderId, params: params, clientId: order.clientId,
          tsInit: clock.now))
    }
  }

  /// Cancels all of the owner's orders in an instrument, or those of one side; nobody else's.
  @discardableResult
  public func cancelAll(
    _ instrumentId: InstrumentId, side: OrderSide? = nil, client: ClientId? = nil
  ) -> CommandRefusal? {
    execute(
      .cancelAllOrders(
        CancelAllOrders(
          strategyId: strategyId, instrumentId: instrumentId, side: side, clientId: client, tsInit: clock.now)))
  }

  /// Cancels all of the owner's orders.
  public func cancelAll() {
    let instruments = Set(cache.orders.unclosed(strategyId: strategyId).map(\.instrumentId)).sorted()
    for instrument in instruments { cancelAll(instrument) }
  }

  /// Asks the venue what became of an order.
  @discardableResult
  public func query(_ id: ClientOrderId) -> CommandRefusal? {
    order(id) { order in
      .queryOrder(
        QueryOrder(
          order: order.identity, venueOrderId: order.venueOrderId, clientId: order.clientId, tsInit: clock.now))
    }
  }

  /// Asks the venue for the account's state.
  @discardableResult
  public func queryAccount(client: ClientId? = nil) -> CommandRefusal? {
    execute(.queryAccount(QueryAccount(clientId: client, tsInit: clock.now)))
  }

  private func order(_ id: ClientOrderId, _ command: (Order) -> TradingCommand) -> CommandRefusal? {
    guard let order = cache.orders.order(id) else { return CommandRefusal("ORDER_NOT_FOUND: client_order_id=\(id)") }
    return execute(command(order))
  }
}

// MARK: - Closing positions

extension TradingDesk {
  /// Closes a position with market orders, reduce-only where the venue knows that: more than one where the venue's
  /// largest market order is smaller than the position.
  ///
  /// On spot, what is less than the instrument's step cannot be sold and stays.
  ///
  /// - Parameters:
  ///   - position: the position to close; nothing is done when it is closed already.
  ///   - client: who carries the orders; otherwise the client of the account on which the position is held.
  @discardableResult
  public func closePosition(_ position: Position, client: ClientId? = nil) -> CommandRefusal? {
    guard let side = position.closingSide else { return nil }
    guard let instrument = cache.instrument(position.instrumentId) else {
      return CommandRefusal("INSTRUMENT_NOT_FOUND: instrument=\(position.instrumentId)")
    }
    guard var rest = try? instrument.quantity(rounding: position.quantity), rest.isPositive else { return nil }
    let holder = kernel?.executionEngine.clients.first {
      $0.accountId == position.accountId && $0.serves(position.instrumentId)
    }?.id
    let limits = [instrument.limits.maxQuantity, instrument.limits.maxMarketQuantity].compactMap { $0 }
    let largest = limits.filter(\.isPositive).min() ?? rest
    for _ in 0..<Self.maxClosingOrders where rest.isPositive {
      let part = min(rest, largest)
      let order = orderFactory.market(
        position.instrumentId, side, part, isReduceOnly: instrument.kind != .currencyPair)
      if let refusal = submit(order, positionId: position.id, client: client ?? holder) { return refusal }
      guard let left = try? rest.subtracting(part) else { break }
      rest = left
    }
    return nil
  }

  private static var maxClosingOrders: Int { 50 }

  /// Closes all of the owner's positions in an instrument.
  public func closeAllPositions(_ instrumentId: InstrumentId) {
    for position in cache.positions.open(instrumentId: instrumentId, strategyId: strategyId) {
      closePosition(position)
    }
  }

  /// Cancels the owner's orders in an instrument, waits until the venue has none of them any more, and closes the owner's
  /// position at market: reduce-only on futures, on spot by as much as the owner's fills add up to.
  ///
  /// Cancellations are repeated while they fail. An exit that is under way is joined.
  ///
  /// - Parameters:
  ///   - instrumentId: the instrument whose orders are canceled and whose position is closed.
  ///   - completion: called once, on the loop, when the closing orders were given, or when it was given up.
  public func flatten(_ instrumentId: InstrumentId, completion: ((MarketExit.Outcome) -> Void)? = nil) {
    guard let kernel else { return }
    kernel.flatten(instrumentId, desk: self, completion: completion)
  }
}
