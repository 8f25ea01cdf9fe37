import Logging
public import TradingModel

extension Strategy {
  /// Makes the strategy's orders.
  public var orderFactory: OrderFactory { desk.orderFactory }

  /// Positions, exposure, profit and loss of the whole node.
  public var portfolio: Portfolio { desk.portfolio }

  // MARK: Giving orders

  /// Sends a new order. What becomes of it is told by events, which are delivered after the current callback.
  ///
  /// A strategy that is stopped gives no new orders.
  ///
  /// - Parameters:
  ///   - order: the new order, as ``OrderFactory`` makes it.
  ///   - positionId: the position that the order is meant for, in hedging.
  ///   - client: the execution client to use; needed where several serve the instrument, as on spot and on margin: the
  ///     order is denied there without it.
  /// - Returns: why nothing was done, when no event can tell; else `nil`.
  @discardableResult
  public func submit(_ order: Order, positionId: PositionId? = nil, client: ClientId? = nil) -> CommandRefusal? {
    if let refusal = refusalOfNewOrders { return refusal }
    return logged(desk.submit(order, positionId: positionId, client: client))
  }

  /// Sends orders that depend on one another, as ``OrderFactory`` links them; all by one client, see
  /// ``submit(_:positionId:client:)``.
  @discardableResult
  public func submitList(_ list: OrderList, client: ClientId? = nil) -> CommandRefusal? {
    if let refusal = refusalOfNewOrders { return refusal }
    return logged(desk.submitList(list, client: client))
  }

  // MARK: Changing and canceling

  /// Changes an order's total quantity or its prices; what is `nil` stays.
  @discardableResult
  public func modify(
    _ order: Order, quantity: Quantity? = nil, price: Price? = nil, triggerPrice: Price? = nil
  ) -> CommandRefusal? {
    logged(desk.modify(order.clientOrderId, quantity: quantity, price: price, triggerPrice: triggerPrice))
  }

  /// Cancels an order.
  @discardableResult
  public func cancel(_ order: Order) -> CommandRefusal? { cancel(order.clientOrderId) }

  /// Cancels an order by its identifier; one that is not known is refused.
  @discardableResult
  public func cancel(_ id: ClientOrderId) -> CommandRefusal? { logged(desk.cancel(id)) }

  /// Cancels all of the strategy's orders in an instrument, or those of one side.
  @discardableResult
  public func cancelAll(_ instrumentId: InstrumentId, side: OrderSide? = nil) -> CommandRefusal? {
    logged(desk.cancelAll(instrumentId, side: side))
  }

  /// Cancels all of the strategy's orders.
  public func cancelAll() { desk.cancelAll() }

  // MARK: Closing positions

  /// Closes a position with market orders, reduce-only where the venue knows that.
  ///
  /// On spot, what is less than the instrument's step cannot be sold and stays.
  @discardableResult
  public func closePosition(_ position: Position, client: ClientId? = nil) -> CommandRefusal? {
    if let refusal = refusalOfNewOrders { return refusal }
    return logged(desk.closePosition(position, client: client))
  }

  /// Closes all of the strategy's positions in an instrument.
  public func closeAllPositions(_ instrumentId: InstrumentId) {
    for position in cache.positions.open(instrumentId: instrumentId, strategyId: strategyId) {
      closePosition(position)
    }
  }

  /// Cancels the strategy's orders in an instrument, waits until they have ended, and closes its positions there; see
  /// ``TradingDesk/flatten(_:completion:)``.
  public func flatten(_ instrumentId: InstrumentId, completion: ((MarketExit.Outcome) -> Void)? = nil) {
    desk.flatten(instrumentId, completion: completion)
  }

  // MARK: Asking

  /// Asks the venue what became of an order.
  @discardableResult
  public func queryOrder(_ order: Order) -> CommandRefusal? { logged(desk.query(order.clientOrderId)) }

  /// Asks the venue for the account's state.
  @discardableResult
  public func queryAccount(client: ClientId? = nil) -> CommandRefusal? { logged(desk.queryAccount(client: client)) }

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

  /// The account in which an instrument is traded, once the venue told its state; `nil` as well where several clients
  /// serve the instrument and none is named.
  public func account(_ instrumentId: InstrumentId, client: ClientId? = nil) -> Account? {
    desk.account(for: instrumentId, client: client)
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

  private func logged(_ refusal: CommandRefusal?) -> CommandRefusal? {
    if let refusal { log.warning("\(refusal)") }
    return refusal
  }
}
