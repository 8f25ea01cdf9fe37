import TradingEngine
import TradingModel

/// An execution client that remembers what it was told and answers when the test says so.
final class RecordingExecutionClient: ExecutionClient {
  let id: ClientId
  let venue: Venue = "BINANCE"
  let accountId: AccountId
  let accountType: AccountType
  var omsType: OmsType = .netting
  var keepsGTD = false
  var venueClockOffset = Duration.zero
  var commands: [TradingCommand] = []
  var queries: [QueryOrder] = []
  /// What the venue answers about an order; a failure where nothing is set.
  var answers: [ClientOrderId: Result<OrderReportBundle?, any Error>] = [:]
  var massStatus: Result<ExecutionMassStatus, any Error> = .failure(CommandRefusal("no answer"))
  /// What the venue tells, where it depends on what it is asked.
  var massStatusAnswer: ((MassStatusRequest) -> Result<ExecutionMassStatus, any Error>)?
  var massStatusRequest: MassStatusRequest?
  var served: (InstrumentId) -> Bool = { _ in true }

  init(_ id: ClientId = "BINANCE", accountType: AccountType = .cash) {
    self.id = id
    accountId = AccountId("\(id)-001")
    self.accountType = accountType
  }

  func serves(_ instrumentId: InstrumentId) -> Bool { served(instrumentId) }
  func keepsExpireTime(_ instrumentId: InstrumentId) -> Bool { keepsGTD }
  func connect(completion: @escaping (Result<Void, any Error>) -> Void) { completion(.success(())) }
  func disconnect(completion: @escaping () -> Void) { completion() }
  func execute(_ command: TradingCommand) { commands.append(command) }

  func generateOrderStatusReport(
    _ query: QueryOrder, completion: @escaping (Result<OrderReportBundle?, any Error>) -> Void
  ) {
    queries.append(query)
    completion(answers[query.order.clientOrderId] ?? .failure(CommandRefusal("timeout")))
  }

  func generateMassStatus(
    _ request: MassStatusRequest, completion: @escaping (Result<ExecutionMassStatus, any Error>) -> Void
  ) {
    massStatusRequest = request
    completion(massStatusAnswer?(request) ?? massStatus)
  }
}

/// Engines at midnight with a recording client, a spot pair, a linear and an inverse contract, and what was told.
final class ExecutionFixture {
  let clock = ManualClock(start: Fixtures.midnight)
  let cache = Cache()
  let client: RecordingExecutionClient
  let execution: ExecutionEngine
  let risk: RiskEngine
  let portfolio: Portfolio
  let factory: OrderFactory
  private(set) var news: [ExecutionNews] = []

  static let spot = Fixtures.btc
  static let linear = InstrumentId(symbol: "ETHUSDT-PERP", venue: "BINANCE")
  static let inverse = InstrumentId(symbol: "BTCUSD-PERP", venue: "BINANCE")

  init(
    accountType: AccountType = .cash, config: ExecutionEngineConfig = ExecutionEngineConfig(),
    riskConfig: RiskEngineConfig = RiskEngineConfig()
  ) {
    client = RecordingExecutionClient(accountType: accountType)
    execution = ExecutionEngine(config: config, cache: cache, clock: clock)
    risk = RiskEngine(config: riskConfig, execution: execution, clock: clock)
    portfolio = Portfolio(cache: cache)
    factory = OrderFactory(
      strategyId: "Test-001", clock: clock, ids: ClientOrderIdGenerator(clock: clock, random: RandomSource(seed: 1)))
    execution.register(client)
    cache.add(Self.spotInstrument)
    cache.add(
      Instrument(
        id: Self.linear, rawSymbol: "ETHUSDT", kind: .cryptoPerpetual, base: .eth, quote: .usdt,
        priceIncrement: Price(raw: 1, precision: 2), sizeIncrement: Quantity(raw: 1, precision: 3)))
    cache.add(
      Instrument(
        id: Self.inverse, rawSymbol: "BTCUSD_PERP", kind: .cryptoPerpetual, base: .btc, quote: Currency("USD"),
        isInverse: true, multiplier: WideDecimal(100), priceIncrement: Price(raw: 1, precision: 1),
        sizeIncrement: Quantity(raw: 1, precision: 0)))
    execution.publish = { [unowned self] in news.append($0) }
  }

