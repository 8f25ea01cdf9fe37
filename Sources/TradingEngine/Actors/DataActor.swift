public import Logging
public import TradingModel

/// Something that receives market data, timers and messages, and asks for more: the base of ``Strategy``.
///
/// Subclass it, override the callbacks that you need, and register it with a ``TradingKernel`` (or a node). Callbacks
/// run on the kernel's loop, one at a time: what a callback publishes, and the events of what it orders, are delivered
/// after it returned, in order. They must not block. Market data, timers and messages reach an actor while it is
/// running only.
open class DataActor {
  /// The actor's name, unique within its kernel; the type's name unless one was given.
  public private(set) var actorId: ActorId
  /// Where the actor is in its life.
  public private(set) var state: ComponentState = .preInitialized
  /// The actor's own log, labelled with its name.
  public private(set) var log: Logger
  private var context: ActorContext?
  @exclusivity(unchecked) private var isRunning = false
  var subscriptions: [DataSubscription] = []
  /// What the actor subscribed to itself; it ends when the actor stops.
  var topicSubscriptions: [TopicSubscription] = []
  /// What every actor of its kind is told; it ends with the actor.
  var standingSubscriptions: [TopicSubscription] = []

  /// An actor of the given name, or of its type's name.
  public init(actorId: ActorId? = nil) {
    let name = actorId ?? ActorId(String(describing: Self.self))
    self.actorId = name
    log = Logger(label: "argonaut.actor.\(name)")
  }

  // MARK: Life

  /// Called when the actor starts: the place to subscribe and to set timers.
  open func onStart() {}
  /// Called when the actor stops. Its timers and its subscriptions to data and topics end after this.
  open func onStop() {}
  /// Called to forget what was learned, so that the actor can be started anew.
  open func onReset() {}
  /// Called once at the end; nothing is called after it.
  open func onDispose() {}

  // MARK: Market data

  /// A quote of a subscribed instrument arrived; the cache has it.
  open func onQuote(_ quote: QuoteTick) {}
  /// A trade of a subscribed instrument arrived; the cache has it.
  open func onTrade(_ trade: TradeTick) {}
  /// A bar was closed, by the venue or here.
  open func onBar(_ bar: Bar) {}
  /// The changes of a book, as the venue sent them; the managed book has them already.
  open func onBookDeltas(_ deltas: borrowing OrderBookDeltas) {}
  /// A managed book changed. The book changes in place: copy what is to be kept.
  open func onBook(_ book: OrderBook) {}
  /// A book became reliable, or ceased to be.
  open func onBookStatus(_ status: BookStatus) {}
  /// The mark price of a subscribed contract arrived.
  open func onMarkPrice(_ update: MarkPriceUpdate) {}
  /// The index price of a subscribed contract arrived.
  open func onIndexPrice(_ update: IndexPriceUpdate) {}
  /// The funding rate of a subscribed contract arrived, with the time of the next funding.
  open func onFundingRate(_ update: FundingRateUpdate) {}
  /// An instrument's definition arrived or changed.
  open func onInstrument(_ instrument: Instrument) {}
  /// The trading status of a subscribed instrument changed.
  open func onInstrumentStatus(_ status: InstrumentStatus) {}
  /// Custom data of a type that was subscribed with ``subscribeData(_:client:params:)``.
  open func onData(_ data: any CustomData, dataType: DataType) {}

  // MARK: Everything else

  /// Another actor published a signal that this one subscribed to.
  open func onSignal(_ signal: Signal) {}
  /// A timer or alert without an action of its own came due.
  open func onTimer(_ event: TimeEvent) {}
  /// A connection of a client changed its state.
  open func onConnectionState(_ state: ConnectionState) {}
  /// The answer to any request; after it comes the callback of its kind.
  open func onResponse(_ response: DataResponse) {}
  /// Trades that were requested, oldest first.
  open func onHistoricalTrades(_ trades: [TradeTick]) {}
  /// Bars that were requested, oldest first.
  open func onHistoricalBars(_ bars: [Bar]) {}
  /// Funding rates that were requested, oldest first.
  open func onHistoricalFundingRates(_ updates: [FundingRateUpdate]) {}
  /// Custom data that was requested, oldest first.
  open func onHistoricalData(_ data: [any CustomData]) {}
  /// A snapshot of a book that was requested.
  open func onBookSnapshot(_ snapshot: OrderBookDeltas) {}
  /// Instruments that were requested; they are in the cache.
  open func onInstruments(_ instruments: [Instrument]) {}
  /// A request that could not be answered, with the reason in one line.
  open func onRequestFailed(_ requestId: UInt64, reason: String) {}

  // MARK: Registration

