import TradingEngine
public import TradingModel

/// What a conformance case works with: the world, an instrument with a market, and a size that the account can trade.
public struct ConformanceContext: Sendable {
  /// The world in which a case runs: the adapter under test and the exchange behind it.
  public typealias World = any ConformanceWorld & Sendable

  let world: World
  let instrument: Instrument
  /// A size of which the account can buy and sell ten.
  let size: Quantity
  /// How long the venue may take for anything.
  let patience: Duration
  let traits: ConformanceTraits
  let strategyId: StrategyId
  private let recorderId: ActorId

  /// Makes what one case works with; each case has a strategy of its own.
  ///
  /// - Throws: ``ConformanceFailure`` when the instrument has no market within `patience`.
  public init(
    _ world: World, instrumentId: InstrumentId, size: Quantity, caseNumber: String,
    traits: ConformanceTraits = ConformanceTraits(), patience: Duration = .seconds(20)
  ) async throws {
    self.world = world
    self.traits = traits
    self.size = size
    self.patience = patience
    let owner = StrategyId("\(caseNumber)-001")
    let name = "Conformance-\(caseNumber)"
    strategyId = owner
    recorderId = ActorId(name)
    let found: Instrument? = try await world.perform { kernel in
      let recorder = ConformanceRecorder(instrumentId, name: name)
      kernel.register(recorder)
      recorder.subscribeQuotes(instrumentId)
      return kernel.cache.instrument(instrumentId)
    }
    guard let found else { throw ConformanceFailure("\(instrumentId) is not loaded") }
    instrument = found
    let hasMarket = try await world.wait(patience) { $0.cache.quote(instrumentId) != nil }
    guard hasMarket else { throw ConformanceFailure("\(instrumentId) has no quote within \(patience)") }
  }

  /// Cancels what the case left open, closes what it holds of contracts, whose positions are the account's and would be in
  /// the next case's way, and lets go of what it registered.
  public func finish() async throws {
    let (owner, recorderId, id) = (strategyId, recorderId, instrument.id)
    let leavesPosition = traits.tradesContracts
    try await world.perform { kernel in
      let desk = kernel.desk(for: owner)
      desk.cancelAll()
      if leavesPosition { desk.flatten(id) }
      if let recorder = kernel.actor(recorderId) { kernel.remove(recorder) }
    }
    _ = try await world.wait(patience) { kernel in
      kernel.cache.orders.unclosed(strategyId: owner).isEmpty
        && (!leavesPosition || kernel.cache.positions.open(instrumentId: id, strategyId: owner).isEmpty)
    }
  }

  // MARK: Doing

  /// Gives a command at the case's desk.
  @discardableResult
  func trade<Result: Sendable>(_ body: @escaping @Sendable (TradingDesk) -> Result) async throws -> Result {
    let owner = strategyId
    return try await world.perform { body($0.desk(for: owner)) }
  }

  /// Sends an order.
  func submit(_ make: @escaping @Sendable (OrderFactory) -> Order) async throws -> ClientOrderId {
    try await trade { desk in
      let order = make(desk.orderFactory)
      desk.submit(order)
      return order.clientOrderId
    }
  }

  /// A price so many hundredths of a percent above the best ask, or below the best bid where they are negative, on the
  /// tick.
  func price(_ basisPoints: Int) async throws -> Price {
    let id = instrument.id
    guard let quote = try await world.perform({ $0.cache.quote(id) }) else {
      throw ConformanceFailure("\(id) has no quote")
    }
    let base = basisPoints > 0 ? quote.askPrice : quote.bidPrice
    let raw = Int64(Int128(base.raw) * Int128(10_000 + basisPoints) / 10_000)
    return Price(raw: raw - raw % max(instrument.priceIncrement.raw, 1), precision: instrument.pricePrecision)
  }

  /// Lets time pass.
  func pause(_ duration: Duration) async throws { _ = try await world.wait(duration) { _ in false } }

  /// Waits for something that need not come, no longer than that.
  func pause(atMost duration: Duration, until condition: @escaping @Sendable (TradingKernel) -> Bool) async throws {
    _ = try await world.wait(duration, until: condition)
  }

  /// Makes the market trade so many hundredths of a percent away, and waits until the quotes are there too: what comes after
  /// must not be reckoned from prices of before.
  func moveMarket(_ basisPoints: Int) async throws {
    let (id, target, halfway) = (instrument.id, try await price(basisPoints), try await price(basisPoints / 2))
    try await world.moveMarket(id, to: target)
    let rises = basisPoints > 0
    try await self.await("quotes near \(target)") { kernel in
      guard let bid = kernel.cache.quote(id)?.bidPrice else { return false }
      return rises ? bid >= halfway : bid <= halfway
    }
  }

  /// So many times the case's size.
  func size(_ times: Int64) -> Quantity { Quantity(raw: size.raw * times, precision: size.precision) }

  // MARK: Looking

  func look<Result: Sendable>(_ body: @escaping @Sendable (TradingKernel) -> Result) async throws -> Result {
    try await world.perform(body)
  }

  func record<Result: Sendable>(_ body: @escaping @Sendable (ConformanceRecorder) -> Result) async throws -> Result {
    let id = recorderId
    let found: Result? = try await world.perform { ($0.actor(id) as? ConformanceRecorder).map(body) }
    guard let found else { throw ConformanceFailure("the recorder is gone") }
    return found
  }

  func order(_ id: ClientOrderId) async throws -> Order {
    guard let order = try await look({ $0.cache.orders.order(id) }) else {
      throw ConformanceFailure("\(id) is unknown")
    }
    return order
  }

  // MARK: Expecting

  func expect(_ condition: Bool, _ text: @autoclosure () -> String) throws {
    if !condition { throw ConformanceFailure(text()) }
  }

  /// Waits until an order has one of these statuses.
  @discardableResult
  func await(_ id: ClientOrderId, _ statuses: OrderStatus..., within limit: Duration? = nil) async throws -> Order {
    try await self.await(id, among: statuses, within: limit)
  }

  @discardableResult
  func await(_ id: ClientOrderId, among statuses: [OrderStatus], within limit: Duration? = nil) async throws -> Order {
    let wanted = Set(statuses)
    let isThere = try await world.wait(limit ?? patience) { kernel in
      kernel.cache.orders.order(id).map { wanted.contains($0.status) } ?? false
    }
    let order = try await order(id)
    try expect(
      isThere,
      "\(id) is \(order.status.rawValue) (\(order.reason)), not \(statuses.map(\.rawValue).joined(separator: " or "))")
    return order
  }

  /// Waits for something else.
  func await(_ what: String, _ condition: @escaping @Sendable (TradingKernel) -> Bool) async throws {
    try expect(try await world.wait(patience, until: condition), "not within \(patience): \(what)")
  }

  /// Waits for something in the record.
  func awaitRecord(_ what: String, _ condition: @escaping @Sendable (ConformanceRecorder) -> Bool) async throws {
    let id = recorderId
    try await self.await(what) { ($0.actor(id) as? ConformanceRecorder).map(condition) ?? false }
  }

  /// The names of what was told of an order, in order.
  func names(_ id: ClientOrderId) async throws -> [String] { try await record { $0.events(of: id).map(\.name) } }
}
