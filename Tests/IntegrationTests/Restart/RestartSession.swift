import BinanceAdapter
import BinanceSandbox
import TradingEngine
import TradingLive
import TradingModel
import TradingNetwork
import TradingStore

/// One exchange, and the processes of a node that trade on it one after another, each with the journal of the one before.
final class RestartSession {
  let world: SimulatedWorld
  let venue: SandboxVenue
  static let bitcoin = InstrumentId(symbol: "BTCUSDT", venue: "BINANCE")
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

  init(seed: UInt64) throws {
    world = SimulatedWorld(seed: seed)
    random = world.random.split()
    var configuration = SandboxConfiguration()
    configuration.products = [.spot]
    configuration.synthetic.eventsPerSecond = 5
    venue = try SandboxVenue(configuration, clock: world, random: world.random.split())
    venue.register(in: world.network, places: [.spot: "127.0.0.1:8080"])
    process = SimulatedProcess(world: world)
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
      config: try config(), world: NodeWorld(runtime: process.runtime), journalDevice: self.device)
    node.addDataClientFactory("BINANCE", BinanceLiveDataClientFactory())
    node.addExecClientFactory("BINANCE", BinanceLiveExecClientFactory())
    node.add(QuoteWatcher())
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

  private func config() throws -> TradingNodeConfig {
    var config = TradingNodeConfig(traderId: "RESTART-001")
    config.dataClients["BINANCE"] = BinanceDataClientConfig(
      accountType: .spot, baseURLHTTP: "http://127.0.0.1:8080", baseURLWS: "ws://127.0.0.1:8080",
      instrumentProvider: BinanceInstrumentProviderConfig(loadIds: [Self.bitcoin]))
    config.execClients["BINANCE"] = BinanceExecClientConfig(
      accountType: .spot, apiKey: SecretText(venue.credentials.apiKey),
      apiSecret: SecretText(venue.credentials.apiSecret), baseURLHTTP: "http://127.0.0.1:8080",
      baseURLWSAPI: "ws://127.0.0.1:8080")
    return config
  }

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
    guard let quote = node.kernel.cache.quote(Self.bitcoin) else { return }
    let side: OrderSide = random.chance(0.5) ? .buy : .sell
    let quantity = Quantity(raw: Int64(random.integer(in: 1...9)) * 1_000, precision: 5)
    let open = node.kernel.cache.orders.open(instrumentId: Self.bitcoin, strategyId: Self.owner)
    switch random.integer(in: 0...9) {
    case 0...2: desk.submit(desk.orderFactory.market(Self.bitcoin, side, quantity))
    case 3...6:
      // Near the market, so that some fill at once, some later and some never.
      let ticks = Int64(random.integer(in: -20...200))
      let raw = side == .buy ? quote.bidPrice.raw - ticks : quote.askPrice.raw + ticks
      let price = Price(raw: raw, precision: quote.bidPrice.precision)
      desk.submit(desk.orderFactory.limit(Self.bitcoin, side, quantity, price: price))
    case 7: if let order = any(of: open) { desk.cancel(order.clientOrderId) }
    case 8:
      guard let order = any(of: open), order.quantity.raw > 1_000 else { return }
      desk.modify(order.clientOrderId, quantity: Quantity(raw: order.quantity.raw - 500, precision: 5))
    default: desk.cancelAll(Self.bitcoin, side: side)
    }
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
  override func onStart() { subscribeQuotes(RestartSession.bitcoin) }
}
