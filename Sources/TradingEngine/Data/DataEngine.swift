public import Logging
public import TradingModel

/// Takes market data from the clients to the cache, the order books and the subscribers, and subscriptions the other way.
///
/// Whatever comes in is put into the cache first, then published. A subscription goes to a client once, for its first
/// holder, and ends there with its last.
public final class DataEngine {
  /// How bars are closed, where quotes come from, and how long answers are waited for.
  public let config: DataEngineConfig
  /// Where everything that comes in is put before it is published; shared with the other engines.
  public let cache: Cache
  /// Where everything that comes in is published once it is in the ``cache``.
  public let bus: MessageBus
  /// The time by which bars are closed, requests fail and books are asked for anew.
  public let clock: any TradingClock
  let log: Logger

  /// The clients in the order of their registration.
  public private(set) var clients: [any DataClient] = []
  var registry = SubscriptionRegistry()
  var aggregations: [BarType: BarAggregation] = [:]
  var requests: [UInt64: PendingRequest] = [:]
  var bookGuards: [InstrumentId: BookGuard] = [:]
  /// Books that turned out to be wrong: whatever their client says, only a snapshot makes them right again.
  var distrustedBooks: Set<InstrumentId> = []
  var nextRequestId: UInt64 = 1
  var reported: Set<String> = []
  /// Where what is processed is written down.
  var journal: JournalWriter?
  /// Hears of connections and books.
  var observe: (KernelEvent) -> Void = { _ in }
  /// Hears of instruments once they are in the cache.
  var instrumentArrived: (Instrument) -> Void = { _ in }
  /// Whether market data is written down too.
  @exclusivity(unchecked) var recordsMarketData = false
  let quotesFromBook: Bool

  /// An engine without clients, which writes into `cache` and publishes on `bus`; a ``TradingKernel`` makes its own.
  public init(
    config: DataEngineConfig = DataEngineConfig(), cache: Cache, bus: MessageBus, clock: any TradingClock,
    log: Logger = Logger(label: "argonaut.data")
  ) {
    self.config = config
    self.cache = cache
    self.bus = bus
    self.clock = clock
    self.log = log
    self.quotesFromBook = config.quotesFromBook
  }

  /// Adds a client; one that is registered earlier is preferred where several serve an instrument.
  public func register(_ client: any DataClient) {
    clients.append(client)
  }

  /// Lets go of all clients, which hold this engine as the sink of what they receive.
  func releaseClients() { clients = [] }

  /// The client of a name.
  public func client(_ id: ClientId) -> (any DataClient)? { clients.first { $0.id == id } }

  /// The client for an instrument: the one named, or the first that serves it.
  public func client(for instrumentId: InstrumentId?, named name: ClientId? = nil) -> (any DataClient)? {
    if let name { return client(name) }
    guard let instrumentId else { return clients.count == 1 ? clients.first : nil }
    return clients.first { $0.serves(instrumentId) }
  }

  /// Everything that clients are subscribed to, in a fixed order.
  public var subscriptions: [DataSubscription] { registry.active }

  /// How many receivers a subscription has.
  public func subscriberCount(_ subscription: DataSubscription) -> Int { registry.count(subscription) }

  /// Logs a problem once for each `key`.
  func reportOnce(_ key: String, _ message: @autoclosure () -> String) {
    guard reported.insert(key).inserted else { return }
    let text = message()
    log.warning("\(text)")
  }
}

// MARK: - Subscriptions

extension DataEngine {
  /// Starts a stream of market data to a subscriber. Asking twice changes nothing.
  ///
  /// - Parameters:
  ///   - subscriber: who receives the data.
  ///   - subscription: which data, and of which instrument, bar type or custom type.
  ///   - client: the client to use; otherwise the first that serves the instrument.
  ///   - params: options for the client, used where this is the first subscription to the stream.
  ///   - priority: receivers of higher priority are called first.
  public func subscribe(
    _ subscriber: any MarketDataSubscriber, to subscription: DataSubscription, client: ClientId? = nil,
    params: [String: String] = [:], priority: Int = 0
  ) {
    let holders = registry.count(subscription)
    bus.subscribe(subscriber, to: subscription, priority: priority)
    switch registry.add(subscription, holder: ObjectIdentifier(subscriber), client: client, params: params) {
    case .shared:
      if case .bookDeltas(let id, _) = subscription, registry.count(subscription) > holders {
        catchUp(subscriber, with: id)
      }
    case .first(let wanted): start(wanted, client: client, params: params)
    case .replace(let old, by: let new):
      let client = registry.entry(new)?.client ?? client
      stop(old, client: client)
      start(new, client: client, params: params)
    }
  }

