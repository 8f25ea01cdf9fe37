import BinanceAdapter
import Testing
import TradingEngine
import TradingModel
import TradingNetwork
import TradingTesting

/// A futures execution client with a scripted venue in a simulated world.
struct FuturesExecutionBench {
  let world: SimulatedWorld
  let venue: ScriptedFuturesVenue
  let sink = RecordingExecutionSink()
  let client: BinanceFuturesExecutionClient
  let instrumentId: InstrumentId

  private static let hmacSecret: SecretText = "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j"

  init(
    isCoin: Bool = false, seed: UInt64 = 1, venue: ScriptedFuturesVenue? = nil, world: SimulatedWorld? = nil,
    lookup: (any OrderLookup)? = nil, market: (any MarketView)? = nil,
    configure: (inout BinanceExecClientConfig) -> Void = { _ in }
  ) throws {
    let world = world ?? SimulatedWorld(seed: seed)
    self.world = world
    self.venue = venue ?? ScriptedFuturesVenue(world: world, isCoin: isCoin)
    let letter = isCoin ? "d" : "f"
    for place in ["\(letter)api.binance.com:443", "ws-\(letter)api.binance.com:443", "\(letter)stream.binance.com:443"]
    {
      world.network.register(self.venue, at: place)
    }
    instrumentId = InstrumentId(symbol: isCoin ? "BTCUSD-PERP" : "BTCUSDT-PERP", venue: "BINANCE")
    var config = BinanceExecClientConfig(
      accountType: isCoin ? .coinFutures : .usdtFutures, apiKey: "key", apiSecret: "secret")
    config.instrumentProvider.loadIds = [instrumentId]
    configure(&config)
    let session = try BinanceHttpSession(
      connection: config.connection,
      credentials: BinanceCredentials(apiKey: "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zv", apiSecret: Self.hmacSecret),
      runtime: world.runtime())
    client = BinanceFuturesExecutionClient(
      id: "BINANCE", config: config, session: session,
      provider: try BinanceInstrumentProvider(session: session, config: config.instrumentProvider),
      lookup: lookup, market: market, sink: sink)
  }

  @discardableResult
  func connect() -> Result<Void, any Error>? {
    var result: Result<Void, any Error>?
    client.connect { result = $0 }
    world.run(until: { result != nil }, limit: .seconds(120))
    return result
  }

  func identity(_ id: ClientOrderId) -> OrderIdentity {
    OrderIdentity(strategyId: "S-1", instrumentId: instrumentId, clientOrderId: id)
  }

  /// One contract, or one bitcoin.
  var one: Quantity { venue.isCoin ? Quantity(raw: 1, precision: 0) : Quantity(raw: 1_000, precision: 3) }
  func price(_ tenths: Int64) -> Price { Price(raw: tenths, precision: 1) }

  func submit(_ id: ClientOrderId, _ terms: OrderTerms? = nil, positionId: PositionId? = nil) {
    let terms = terms ?? OrderTerms(side: .buy, type: .limit, quantity: one, price: price(1_000))
    client.execute(
      .submitOrder(SubmitOrder(order: identity(id), terms: terms, positionId: positionId, tsInit: world.now)))
  }

  func stop(_ id: ClientOrderId, side: OrderSide = .sell) {
    submit(id, OrderTerms(side: side, type: .stopMarket, quantity: one, triggerPrice: price(900)))
  }

  func cancel(_ id: ClientOrderId) {
    client.execute(.cancelOrder(CancelOrder(order: identity(id), tsInit: world.now)))
  }

  func run(_ duration: Duration) { world.run(for: duration) }
  func story(of id: ClientOrderId) -> [String] { sink.names(of: id) }
}