  static var spotInstrument: Instrument {
    var instrument = Fixtures.instrument()
    instrument.priceIncrement = Price(raw: 5, precision: 2)
    instrument.sizeIncrement = Quantity(raw: 10, precision: 5)
    instrument.limits = InstrumentLimits(
      minQuantity: Quantity(raw: 20, precision: 5), maxQuantity: Quantity(raw: 100_000_00, precision: 5),
      maxMarketQuantity: Quantity(raw: 5_000_000, precision: 5),
      minNotional: Money(WideDecimal(5), .usdt), maxNotional: Money(WideDecimal(9_000), .usdt),
      minPrice: Price(raw: 100, precision: 2), maxPrice: Price(raw: 1_000_000, precision: 2))
    return instrument
  }

  /// The names of everything told, with what matters of each.
  var told: [String] {
    news.map { news in
      switch news {
      case .order(.filled(let fill)): "OrderFilled \(fill.lastQuantity)@\(fill.lastPrice)"
      case .order(.denied(let event)): "OrderDenied \(event.reason)"
      case .order(.modifyRejected(let event)): "OrderModifyRejected \(event.reason)"
      case .order(let event): event.name
      case .position(let event): "\(event.name) \(event.position.signedQuantity.plain())"
      case .account: "AccountState"
      case .connection(let state): "ConnectionState \(state.state.rawValue)"
      }
    }
  }

  func forget() { news = [] }

  func limit(
    _ side: OrderSide = .buy, _ quantity: String = "1.00000", price: String = "100.00", instrument: InstrumentId = spot
  ) throws -> Order {
    factory.limit(instrument, side, try Quantity(quantity), price: try Price(price))
  }

  /// Sends an order by the risk engine; the venue's answer is the test's.
  @discardableResult
  func submit(_ order: Order) -> CommandRefusal? {
    risk.execute(.submitOrder(SubmitOrder(order, tsInit: clock.now)))
  }

  func header(_ order: Order, venueOrderId: VenueOrderId? = "7") -> OrderEventHeader {
    OrderEventHeader(
      order: order.identity, venueOrderId: venueOrderId, accountId: client.accountId, tsEvent: clock.now,
      tsInit: clock.now)
  }

  func fill(
    _ order: Order, trade: UInt64, _ quantity: String, at price: String, commission: Money? = nil,
    positionId: PositionId? = nil
  ) throws -> OrderEvent {
    .filled(
      OrderFilled(
        header(order), tradeId: TradeId(number: trade), side: order.side, type: order.type,
        lastQuantity: try Quantity(quantity), lastPrice: try Price(price), currency: .usdt, commission: commission,
        liquiditySide: .taker, positionId: positionId))
  }

  /// Sends an order and has the venue accept it.
  func working(_ order: Order) -> Order {
    submit(order)
    execution.process(.submitted(OrderSubmitted(header(order, venueOrderId: nil))))
    execution.process(.accepted(OrderAccepted(header(order))))
    return order
  }

  func report(
    _ order: Order, _ status: OrderStatus, filled: String = "0", average: String? = nil,
    venueOrderId: VenueOrderId = "7", reason: String = ""
  ) throws -> OrderStatusReport {
    OrderStatusReport(
      accountId: client.accountId, instrumentId: order.instrumentId, clientOrderId: order.clientOrderId,
      venueOrderId: venueOrderId, side: order.side, type: order.type, timeInForce: order.terms.timeInForce,
      status: status, quantity: order.quantity, filledQuantity: try Quantity(filled),
      averagePrice: try average.map { try WideDecimal($0) }, price: order.price, reason: reason,
      tsAccepted: clock.now, tsLast: clock.now, tsInit: clock.now)
  }

  func fillReport(
    _ order: Order, trade: UInt64, _ quantity: String, at price: String, venueOrderId: VenueOrderId = "7"
  ) throws -> FillReport {
    FillReport(
      accountId: client.accountId, instrumentId: order.instrumentId, clientOrderId: order.clientOrderId,
      venueOrderId: venueOrderId, tradeId: TradeId(number: trade), side: order.side,
      lastQuantity: try Quantity(quantity), lastPrice: try Price(price), tsEvent: clock.now, tsInit: clock.now)
  }

  func status(_ order: Order) -> OrderStatus? { cache.orders.order(order.clientOrderId)?.status }
}
