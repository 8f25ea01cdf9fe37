public import TradingModel

/// An actor that trades: it gives orders and is told what becomes of them.
///
/// Order, position and account events reach a strategy from its start on, also while it is stopping or stopped: what
/// was still under way is told to the end. What happened to its orders before its start (while the node was down, found
/// out by reconciliation) is told right after ``DataActor/onStart()``. Their order is the order in which things happened; for each event the
/// callback of its kind comes first, then ``onOrderEvent(_:)`` or ``onPositionEvent(_:)``. Orders may be given from
/// any callback: their events are delivered after it returned.
open class Strategy: DataActor {
  /// What the strategy was made with: its name, its claims, and what happens on its stop.
  public let config: StrategyConfig
  /// The owner of the strategy's orders and positions; final once the strategy is registered.
  public private(set) var strategyId: StrategyId
  private var ownDesk: TradingDesk?
  private var early: [KernelEvent] = []

  /// A strategy named by its configuration, or by its type.
  public init(config: StrategyConfig = StrategyConfig()) {
    self.config = config
    let name = String(describing: Self.self)
    let id = config.strategyId ?? StrategyId("\(name)-\(config.orderIdTag ?? "001")")
    strategyId = id
    super.init(actorId: ActorId(id.text))
  }

  // MARK: Order events

  /// Any event of one of the strategy's orders, after the callback of its kind.
  open func onOrderEvent(_ event: OrderEvent) {}
  /// The order was made and is in the cache; nothing was checked or sent yet.
  open func onOrderInitialized(_ event: OrderInitialized) {}
  /// The order was refused on this side; nothing was sent.
  open func onOrderDenied(_ event: OrderDenied) {}
  /// The order was handed to the network; whether the venue has it is not known yet.
  open func onOrderSubmitted(_ event: OrderSubmitted) {}
  /// The venue has the order.
  open func onOrderAccepted(_ event: OrderAccepted) {}
  /// The venue does not have the order and cannot come to have it.
  open func onOrderRejected(_ event: OrderRejected) {}
  /// A change of the order is on its way.
  open func onOrderPendingUpdate(_ event: OrderPendingUpdate) {}
  /// A cancellation of the order is on its way.
  open func onOrderPendingCancel(_ event: OrderPendingCancel) {}
  /// A change was refused; the order is as it was, unless its state says otherwise.
  open func onOrderModifyRejected(_ event: OrderModifyRejected) {}
  /// A cancellation was refused; the order is as it was, unless its state says otherwise.
  open func onOrderCancelRejected(_ event: OrderCancelRejected) {}
  /// Quantity, price, trigger price or the venue's identifier of the order changed.
  open func onOrderUpdated(_ event: OrderUpdated) {}
  /// The condition of the order was met.
  open func onOrderTriggered(_ event: OrderTriggered) {}
  /// The order was canceled; a trade that was made before may still be told.
  open func onOrderCanceled(_ event: OrderCanceled) {}
  /// The venue, or its time in force, ended the order.
  open func onOrderExpired(_ event: OrderExpired) {}
  /// The order traded, in part or whole; each trade is told once.
  open func onOrderFilled(_ event: OrderFilled) {}
  /// A trade that was told with an estimated commission has its real one now.
  open func onOrderCommissionCorrected(_ event: OrderCommissionCorrected) {}
  /// The outcome of a request is not known and is being found out.
  open func onOrderUnknown(_ event: OrderUnknown) {}

  // MARK: Position and account events

  /// Any event of one of the strategy's positions, after the callback of its kind.
  open func onPositionEvent(_ event: PositionEvent) {}
  /// A fill opened a position.
  open func onPositionOpened(_ event: PositionOpened) {}
  /// The size, average price or profit of a position changed.
  open func onPositionChanged(_ event: PositionChanged) {}
  /// A position became flat.
  open func onPositionClosed(_ event: PositionClosed) {}
  /// The balances or margins of an account changed.
  open func onAccountState(_ state: AccountState) {}