  /// Tells a subscriber who comes late to a book what the others know: the whole book, and whether it can be relied on.
  private func catchUp(_ subscriber: any MarketDataSubscriber, with id: InstrumentId) {
    bus.enqueue { [self] in
      if let book = cache.book(id), book.updateCount > 0 { subscriber.receive(book.snapshot(), book: book) }
      if let status = cache.bookStatus(id) { subscriber.receive(status) }
    }
  }

  /// Ends a stream to a subscriber.
  public func unsubscribe(_ subscriber: any MarketDataSubscriber, from subscription: DataSubscription) {
    bus.unsubscribe(subscriber, from: subscription)
    guard let entry = registry.remove(subscription, holder: ObjectIdentifier(subscriber)) else { return }
    stop(entry.active, client: entry.client)
  }

  private func start(_ subscription: DataSubscription, client: ClientId?, params: [String: String]) {
    if case .bars(let type) = subscription, type.source == .internal { return startAggregation(type, client: client) }
    send(.subscribe(subscription, params: params), about: subscription, client: client)
  }

  private func stop(_ subscription: DataSubscription, client: ClientId?) {
    if case .bars(let type) = subscription, type.source == .internal { return stopAggregation(type) }
    if case .bookDeltas(let id, _) = subscription {
      cache.removeBook(id)
      distrustedBooks.remove(id)
    }
    send(.unsubscribe(subscription), about: subscription, client: client)
  }

  /// Asks a client for a book anew, as if it was not subscribed before.
  func restartBook(_ id: InstrumentId) {
    guard let entry = registry.entry(.bookDeltas(id)) else { return }
    send(.unsubscribe(entry.active), about: entry.active, client: entry.client)
    send(.subscribe(entry.active, params: entry.params), about: entry.active, client: entry.client)
  }

  private func send(_ command: DataCommand, about subscription: DataSubscription, client name: ClientId?) {
    journal?.append(.dataCommand(command))
    guard let client = client(for: subscription.instrumentId, named: name) else {
      // Custom data without an instrument may come from an actor of this node.
      if case .custom = subscription, name == nil { return }
      let wanted = name.map { "no data client is named \($0)" } ?? "no data client serves it"
      return log.error("cannot subscribe to \(subscription): \(wanted); check dataClients and the instrument id")
    }
    client.execute(command)
  }
}

// MARK: - Requests

extension DataEngine {
  /// Asks a client for history or a snapshot. `completion` is called once, on the loop, after this returned.
  ///
  /// Bars of an internal type made of trades are made from the trades of the time asked for.
  ///
  /// - Returns: the number of the request, which the response repeats.
  @discardableResult
  public func request(
    _ kind: DataRequest.Kind, start: UnixNanos? = nil, end: UnixNanos? = nil, limit: Int? = nil,
    client name: ClientId? = nil, completion: @escaping (DataResponse) -> Void
  ) -> UInt64 {
    if case .bars(let type) = kind, type.source == .internal, type.specification.priceType == .last {
      return request(.trades(type.instrumentId), start: start, end: end, limit: limit, client: name) { [weak self] in
        completion(self?.bars(of: type, from: $0) ?? $0)
      }
    }
    let request = DataRequest(id: nextRequestId, kind: kind, start: start, end: end, limit: limit)
    nextRequestId &+= 1
    requests[request.id] = PendingRequest(completion: completion, timer: timeout(of: request.id))
    journal?.append(.dataRequest(request))
    if let client = client(for: kind.instrumentId, named: name) {
      client.request(request)
    } else {
      let reason = "no data client \(name.map { "is named \($0)" } ?? "serves the request"); check dataClients"
      clock.schedule(after: .zero) { [weak self] in self?.fail(request.id, reason) }
    }
    return request.id
  }

  private func timeout(of id: UInt64) -> (any ClockTimer)? {
    guard let limit = config.requestTimeout else { return nil }
    return clock.schedule(after: limit) { [weak self] in
      self?.fail(id, "no answer within \(limit); the client may be disconnected or the range too long")
    }
  }

  private func fail(_ id: UInt64, _ reason: String) {
    process(DataResponse(requestId: id, payload: .failure(reason), tsInit: clock.now))
  }
}

/// A request that waits for its answer.
struct PendingRequest {
  let completion: (DataResponse) -> Void
  let timer: (any ClockTimer)?
}

extension DataRequest.Kind {
  /// The instrument asked about, where there is one.
  public var instrumentId: InstrumentId? {
    switch self {
    case .instrument(let id), .trades(let id), .aggregatedTrades(let id), .bookSnapshot(let id, _),
      .fundingRates(let id):
      id
    case .bars(let type): type.instrumentId
    case .custom(let type): type.instrumentId
    case .instruments: nil
    }
  }
}
