public import Logging
public import TradingModel

/// Looks at every command before it goes to the execution engine, and denies what breaks a rule.
///
/// Cancellations always pass. A denial names the rule and the numbers. The engine belongs to the kernel's loop.
public final class RiskEngine {
  /// What the engine was made with; changes of the trading state and of bounds since then are not in it.
  public let config: RiskEngineConfig
  /// What is let through at the moment.
  public private(set) var tradingState: TradingState = .active
  /// Why every new order is denied, while the kill switch is set; see ``TradingKernel/kill(reason:)``.
  public internal(set) var killReason: String?

  private let execution: ExecutionEngine
  private let market: any MarketView
  private let clock: any TradingClock
  private let log: Logger
  private var submits: CommandRateLimiter
  private var modifies: CommandRateLimiter
  private var maxNotional: [InstrumentId: WideDecimal]

  /// An engine in front of `execution`, whose caches and market it judges by.
  public init(
    config: RiskEngineConfig = RiskEngineConfig(), execution: ExecutionEngine, clock: any TradingClock,
    log: Logger = Logger(label: "argonaut.risk")
  ) {
    self.config = config
    self.execution = execution
    self.market = execution.market
    self.clock = clock
    self.log = log
    submits = CommandRateLimiter(config.maxSubmitRate)
    modifies = CommandRateLimiter(config.maxModifyRate)
    maxNotional = config.maxNotionalPerOrder
    tradingState = config.tradingState
  }

  /// Changes what is let through.
  public func setTradingState(_ state: TradingState) {
    guard state != tradingState else { return }
    log.warning("trading state: \(tradingState.rawValue) to \(state.rawValue)")
    tradingState = state
  }

  /// Bounds what one order in an instrument may be worth; `nil` removes the bound.
  public func setMaxNotionalPerOrder(_ amount: WideDecimal?, for instrumentId: InstrumentId) {
    maxNotional[instrumentId] = amount
  }

  /// Checks a command and hands it on. A denied order is told by `OrderDenied`, a denied change by
  /// `OrderModifyRejected`.
  ///
  /// - Returns: why nothing was done, when no event can tell; else `nil`.
  @discardableResult
  public func execute(_ command: TradingCommand) -> CommandRefusal? {
    execution.perform {
      switch command {
      case .submitOrder(let submit): execute(submit)
      case .submitOrderList(let list): execute(list)
      case .modifyOrder(let modify): execute(modify)
      case .batchModifyOrders(let batch): execute(batch)
      case .cancelOrder, .cancelAllOrders, .batchCancelOrders, .queryOrder, .queryAccount: execution.execute(command)
      }
    }
  }

  // MARK: Submitting

  private func execute(_ command: SubmitOrder) -> CommandRefusal? {
    if let refusal = execution.initialize(command) { return refusal }
    if let denial = denial(of: [command], contingency: .none) {
      execution.deny(command.order.clientOrderId, reason: denial.description)
      return nil
    }
    return execution.execute(.submitOrder(command))
  }

  private func execute(_ command: SubmitOrderList) -> CommandRefusal? {
    var known: Set<ClientOrderId> = []
    for order in command.orders.map(\.order) {
      guard execution.orders.order(order.clientOrderId) == nil, known.insert(order.clientOrderId).inserted else {
        return CommandRefusal(
          "INVALID_CLIENT_ORDER_ID: client_order_id=\(order.clientOrderId) is in use; choose another one")
      }
    }
    for submit in command.orders { _ = execution.initialize(submit) }
    if let denial = denial(of: command.orders, contingency: command.contingency) {
      for submit in command.orders {
        execution.deny(
          submit.order.clientOrderId, reason: "ORDER_LIST_DENIED: list=\(command.orderListId) because=\(denial)")
      }
      return nil
    }
    return execution.execute(.submitOrderList(command))
  }

  /// The first rule that one of the orders breaks.
  private func denial(of commands: [SubmitOrder], contingency: ContingencyType) -> DenialReason? {
    if let killReason { return DenialReason("KILL_SWITCH", ["reason": killReason]) }
    if config.isBypassed { return nil }
    if tradingState == .halted { return DenialReason("TRADING_HALTED", ["state": tradingState.rawValue]) }
    guard submits.take(commands.count, at: clock.monotonicNow) else {
      return DenialReason("RATE_LIMIT_EXCEEDED", ["limit": "\(submits.limit)", "command": "submit"])
    }
    let limits = PositionLimits(config: config, orders: execution.orders, positions: execution.positions)
    if let denial = limits.denial(ofCount: commands.count) { return denial }
    var spent: [Money] = []
    for (place, command) in commands.enumerated() {
      guard let instrument = market.instrument(command.order.instrumentId) else {
        return DenialReason("INSTRUMENT_NOT_FOUND", ["instrument": command.order.instrumentId.text])
      }
      let exposure = exposure(instrument)
      if let denial = OrderRules(instrument: instrument).denial(of: command.terms, now: clock.now)
        ?? exposure.denial(of: command.terms) ?? reduction(command) ?? state(command)
        ?? limits.denial(of: command, following: commands[place...])
      {
        return denial
      }
      // Linked orders do not trade beside one another: only the first takes from the balance.
      if contingency == .none || place == 0, let denial = balance(command, exposure, &spent) { return denial }
    }
    return nil
  }

  private func exposure(_ instrument: Instrument) -> ExposureRules {
    ExposureRules(instrument: instrument, market: market, maxNotionalPerOrder: maxNotional[instrument.id])
  }

