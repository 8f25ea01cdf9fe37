import BinanceSandbox
import TradingEngine
import TradingLive
import TradingModel
import TradingNetwork
import TradingStore

/// One exchange, and the processes of a node that trade on it one after another, each with the journal of the one before.
final class RestartSession {
  private let simulation: SimulatedVenue
  let product: TradedProduct
  static let owner: StrategyId = "GATEWAY-001"
  private let random: RandomSource
  /// What the process that runs, or ran last, keeps.
  private(set) var device = MemoryJournalDevice()
  private(set) var process: SimulatedProcess
  private(set) var node: TradingNodeCore
  /// The order events that the current process told.
  private(set) var told: [OrderEvent] = []
  private(set) var startResult: Result<Void, NodeError>?
  /// How many bytes of the journal the first process writes before it is killed; `nil` for all that it wants.
  var killAfterBytes: Int?
  private(set) var bytesWritten = 0

  var world: SimulatedWorld { simulation.world }
  var venue: SandboxVenue { simulation.venue }

  init(_ product: TradedProduct, seed: UInt64) throws {
    self.product = product
    simulation = try SimulatedVenue(seed: seed, products: [product], eventsPerSecond: 5)
    random = simulation.world.random.split()
    process = SimulatedProcess(world: simulation.world)
    node = TradingNodeCore(config: TradingNodeConfig(), world: NodeWorld(runtime: process.runtime))
    venue.start()
  }

  // MARK: Processes

  /// Starts a process with the journal that there is, and waits until it runs.
  func startProcess(on device: MemoryJournalDevice? = nil) throws {
    self.device = device ?? self.device
    told = []
    startResult = nil
    bytesWritten = 0
    process = SimulatedProcess(world: world)
    self.device.willAppend = { [weak self] bytes in self?.append(bytes.count) }
    node = TradingNodeCore(
      config: simulation.configuration.config(traderId: "RESTART-001"), world: NodeWorld(runtime: process.runtime),
      journalDevice: self.device)
    simulation.configuration.addFactories(to: node)
    node.add(QuoteWatcher(product.instrument))
    _ = node.kernel.desk(for: Self.owner)
    node.kernel.observe { [unowned self] event in
      if process.isAlive, case .order(let event) = event { told.append(event) }
    }
    try node.build()
    node.start { [weak self] in self?.startResult = $0 }
    world.run(until: { self.startResult != nil || !self.process.isAlive }, limit: .seconds(120))
  }

  /// Counts the journal's bytes, and kills the process at the chosen one: what is behind it is lost.
  private func append(_ count: Int) -> Int? {
    defer { bytesWritten += count }
    guard let limit = killAfterBytes, bytesWritten + count >= limit else { return nil }
    process.kill()
    // The rest of this turn runs on, but its process is dead: what it writes goes nowhere.
    device.fault = "the process is dead"
    return max(0, limit - bytesWritten)
  }

  /// Kills the process now.
  func kill() {
    process.kill()
    device.fault = "the process is dead"
  }

  /// What the next process finds.
  var survivor: MemoryJournalDevice { device.copy() }

  // MARK: Trading

  /// Gives so many commands at random, with pauses, until the process is killed.
  func trade(commands: Int) {
    for _ in 0..<commands where process.isAlive {
      command()
      world.run(for: pause(5...400))
    }
  }

  private func command() {
    let desk = node.kernel.desk(for: Self.owner)
    guard let quote = node.kernel.cache.quote(product.instrument) else { return }
    let side: OrderSide = random.chance(0.5) ? .buy : .sell
    let quantity = Quantity(
      raw: Int64(random.integer(in: 1...9)) * product.size.raw, precision: product.size.precision)
    let open = node.kernel.cache.orders.open(instrumentId: product.instrument, strategyId: Self.owner)
    switch random.integer(in: 0...(product.exchange.isFutures ? 13 : 9)) {
    case 0...2: desk.submit(desk.orderFactory.market(product.instrument, side, quantity))
    case 3...6:
      // Near the market, so that some fill at once, some later and some never.
      let ticks = Int64(random.integer(in: -20...200))
      let price = price(quote, side == .buy ? -ticks : ticks)
      desk.submit(desk.orderFactory.limit(product.instrument, side, quantity, price: price))
    case 7: if let order = any(of: open) { desk.cancel(order.clientOrderId) }
    case 8:
      guard let order = any(of: open), order.quantity > product.size else { return }
      let less = order.quantity.raw - product.size.raw / 2
      desk.modify(order.clientOrderId, quantity: Quantity(raw: less, precision: order.quantity.precision))
    case 9: desk.cancelAll(product.instrument, side: side)
    default: desk.submit(contractOrder(desk.orderFactory, side, quantity, quote))
    }
  }

  /// An order that only futures have: conditional, reducing, closing.
  private func contractOrder(
    _ factory: OrderFactory, _ side: OrderSide, _ quantity: Quantity, _ quote: QuoteTick
  ) -> Order {
    let ticks = Int64(random.integer(in: 5...300))
    let against = price(quote, side == .buy ? ticks + 5 : -ticks - 5)
    switch random.integer(in: 0...4) {
    case 0: return factory.stopMarket(product.instrument, side, quantity, triggerPrice: against)
    case 1:
      return factory.marketIfTouched(
        product.instrument, side, quantity, triggerPrice: price(quote, side == .buy ? -ticks : ticks))
    case 2: return factory.trailingStopMarket(product.instrument, side, quantity, offset: WideDecimal(10))
    case 3: return factory.market(product.instrument, side, quantity, isReduceOnly: true)
    default:
      return factory.stopMarket(
        product.instrument, side, Quantity(raw: 0, precision: quantity.precision), triggerPrice: against,
        params: ["closePosition": "true"])
    }
  }

  /// A price so many ticks above the bid (below it where negative); above the ask from there.
  private func price(_ quote: QuoteTick, _ ticks: Int64) -> Price {
    let step = max(1, node.kernel.cache.instrument(product.instrument)?.priceIncrement.raw ?? 1)
    let base = ticks > 0 ? quote.askPrice : quote.bidPrice
    return Price(raw: base.raw + ticks * step, precision: base.precision)
  }

  private func any(of orders: [Order]) -> Order? {
    orders.isEmpty ? nil : orders[random.integer(in: 0...(orders.count - 1))]
  }

  /// A time at random.
  func pause(_ range: ClosedRange<Int>) -> Duration { .milliseconds(random.integer(in: range)) }

  func shutDown() {
    venue.stop()
    world.shutDown()
  }
}

/// Keeps the quotes in the cache fresh.
private final class QuoteWatcher: DataActor {
  private let instrument: InstrumentId

  init(_ instrument: InstrumentId) {
    self.instrument = instrument
    super.init()
  }

  override func onStart() { subscribeQuotes(instrument) }
}
