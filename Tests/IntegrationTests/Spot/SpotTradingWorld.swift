import BinanceAdapter
import BinanceSandbox
import TradingEngine
import TradingModel
import TradingNetwork

/// The sandbox and an execution client with a real execution engine in one simulated world.
final class SpotTradingWorld {
  let world: SimulatedWorld
  let venue: SandboxVenue
  let cache = Cache()
  let engine: ExecutionEngine
  let client: BinanceSpotExecutionClient
  /// Everything that the engine published about orders, one line each.
  private(set) var journal: [String] = []
  static let bitcoin = InstrumentId(symbol: "BTCUSDT", venue: "BINANCE")
  private let strategyId: StrategyId = "EmaCross-001"

  init(seed: UInt64, configure: (inout BinanceExecClientConfig) -> Void = { _ in }) throws {
    world = SimulatedWorld(seed: seed)
    var configuration = SandboxConfiguration()
    configuration.products = [.spot]
    configuration.seed = seed
    venue = try SandboxVenue(configuration, clock: world, random: world.random.split())
    venue.register(in: world.network, places: [.spot: "api.binance.com:443"])
    venue.register(in: world.network, places: [.spot: "ws-api.binance.com:443"])
    venue.start()
    var config = BinanceExecClientConfig(
      apiKey: SecretText(venue.credentials.apiKey), apiSecret: SecretText(venue.credentials.apiSecret))
    config.instrumentProvider.loadIds = [Self.bitcoin]
    configure(&config)
    let runtime = world.runtime()
    let session = try BinanceHttpSession(
      connection: config.connection,
      credentials: try BinanceCredentials(
        apiKey: SecretText(venue.credentials.apiKey), apiSecret: SecretText(venue.credentials.apiSecret)),
      runtime: runtime)
    engine = ExecutionEngine(cache: cache, clock: world)
    client = BinanceSpotExecutionClient(
      id: "BINANCE", config: config, session: session,
      provider: try BinanceInstrumentProvider(session: session, config: config.instrumentProvider),
      lookup: cache.orders, sink: engine)
    engine.register(client)
    engine.publish = { [unowned self] news in
      if case .order(let event) = news { journal.append("\(world.now) \(event)") }
    }
  }

  /// Connects, and lets the engine know the instruments.
  func connect() throws {
    var result: Result<Void, any Error>?
    client.connect { result = $0 }
    world.run(until: { result != nil }, limit: .seconds(120))
    try result?.get()
    for instrument in client.provider.instruments { cache.add(instrument) }
    engine.startChecks()
  }

  // MARK: Trading

  func submit(_ id: ClientOrderId, _ terms: OrderTerms) {
    let identity = OrderIdentity(strategyId: strategyId, instrumentId: Self.bitcoin, clientOrderId: id)
    engine.execute(.submitOrder(SubmitOrder(order: identity, terms: terms, tsInit: world.now)))
  }

  func cancel(_ id: ClientOrderId) {
    guard let order = cache.orders.order(id) else { return }
    engine.execute(
      .cancelOrder(CancelOrder(order: order.identity, venueOrderId: order.venueOrderId, tsInit: world.now)))
  }

  func marketOrder(_ side: OrderSide, _ quantity: String) throws -> OrderTerms {
    OrderTerms(side: side, type: .market, quantity: try Quantity(quantity))
  }

  func limitOrder(_ side: OrderSide, _ quantity: String, at price: Price, postOnly: Bool = false) throws -> OrderTerms {
    OrderTerms(side: side, type: .limit, quantity: try Quantity(quantity), price: price, isPostOnly: postOnly)
  }

  // MARK: The venue's truth

  /// The last word of the ledger on each of the account's orders, in the order of their making.
  var orders: [SandboxLedger.Entry] {
    var last: [String: SandboxLedger.Entry] = [:]
    var sequence: [String] = []
    for entry in venue.ledger.query(account: venue.credentials.account)
    where entry.kind == .order || entry.kind == .trade {
      let id = entry["orderId"] ?? ""
      if last[id] == nil { sequence.append(id) }
      last[id] = entry
    }
    return sequence.compactMap { last[$0] }
  }

  var trades: [SandboxLedger.Entry] { venue.ledger.query(kind: .trade, account: venue.credentials.account) }

  /// The best price of the market as the last trade shows it.
  func lastPrice() throws -> Price {
    let text = venue.ledger.query(kind: .trade, account: venue.credentials.account).last?["price"] ?? "0"
    return try Price(text, precision: 2)
  }

  func shutDown() {
    venue.stop()
    engine.stopChecks()
    world.shutDown()
  }
}
