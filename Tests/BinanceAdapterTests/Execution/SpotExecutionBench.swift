import BinanceAdapter
import Testing
import TradingEngine
import TradingModel
import TradingNetwork
import TradingTesting

/// A spot execution client with a scripted venue in a simulated world.
struct SpotExecutionBench {
  let world: SimulatedWorld
  let venue: ScriptedSpotVenue
  let sink = RecordingExecutionSink()
  let client: BinanceSpotExecutionClient
  static let instrumentId = InstrumentId(symbol: "BTCUSDT", venue: "BINANCE")

  /// An Ed25519 private key, the bytes 0 to 31.
  static let ed25519Secret: SecretText = "MC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"
  private static let hmacSecret: SecretText = "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j"

  init(
    seed: UInt64 = 1, secret: SecretText? = nil, lookup: (any OrderLookup)? = nil,
    configure: (inout BinanceExecClientConfig) -> Void = { _ in }
  ) throws {
    world = SimulatedWorld(seed: seed)
    venue = ScriptedSpotVenue(world: world)
    for place in ["api.binance.com:443", "ws-api.binance.com:443", "api.binance.us:443", "stream.binance.us:9443"] {
      world.network.register(venue, at: place)
    }
    var config = BinanceExecClientConfig(apiKey: "key", apiSecret: "secret")
    config.instrumentProvider.loadIds = [Self.instrumentId]
    configure(&config)
    let runtime = world.runtime()
    let session = try BinanceHttpSession(
      connection: config.connection,
      credentials: BinanceCredentials(
        apiKey: "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A",
        apiSecret: secret ?? Self.hmacSecret),
      runtime: runtime)
    client = BinanceSpotExecutionClient(
      id: "BINANCE", config: config, session: session,
      provider: try BinanceInstrumentProvider(session: session, config: config.instrumentProvider),
      lookup: lookup, sink: sink)
  }

  /// Connects and returns what came of it.
  @discardableResult
  func connect() -> Result<Void, any Error>? {
    var result: Result<Void, any Error>?
    client.connect { result = $0 }
    world.run(until: { result != nil }, limit: .seconds(120))
    return result
  }

  func identity(_ id: ClientOrderId) -> OrderIdentity {
    OrderIdentity(strategyId: "S-1", instrumentId: Self.instrumentId, clientOrderId: id)
  }

  /// Sends a limit order of one bitcoin at 100, or what the terms say.
  func submit(_ id: ClientOrderId, _ terms: OrderTerms? = nil) {
    let terms =
      terms
      ?? OrderTerms(
        side: .buy, type: .limit, quantity: Quantity(raw: 100_000, precision: 5),
        price: Price(raw: 10_000, precision: 2))
    client.execute(.submitOrder(SubmitOrder(order: identity(id), terms: terms, tsInit: world.now)))
  }

  func cancel(_ id: ClientOrderId) {
    client.execute(.cancelOrder(CancelOrder(order: identity(id), tsInit: world.now)))
  }

  func run(_ duration: Duration) { world.run(for: duration) }

  /// Runs until a time of the venue.
  func run(until time: UnixNanos) { if time > world.now { world.run(for: time - world.now) } }

  /// What the sink was told of an order: the names of events, and of reports `report STATUS`.
  func story(of id: ClientOrderId) -> [String] { sink.names(of: id) }
}