  /// What the actor works with; it has it from its registration on.
  var environment: ActorContext {
    guard let context else {
      preconditionFailure("\(actorId) is used before it was registered with a kernel")
    }
    return context
  }

  /// The actor's name when it is the `number`th that would like the same one.
  func name(number: Int) -> ActorId { number == 1 ? actorId : ActorId("\(actorId)-\(number)") }

  func register(in kernel: TradingKernel, as id: ActorId) {
    guard transition(.register) else { return }
    actorId = id
    log = kernel.logger(label: "argonaut.actor.\(id)")
    let timers = ClockTimers(clock: kernel.clock)
    timers.perform = { [bus = kernel.bus] work in bus.perform(work) }
    timers.handler = { [weak self] event in self?.receive(event) }
    context = ActorContext(kernel: kernel, timers: timers)
    connect(kernel)
  }

  /// Subscribes to what every actor is told.
  func connect(_ kernel: TradingKernel) {
    let states = kernel.bus.subscribe(topic: DataEngine.connectionTopic("*"), of: ConnectionState.self) {
      [weak self] state in
      guard let self, self.isRunning else { return }
      self.onConnectionState(state)
    }
    standingSubscriptions.append(states)
  }

  // MARK: Life cycle

  /// Moves on in the life cycle; a trigger that is not allowed is logged and changes nothing.
  func transition(_ trigger: ComponentState.Trigger) -> Bool {
    guard let next = state.next(on: trigger) else {
      log.warning("\(actorId) cannot \(trigger.rawValue) while it is \(state.rawValue)")
      return false
    }
    state = next
    isRunning = next == .running
    context?.kernel?.noteState(of: actorId, state)
    return true
  }

  func start() {
    guard transition(.start) else { return }
    onStart()
    if state == .starting { _ = transition(.startCompleted) }
    finishStarting()
  }

  func stop() {
    guard transition(.stop) else { return }
    onStop()
    finishStopping()
    endSubscriptions()
    context?.timers.cancelAll()
    _ = transition(.stopCompleted)
  }

  /// What has to be done once the actor has started.
  func finishStarting() {}

  /// What has to be done after ``onStop()``, while orders can still be given.
  func finishStopping() {}

  func reset() {
    guard transition(.reset) else { return }
    onReset()
    _ = transition(.resetCompleted)
  }

  func dispose() {
    guard transition(.dispose) else { return }
    onDispose()
    endSubscriptions()
    if let context {
      for subscription in standingSubscriptions { context.bus.unsubscribe(subscription) }
      context.timers.cancelAll()
    }
    standingSubscriptions = []
    _ = transition(.disposeCompleted)
    // The context stays: what an owner of the actor still asks it, or a closure that outlived it, gets an answer.
  }

  private func endSubscriptions() {
    guard let context else { return }
    for subscription in subscriptions { context.dataEngine.unsubscribe(self, from: subscription) }
    for subscription in topicSubscriptions { context.bus.unsubscribe(subscription) }
    subscriptions = []
    topicSubscriptions = []
  }

  private func receive(_ event: TimeEvent) {
    guard isRunning else { return }
    context?.kernel?.noteTimer(event, of: actorId)
    onTimer(event)
  }

  /// Runs `action` where the actor is running; for messages that come by topics.
  func whileRunning(_ action: () -> Void) {
    if isRunning { action() }
  }
}

// MARK: - From the bus to the callbacks

extension DataActor: MarketDataSubscriber {
  public func receive(_ quote: QuoteTick) {
    if isRunning { onQuote(quote) }
  }

  public func receive(_ trade: TradeTick) {
    if isRunning { onTrade(trade) }
  }

  public func receive(_ deltas: borrowing OrderBookDeltas, book: OrderBook) {
    guard isRunning else { return }
    onBookDeltas(deltas)
    onBook(book)
  }

  public func receive(_ bar: Bar) {
    if isRunning { onBar(bar) }
  }

  public func receive(_ status: BookStatus) {
    if isRunning { onBookStatus(status) }
  }

  public func receive(_ update: MarkPriceUpdate) {
    if isRunning { onMarkPrice(update) }
  }

  public func receive(_ update: IndexPriceUpdate) {
    if isRunning { onIndexPrice(update) }
  }

  public func receive(_ update: FundingRateUpdate) {
    if isRunning { onFundingRate(update) }
  }

  public func receive(_ status: InstrumentStatus) {
    if isRunning { onInstrumentStatus(status) }
  }

  public func receive(_ instrument: Instrument) {
    if isRunning { onInstrument(instrument) }
  }

  public func receive(_ data: any CustomData, dataType: DataType) {
    if isRunning { onData(data, dataType: dataType) }
  }
}
