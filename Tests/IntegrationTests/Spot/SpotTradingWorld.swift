import BinanceAdapter
import BinanceSandbox
import Testing
import TradingEngine
import TradingModel
import TradingNetwork

/// The sandbox and an execution client with a real execution engine in one simulated world.
final class SpotTradingWorld {
  private let simulation: SimulatedVenue
  let cache = Cache()
  let engine: ExecutionEngine
  let client: BinanceSpotExecutionClient
  /// Everything that the engine published about orders, one line each.
  private(set) var journal: [String] = []
  /// Every event of an order that the engine published.
  private(set) var told: [OrderEvent] = []
  static let bitcoin = TradedProduct.spot.instrument
  private let strategyId: StrategyId = "EmaCross-001"

  var world: SimulatedWorld { simulation.world }
  var venue: SandboxVenue { simulation.venue }

  /// - Parameter us: whether the venue is Binance US: other hosts, listen keys, and no WebSocket API.
  init(seed: UInt64, us: Bool = false, configure: (inout BinanceExecClientConfig) -> Void = { _ in }) throws {
    // There half an hour has to pass, so less happens in it.
    simulation = try SimulatedVenue(seed: seed, eventsPerSecond: us ? 2 : SyntheticSettings().eventsPerSecond) {
      $0.offersSpotListenKeys = us
    }
    if us {
      for place in ["api.binance.us:443", "stream.binance.us:9443"] {
        simulation.venue.register(in: simulation.world.network, places: [.spot: place])
      }
    }
    simulation.venue.start()
    var config = simulation.configuration.execClient(.spot)
    if us {
      config.us = true
      (config.baseURLHTTP, config.baseURLWS, config.baseURLWSAPI) = (nil, nil, nil)
    }
    configure(&config)
    let session = try simulation.session(config)
    engine = ExecutionEngine(cache: cache, clock: simulation.world)
    client = BinanceSpotExecutionClient(
      id: "BINANCE", config: config, session: session,
      provider: try BinanceInstrumentProvider(session: session, config: config.instrumentProvider),
      lookup: cache.orders, sink: engine)
    engine.register(client)
    engine.publish = { [unowned self] news in
      guard case .order(let event) = news else { return }
      journal.append("\(world.now) \(event)")
      told.append(event)
    }
  }

  /// A connected world that has bought a little, and the raw price that it paid.
  static func traded(seed: UInt64, useWSTrading: Bool = true) throws -> (world: SpotTradingWorld, price: Int64) {
    let world = try SpotTradingWorld(seed: seed) { $0.useWSTrading = useWSTrading }
    try world.connect()
    world.submit("M-0", try world.marketOrder(.buy, "0.01000"))
    world.world.run(for: .seconds(1))
    return (world, try world.lastPrice().raw)
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

  func modify(_ id: ClientOrderId, quantity: Quantity? = nil, price: Price? = nil) {
    guard let order = cache.orders.order(id) else { return }
    engine.execute(
      .modifyOrder(ModifyOrder(order: order.identity, quantity: quantity, price: price, tsInit: world.now)))
  }

  func submitList(_ id: OrderListId, _ contingency: ContingencyType, _ orders: [(id: ClientOrderId, terms: OrderTerms)])
  {
    let legs = orders.map { order in
      var terms = order.terms
      terms.orderListId = id
      terms.contingency = contingency
      let identity = OrderIdentity(strategyId: strategyId, instrumentId: Self.bitcoin, clientOrderId: order.id)
      return SubmitOrder(order: identity, terms: terms, tsInit: world.now)
    }
    engine.execute(
      .submitOrderList(
        SubmitOrderList(orderListId: id, contingency: contingency, orders: legs, tsInit: world.now)))
  }

  func cancelAll() {
    engine.execute(
      .cancelAllOrders(CancelAllOrders(strategyId: strategyId, instrumentId: Self.bitcoin, tsInit: world.now)))
  }

  /// The names of the events that were told of an order.
  func names(of id: ClientOrderId) -> [String] { told.filter { $0.clientOrderId == id }.map(\.name) }

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

  /// Compares every order of the engine with the venue's ledger: the end of its newest form, the trades of all forms.
  func expectTruth(_ note: String = "") throws {
    let statuses = [
      "NEW": OrderStatus.accepted, "PENDING_NEW": .accepted, "CANCELED": .canceled, "EXPIRED": .expired,
      "EXPIRED_IN_MATCH": .expired,
    ]
    var formsByName: [String: [SandboxLedger.Entry]] = [:]
    for entry in orders { formsByName[entry["clientOrderId"] ?? "", default: []].append(entry) }
    for (name, forms) in formsByName.sorted(by: { $0.key < $1.key }) {
      let order = try #require(cache.orders.order(ClientOrderId(name)), "\(note): \(name) is not known")
      let ids = Set(forms.compactMap { $0["orderId"] })
      let own = trades.filter { ids.contains($0["orderId"] ?? "") }
      #expect(order.tradeIds == Set(own.compactMap { $0["tradeId"].map { TradeId($0) } }), "\(note): trades of \(name)")
      let executed = try forms.reduce(WideDecimal.zero) { try $0.adding(WideDecimal($1["executed"] ?? "")) }
      #expect(order.filledQuantity.wide == executed, "\(note): \(name)")
      guard let status = forms.last?["status"] else { continue }
      if status == "FILLED" || status == "PARTIALLY_FILLED" {
        #expect(order.isClosed == (status == "FILLED"), "\(note): \(name) is \(order.status), at the venue \(status)")
      } else if order.status != .partiallyFilled {
        #expect(order.status == statuses[status], "\(note): \(name) is \(status) at the venue")
      }
    }
    for order in cache.orders.all() where formsByName[order.clientOrderId.text] == nil {
      let isNowhere = order.status == .denied || order.status == .rejected
      #expect(isNowhere, "\(note): \(order.clientOrderId) is \(order.status), and the venue does not have it")
    }
  }

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