  // MARK: Registration

  /// What the strategy trades with; it has it from its registration on.
  public var desk: TradingDesk {
    guard let ownDesk else {
      preconditionFailure("\(strategyId) gives orders before it was registered with a kernel")
    }
    return ownDesk
  }

  override func name(number: Int) -> ActorId {
    guard number > 1, config.strategyId == nil, config.orderIdTag == nil else { return super.name(number: number) }
    let digits = String(number)
    let tag = String(repeating: "0", count: max(0, 3 - digits.utf8.count)) + digits
    return ActorId("\(String(describing: Self.self))-\(tag)")
  }

  override func connect(_ kernel: TradingKernel) {
    super.connect(kernel)
    strategyId = StrategyId(actorId.text)
    ownDesk = kernel.desk(for: strategyId)
    let bus = kernel.bus
    let orders = bus.subscribe(topic: EventTopic.orders(of: strategyId), of: OrderEvent.self) { [weak self] event in
      self?.receive(event)
    }
    let positions = bus.subscribe(topic: EventTopic.positions(of: strategyId), of: PositionEvent.self) {
      [weak self] event in self?.receive(event)
    }
    let accounts = bus.subscribe(topic: EventTopic.allAccounts, of: AccountState.self) { [weak self] state in
      guard let self, self.hearsEvents else { return }
      self.onAccountState(state)
    }
    standingSubscriptions += [orders, positions, accounts]
  }

  override func finishStopping() {
    if config.cancelsOrdersOnStop { cancelAll() }
    if config.closesPositionsOnStop {
      for position in cache.positions.open(strategyId: strategyId) { closePosition(position) }
    }
  }

  override func finishStarting() {
    let told = early
    early = []
    for event in told {
      switch event {
      case .order(let event): receive(event)
      case .position(let event): receive(event)
      default: break
      }
    }
  }

  /// Keeps what is told before the start, to be told after it.
  private func keepEarly(_ event: KernelEvent) {
    guard state == .ready, early.count < Self.maxEarly else { return }
    early.append(event)
  }

  private static var maxEarly: Int { 100_000 }

  private var hearsEvents: Bool {
    switch state {
    case .starting, .running, .stopping, .stopped: true
    case .preInitialized, .ready, .resetting, .disposing, .disposed: false
    }
  }

  private func receive(_ event: OrderEvent) {
    guard hearsEvents else { return keepEarly(.order(event)) }
    if config.logsEvents { logOrderEvent(event) }
    switch event {
    case .initialized(let event): onOrderInitialized(event)
    case .denied(let event): onOrderDenied(event)
    case .submitted(let event): onOrderSubmitted(event)
    case .accepted(let event): onOrderAccepted(event)
    case .rejected(let event): onOrderRejected(event)
    case .pendingUpdate(let event): onOrderPendingUpdate(event)
    case .pendingCancel(let event): onOrderPendingCancel(event)
    case .modifyRejected(let event): onOrderModifyRejected(event)
    case .cancelRejected(let event): onOrderCancelRejected(event)
    case .updated(let event): onOrderUpdated(event)
    case .triggered(let event): onOrderTriggered(event)
    case .canceled(let event): onOrderCanceled(event)
    case .expired(let event): onOrderExpired(event)
    case .filled(let event): onOrderFilled(event)
    case .commissionCorrected(let event): onOrderCommissionCorrected(event)
    case .unknown(let event): onOrderUnknown(event)
    }
    onOrderEvent(event)
  }

  private func receive(_ event: PositionEvent) {
    guard hearsEvents else { return keepEarly(.position(event)) }
    switch event {
    case .opened(let event): onPositionOpened(event)
    case .changed(let event): onPositionChanged(event)
    case .closed(let event): onPositionClosed(event)
    }
    onPositionEvent(event)
  }
}
