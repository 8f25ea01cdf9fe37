import Logging
public import TradingModel

extension Strategy {
  /// Makes the strategy's orders.
  public var orderFactory: OrderFactory { trading.orderFactory }

  /// Positions, exposure, profit and loss of the whole node.
  public var portfolio: Portfolio { trading.portfolio }

  // MARK: Giving orders

  /// Sends a new order. What becomes of it is told by events, which are delivered after the current callback.
  ///
  /// A strategy that is stopped gives no new orders.
  ///
  /// - Parameters:
  ///   - positionId: the position that the order is meant for, in hedging.
  ///   - client: the execution client to use where several serve the instrument.
  /// - Returns: why nothing was done, when no event can tell; else `nil`.
  @discardableResult
  public func submit(_ order: Order, positionId: PositionId? = nil, client: ClientId? = nil) -> CommandRefusal? {
    if let refusal = refusalOfNewOrders { return refusal }
    return execute(.submitOrder(command(for: order, positionId: positionId, client: client)))
  }

  /// Sends orders that depend on one another, as ``OrderFactory`` links them.
  @discardableResult
  public func submitList(_ list: OrderList, client: ClientId? = nil) -> CommandRefusal? {
    if let refusal = refusalOfNewOrders { return refusal }
    return execute(.submitOrderList(SubmitOrderList(list, clientId: client, tsInit: clock.now)))
  }

  // MARK: Changing and canceling

  /// Changes an order's total quantity or its prices; what is `nil` stays.
  @discardableResult
  public func modify(
    _ order: Order, quantity: Quantity? = nil, price: Price? = nil, triggerPrice: Price? = nil
  ) -> CommandRefusal? {
    execute(
      .modifyOrder(
        ModifyOrder(
          order: order.identity, venueOrderId: order.venueOrderId, quantity: quantity, price: price,
          triggerPrice: triggerPrice, clientId: order.clientId, tsInit: clock.now)))
  }

  /// Cancels an order.
  @discardableResult
  public func cancel(_ order: Order) -> CommandRefusal? {
    execute(
      .cancelOrder(
        CancelOrder(
          order: order.identity, venueOrderId: order.venueOrderId, clientId: order.clientId, tsInit: clock.now)))
  }

  /// Cancels an order by its identifier; one that is not known is refused.
  @discardableResult
  public func cancel(_ id: ClientOrderId) -> CommandRefusal? {
    guard let order = cache.orders.order(id) else {
      return CommandRefusal("ORDER_NOT_FOUND: client_order_id=\(id)")
    }
    return cancel(order)
  }

  /// Cancels all of the strategy's orders in an instrument, or those of one side.
  @discardableResult
  public func cancelAll(_ instrumentId: InstrumentId, side: OrderSide? = nil) -> CommandRefusal? {
    execute(
      .cancelAllOrders(
        CancelAllOrders(strategyId: strategyId, instrumentId: instrumentId, side: side, tsInit: clock.now)))
  }

  /// Cancels all of the strategy's orders.
  public func cancelAll() {
    var instruments: [InstrumentId] = []
    for order in cache.orders.active(strategyId: strategyId) where !instruments.contains(order.instrumentId) {
      instruments.append(order.instrumentId)
    }
    for instrument in instruments { cancelAll(instrument) }
  }

  // MARK: Closing positions

  /// Closes a position with a market order, reduce-only where the venue knows that.
  ///
  /// On spot, what is less than the instrument's step cannot be sold and stays.
  @discardableResult
  public func closePosition(_ position: Position, client: ClientId? = nil) -> CommandRefusal? {
    guard let side = position.closingSide else { return nil }
    guard let instrument = cache.instrument(position.instrumentId) else {
      return CommandRefusal("INSTRUMENT_NOT_FOUND: instrument=\(position.instrumentId)")
    }
    guard let quantity = try? instrument.quantity(rounding: position.quantity), quantity.isPositive else {
      return nil
    }
    let order = orderFactory.market(
      position.instrumentId, side, quantity, isReduceOnly: instrument.kind != .currencyPair)
    return submit(order, positionId: position.id, client: client)
  }

  /// Closes all of the strategy's positions in an instrument.
  public func closeAllPositions(_ instrumentId: InstrumentId) {
    for position in cache.positions.open(instrumentId: instrumentId, strategyId: strategyId) {
      closePosition(position)
    }
  }

  /// Cancels the strategy's orders in an instrument and closes its positions there.
  public func flatten(_ instrumentId: InstrumentId) {
    cancelAll(instrumentId)
    closeAllPositions(instrumentId)
  }

  // MARK: Asking

  /// Asks the venue what became of an order.
  @discardableResult
  public func queryOrder(_ order: Order) -> CommandRefusal? {
    execute(
      .queryOrder(
        QueryOrder(
          order: order.identity, venueOrderId: order.venueOrderId, clientId: order.clientId, tsInit: clock.now)))
  }

  /// Asks the venue for the account's state.
  @discardableResult
  public func queryAccount(client: ClientId? = nil) -> CommandRefusal? {
    execute(.queryAccount(QueryAccount(clientId: client, tsInit: clock.now)))
  }

  // MARK: What the strategy has

  /// The strategy's position in an instrument as one signed number, negative when short.
  public func netPosition(_ instrumentId: InstrumentId) -> WideDecimal {
    portfolio.netPosition(instrumentId, strategyId: strategyId)
  }

  /// Whether the strategy's position in an instrument is less than what can be traded.
  public func isFlat(_ instrumentId: InstrumentId) -> Bool {
    let net = netPosition(instrumentId)
    guard !net.isZero, let instrument = cache.instrument(instrumentId) else { return net.isZero }
    return net.magnitude < instrument.sizeIncrement.wide
  }

  /// The account in which an instrument is traded, once the venue told its state.
  public func account(_ instrumentId: InstrumentId, client: ClientId? = nil) -> Account? {
    trading.account(for: instrumentId, client: client)
  }

  /// The strategy's orders in an instrument that may still trade: open ones and those in flight.
  public func activeOrders(_ instrumentId: InstrumentId, side: OrderSide? = nil) -> [Order] {
    cache.orders.active(instrumentId: instrumentId, strategyId: strategyId, side: side)
  }

  // MARK: Inside

  private var refusalOfNewOrders: CommandRefusal? {
    switch state {
    case .starting, .running, .stopping: return nil
    default:
      let refusal = CommandRefusal("STRATEGY_NOT_RUNNING: strategy=\(strategyId) state=\(state.rawValue)")
      log.warning("\(refusal)")
      return refusal
    }
  }

  private func command(for order: Order, positionId: PositionId?, client: ClientId?) -> SubmitOrder {
    SubmitOrder(
      order: order.identity, terms: order.terms, positionId: positionId ?? order.positionId,
      clientId: client ?? order.clientId, tsInit: clock.now)
  }

  private func execute(_ command: TradingCommand) -> CommandRefusal? {
    let refusal = trading.execute(command)
    if let refusal { log.warning("\(refusal)") }
    return refusal
  }
}
