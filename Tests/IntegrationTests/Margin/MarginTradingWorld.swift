import BinanceAdapter
import BinanceSandbox
import Testing
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
  /// The states of the account's events, as they were told.
  private(set) var connectionStates: [String] = []
  /// Every fill that was told.
  private(set) var fills: [OrderFilled] = []
  /// Why changes were refused.
  private(set) var modifyRefusals: [String] = []
  /// What the account's status was, each time that it was another one.
  private(set) var statuses: [String] = []
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
    engine.publish = { [unowned self] in hear($0) }
  }

  private func hear(_ news: ExecutionNews) {
    switch news {
    case .connection(let state): connectionStates.append(state.state.rawValue)
    case .order(.filled(let fill)): fills.append(fill)
    case .order(.modifyRejected(let event)): modifyRefusals.append(event.reason)
    case .account(let state):
      let prefix = session.product.accountType == .margin ? "" : "BTCUSDT."
      guard let status = state.info["\(prefix)marginLevelStatus"], status != statuses.last else { return }
      statuses.append(status)
    default: break
    }
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

  /// Submits linked orders and lets a moment pass; they are named `W`, `P`, `Q` with a number.
  @discardableResult
  func submit(_ contingency: ContingencyType, _ orders: [OrderTerms]) -> [ClientOrderId] {
    lastId += 1
    let id = OrderListId("L-\(lastId)")
    let legs = orders.enumerated().map { place, given in
      var terms = given
      terms.orderListId = id
      terms.contingency = contingency
      let name = ClientOrderId("\(["W", "P", "Q"][place])-\(lastId)")
      let identity = OrderIdentity(strategyId: strategyId, instrumentId: Self.bitcoin, clientOrderId: name)
      return SubmitOrder(order: identity, terms: terms, tsInit: world.now)
    }
    engine.execute(
      .submitOrderList(SubmitOrderList(orderListId: id, contingency: contingency, orders: legs, tsInit: world.now)))
    world.run(for: .seconds(2))
    return legs.map(\.order.clientOrderId)
  }

  func modify(_ id: ClientOrderId, price: Price) {
    guard let order = cache.orders.order(id) else { return }
    engine.execute(.modifyOrder(ModifyOrder(order: order.identity, price: price, tsInit: world.now)))
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

  func status(_ id: ClientOrderId) -> OrderStatus? { order(id)?.status }

  /// The name of the account under which the venue keeps the margin account's orders.
  var trader: String {
    venue.credentials.account + (session.product.accountType == .margin ? "/margin" : "/isolated/BTCUSDT")
  }

  /// The history of the account, a page of a hundred.
  var history: BinanceMarginHistory {
    BinanceMarginHistory(isolatedSymbol: session.product.accountType == .margin ? nil : "BTCUSDT")
  }

  /// What the venue's last trade cost.
  func lastPrice() throws -> Price {
    let ticker = try #require(try ask(.tickerPrice(session.product, symbol: "BTCUSDT")).first)
    return try Price(ticker.price.plain(), precision: 2)
  }

  /// The trades of the account as the venue's ledger has them.
  var trades: [SandboxLedger.Entry] { venue.ledger.query(kind: .trade, account: trader) }

  /// The engine has every trade of the venue's ledger, each once, and every order as the venue has it.
  func expectTruth() throws {
    let known = cache.orders.all().flatMap(\.tradeIds).map(\.text)
    #expect(Set(known).count == known.count)
    #expect(Set(known) == Set(trades.compactMap { $0["tradeId"] }))
    var last: [String: SandboxLedger.Entry] = [:]
    for entry in venue.ledger.query(account: trader) where entry.kind == .order || entry.kind == .trade {
      last[entry["clientOrderId"] ?? ""] = entry
    }
    for (name, entry) in last {
      let order = try #require(cache.orders.order(ClientOrderId(name)), "\(name) is not known")
      let isOpen = ["NEW", "PARTIALLY_FILLED", "PENDING_NEW"].contains(entry["status"] ?? "")
      #expect(order.isClosed == !isOpen, "\(name) is \(order.status), at the venue \(entry["status"] ?? "")")
      #expect(order.filledQuantity.wide == (try WideDecimal(entry["executed"] ?? "0")), "\(name)")
    }
  }

  /// Moves collateral into the account; an isolated pair is enabled first.
  func fund(_ amount: Int = 100_000) throws {
    let isCross = session.product.accountType == .margin
    if !isCross { try ask(.enableIsolatedPair("BTCUSDT")) }
    try ask(
      .transfer(
        WideDecimal(amount), "USDT", from: .spot, to: isCross ? .crossMargin : .isolatedMargin("BTCUSDT")))
  }

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