  /// An order that is meant to reduce a position must be able to.
  private func reduction(_ command: SubmitOrder) -> DenialReason? {
    guard command.terms.isReduceOnly, let id = command.positionId else { return nil }
    let held = execution.positions.open(id).netQuantity
    guard !held.isZero else { return DenialReason("POSITION_NOT_FOUND", ["position_id": id.text]) }
    guard held.isPositive == (command.terms.side == .sell) else {
      return DenialReason(
        "REDUCE_ONLY_WOULD_INCREASE_POSITION",
        [
          "position_id": id.text, "position_side": held.isPositive ? "LONG" : "SHORT",
          "order_side": command.terms.side.rawValue,
        ])
    }
    return nil
  }

  /// While reducing, an order must not go beyond closing what is held.
  private func state(_ command: SubmitOrder) -> DenialReason? {
    guard tradingState == .reducing, !command.terms.isReduceOnly else { return nil }
    let net = execution.positions.open(instrumentId: command.order.instrumentId).netQuantity
    let closing: OrderSide? = net.isZero ? nil : (net.isPositive ? .sell : .buy)
    guard closing != command.terms.side || command.terms.quantity.wide > net.magnitude || command.terms.isQuoteQuantity
    else { return nil }
    return DenialReason(
      "TRADING_STATE_REDUCING",
      ["net_position": net.plain(), "side": command.terms.side.rawValue, "quantity": "\(command.terms.quantity)"])
  }

  /// A cash account must have what the order takes; `spent` is what earlier orders of the command take.
  ///
  /// Balances are told after the orders that changed them. In between nothing can be said here, and the venue judges.
  private func balance(_ command: SubmitOrder, _ exposure: ExposureRules, _ spent: inout [Money]) -> DenialReason? {
    guard config.checksBalance, !command.terms.isReduceOnly,
      let account = execution.account(for: command.order.instrumentId, clientId: command.clientId),
      account.type == .cash, execution.isCurrent(account), let cost = exposure.cost(command.terms)
    else { return nil }
    let free = account.free(cost.currency)
    let before = spent.first { $0.currency == cost.currency } ?? .zero(cost.currency)
    guard let total = try? before.adding(cost) else { return nil }
    spent.removeAll { $0.currency == cost.currency }
    spent.append(total)
    guard total.amount > free.amount else { return nil }
    let isSum = before.amount.isPositive
    return DenialReason(
      isSum ? "CUM_NOTIONAL_EXCEEDS_FREE_BALANCE" : "NOTIONAL_EXCEEDS_FREE_BALANCE",
      [isSum ? "cum_cost" : "cost": "\(total)", "free": "\(free)"])
  }

  // MARK: Changing

  private func execute(_ command: ModifyOrder) -> CommandRefusal? {
    guard let order = execution.orders.order(command.order.clientOrderId), !order.isClosed,
      let denial = denial(of: command, order)
    else { return execution.execute(.modifyOrder(command)) }
    execution.denyModify(order.clientOrderId, reason: denial.description)
    return nil
  }

  private func execute(_ command: BatchModifyOrders) -> CommandRefusal? {
    var allowed = command
    allowed.changes.removeAll { change in
      guard let order = execution.orders.order(change.order.clientOrderId), !order.isClosed,
        let denial = denial(of: change, order)
      else { return false }
      execution.denyModify(order.clientOrderId, reason: denial.description)
      return true
    }
    if allowed.changes.isEmpty, !command.changes.isEmpty { return nil }
    return execution.execute(.batchModifyOrders(allowed))
  }

  private func denial(of command: ModifyOrder, _ order: Order) -> DenialReason? {
    if let killReason { return DenialReason("KILL_SWITCH", ["reason": killReason]) }
    if config.isBypassed { return nil }
    if order.status == .pendingCancel {
      return DenialReason("ORDER_PENDING_CANCEL", ["client_order_id": order.clientOrderId.text])
    }
    if tradingState == .halted { return DenialReason("TRADING_HALTED", ["state": tradingState.rawValue]) }
    guard modifies.take(at: clock.monotonicNow) else {
      return DenialReason("RATE_LIMIT_EXCEEDED", ["limit": "\(modifies.limit)", "command": "modify"])
    }
    guard let instrument = market.instrument(order.instrumentId) else {
      return DenialReason("INSTRUMENT_NOT_FOUND", ["instrument": order.instrumentId.text])
    }
    guard command.quantity != nil || command.price != nil || command.triggerPrice != nil else {
      return DenialReason("NOTHING_TO_MODIFY", ["client_order_id": order.clientOrderId.text])
    }
    if let quantity = command.quantity, !quantity.isPositive {
      return DenialReason("QUANTITY_NOT_POSITIVE", ["quantity": "\(quantity)"])
    }
    if let quantity = command.quantity, quantity < order.filledQuantity {
      return DenialReason("QUANTITY_BELOW_FILLED", ["quantity": "\(quantity)", "filled": "\(order.filledQuantity)"])
    }
    var terms = order.terms
    terms.quantity = command.quantity ?? terms.quantity
    terms.price = command.price ?? terms.price
    terms.triggerPrice = command.triggerPrice ?? terms.triggerPrice
    // The time in force was judged when the order was made.
    terms.timeInForce = .gtc
    return OrderRules(instrument: instrument).denial(of: terms, now: clock.now) ?? exposure(instrument).denial(
      of: terms)
      ?? increase(command, order)
  }

  private func increase(_ command: ModifyOrder, _ order: Order) -> DenialReason? {
    guard tradingState == .reducing, !order.terms.isReduceOnly, let quantity = command.quantity,
      quantity > order.quantity
    else { return nil }
    return DenialReason("TRADING_STATE_REDUCING", ["quantity": "\(quantity)", "before": "\(order.quantity)"])
  }
}
