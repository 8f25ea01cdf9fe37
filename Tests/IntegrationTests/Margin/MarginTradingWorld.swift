import BinanceAdapter
import BinanceSandbox
import TradingEngine
import TradingModel
import TradingNetwork

/// The sandbox and an execution client of a margin account with a real execution engine in one simulated world.
final class MarginTradingWorld {
  let world: SimulatedWorld
  let venue: SandboxVenue
  let cache = Cache()
  let engine: ExecutionEngine
  let client: BinanceSpotExecutionClient
  let session: BinanceHttpSession
  private(set) var connectionStates: [String] = []
  static let bitcoin = InstrumentId(symbol: "BTCUSDT", venue: "BINANCE")
  private let strategyId: StrategyId = "MarginShort-001"
  private var lastId = 0

  init(
    _ type: BinanceAccountType, seed: UInt64, eventsPerSecond: Double = 30,
    configure: (inout BinanceExecClientConfig) -> Void = { _ in }
  ) throws {
    world = SimulatedWorld(seed: seed)
    var configuration = SandboxConfiguration()
    configuration.products = [.spot]
    configuration.seed = seed
    configuration.synthetic.eventsPerSecond = eventsPerSecond
    venue = try SandboxVenue(configuration, clock: world, random: world.random.split())
    for place in ["api.binance.com:443", "ws-api.binance.com:443", "margin-stream.binance.com:443"] {
      venue.register(in: world.network, places: [.spot: place])
    }
    venue.start()
    let key = (SecretText(venue.credentials.apiKey), SecretText(venue.credentials.apiSecret))
    var config = BinanceExecClientConfig(accountType: type, apiKey: key.0, apiSecret: key.1)
    config.instrumentProvider.loadIds = [Self.bitcoin]
    configure(&config)
    session = try BinanceHttpSession(
      connection: config.connection, credentials: try BinanceCredentials(apiKey: key.0, apiSecret: key.1),
      runtime: world.runtime())
    engine = ExecutionEngine(cache: cache, clock: world)
    client = BinanceSpotExecutionClient(
      id: "BINANCE", config: config, session: session,
      provider: try BinanceInstrumentProvider(session: session, config: config.instrumentProvider),
      lookup: cache.orders, sink: engine)
    engine.register(client)
  }

  func connect() throws {
    var result: Result<Void, any Error>?
    client.connect { result = $0 }
    world.run(until: { result != nil }, limit: .seconds(120))
    try result?.get()
    for instrument in client.provider.instruments { cache.add(instrument) }
    engine.startChecks()
  }

  /// Sends a request and waits for its answer.
  @discardableResult
  func ask<Response>(_ request: BinanceRequest<Response>) throws -> Response {
    var result: Result<Response, BinanceError>?
    session.send(request) { result = $0 }
    world.run(until: { result != nil }, limit: .seconds(120))
    guard let result else { throw CancellationError() }
    return try result.get()
  }

  // MARK: Trading

  /// Submits an order and lets a moment pass.
  @discardableResult
  func submit(_ terms: OrderTerms) -> ClientOrderId {
    lastId += 1
    let id = ClientOrderId("M-\(lastId)")
    let identity = OrderIdentity(strategyId: strategyId, instrumentId: Self.bitcoin, clientOrderId: id)
    engine.execute(.submitOrder(SubmitOrder(order: identity, terms: terms, tsInit: world.now)))
    world.run(for: .seconds(2))
    return id
  }

  func cancel(_ id: ClientOrderId) {
    guard let order = cache.orders.order(id) else { return }
    engine.execute(
      .cancelOrder(CancelOrder(order: order.identity, venueOrderId: order.venueOrderId, tsInit: world.now)))
    world.run(for: .seconds(2))
  }

  func market(_ side: OrderSide, _ quantity: String, _ params: [String: String] = [:]) throws -> OrderTerms {
    OrderTerms(side: side, type: .market, quantity: try Quantity(quantity), params: params)
  }

  func limit(
    _ side: OrderSide, _ quantity: String, at price: String, _ params: [String: String] = [:]
  ) throws -> OrderTerms {
    OrderTerms(
      side: side, type: .limit, quantity: try Quantity(quantity), price: try Price(price), params: params)
  }

  func order(_ id: ClientOrderId) -> Order? { cache.orders.order(id) }
  var account: Account? { cache.accounts.account("BINANCE-001") }

  /// What the account's facts say.
  func fact(_ name: String) -> String? { account?.info[name] }

  /// The loans of the ledger, one line each.
  var loans: [String] {
    venue.ledger.query(kind: .loan).map { entry in
      ["event", "asset", "amount"].compactMap { entry[$0] }.joined(separator: " ")
    }
  }

  func shutDown() {
    venue.stop()
    engine.stopChecks()
    world.shutDown()
  }
}
