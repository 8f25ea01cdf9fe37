public import TradingModel

extension DataActor {
  /// What the node knows: instruments, latest data, books, orders, positions, accounts.
  public var cache: Cache { environment.cache }

  /// The time, and timers that end with the actor.
  public var clock: ClockTimers { environment.timers }

  /// The message bus, for topics of one's own.
  public var bus: MessageBus { environment.bus }

  /// Starts a stream of data; the callback depends on the kind. Asking twice changes nothing.
  ///
  /// - Parameters:
  ///   - subscription: which data, and of which instrument, bar type or custom type.
  ///   - client: the data client to use where several serve the instrument.
  ///   - params: options for the client.
  public func subscribe(
    to subscription: DataSubscription, client: ClientId? = nil, params: [String: String] = [:]
  ) {
    if !subscriptions.contains(subscription.key) { subscriptions.append(subscription.key) }
    environment.dataEngine.subscribe(self, to: subscription, client: client, params: params)
  }

  /// Ends a stream of data.
  public func unsubscribe(from subscription: DataSubscription) {
    subscriptions.removeAll { $0 == subscription.key }
    environment.dataEngine.unsubscribe(self, from: subscription)
  }

  /// Best bid and ask, told by ``onQuote(_:)``.
  public func subscribeQuotes(_ id: InstrumentId, client: ClientId? = nil) {
    subscribe(to: .quotes(id), client: client)
  }

  /// Ends what ``subscribeQuotes(_:client:)`` began; nothing happens where it was not begun.
  public func unsubscribeQuotes(_ id: InstrumentId) { unsubscribe(from: .quotes(id)) }

  /// Trades, told by ``onTrade(_:)``.
  public func subscribeTrades(_ id: InstrumentId, client: ClientId? = nil) {
    subscribe(to: .trades(id), client: client)
  }

  /// Ends what ``subscribeTrades(_:client:)`` began.
  public func unsubscribeTrades(_ id: InstrumentId) { unsubscribe(from: .trades(id)) }

  /// The order book, kept in the cache and told by ``onBookDeltas(_:)``, ``onBook(_:)`` and ``onBookStatus(_:)``.
  ///
  /// - Parameters:
  ///   - id: the instrument whose book is wanted.
  ///   - depth: 5, 10 or 20 levels by partial depth messages; the full book by differences when `nil`.
  ///   - client: the data client to use where several serve the instrument.
  public func subscribeBook(_ id: InstrumentId, depth: Int? = nil, client: ClientId? = nil) {
    subscribe(to: .bookDeltas(id, depth: depth), client: client)
  }

  /// Ends what ``subscribeBook(_:depth:client:)`` began, of whatever depth; the cache forgets the book with its last
  /// subscriber.
  public func unsubscribeBook(_ id: InstrumentId) { unsubscribe(from: .bookDeltas(id)) }

  /// Bars, told by ``onBar(_:)``: the venue's own (`EXTERNAL`), or made here from ticks (`INTERNAL`).
  public func subscribeBars(_ type: BarType, client: ClientId? = nil) {
    subscribe(to: .bars(type), client: client)
  }

  /// Ends what ``subscribeBars(_:client:)`` began; an unfinished bar of an internal type is dropped with its last
  /// subscriber.
  public func unsubscribeBars(_ type: BarType) { unsubscribe(from: .bars(type)) }

  /// Mark prices of a futures contract, told by ``onMarkPrice(_:)``.
  public func subscribeMarkPrices(_ id: InstrumentId, client: ClientId? = nil) {
    subscribe(to: .markPrices(id), client: client)
  }

  /// Ends what ``subscribeMarkPrices(_:client:)`` began.
  public func unsubscribeMarkPrices(_ id: InstrumentId) { unsubscribe(from: .markPrices(id)) }

  /// Index prices of a futures contract, told by ``onIndexPrice(_:)``.
  public func subscribeIndexPrices(_ id: InstrumentId, client: ClientId? = nil) {
    subscribe(to: .indexPrices(id), client: client)
  }

  /// Ends what ``subscribeIndexPrices(_:client:)`` began.
  public func unsubscribeIndexPrices(_ id: InstrumentId) { unsubscribe(from: .indexPrices(id)) }

  /// Funding rates of a perpetual contract, told by ``onFundingRate(_:)``.
  public func subscribeFundingRates(_ id: InstrumentId, client: ClientId? = nil) {
    subscribe(to: .fundingRates(id), client: client)
  }

  /// Ends what ``subscribeFundingRates(_:client:)`` began.
  public func unsubscribeFundingRates(_ id: InstrumentId) { unsubscribe(from: .fundingRates(id)) }

  /// Changes of an instrument's definition, told by ``onInstrument(_:)``.
  public func subscribeInstrument(_ id: InstrumentId, client: ClientId? = nil) {
    subscribe(to: .instrument(id), client: client)
  }

  /// Ends what ``subscribeInstrument(_:client:)`` began; the definition stays in the cache.
  public func unsubscribeInstrument(_ id: InstrumentId) { unsubscribe(from: .instrument(id)) }

  /// Changes of an instrument's trading status, told by ``onInstrumentStatus(_:)``.
  public func subscribeInstrumentStatus(_ id: InstrumentId, client: ClientId? = nil) {
    subscribe(to: .instrumentStatus(id), client: client)
  }

  /// Ends what ``subscribeInstrumentStatus(_:client:)`` began.
  public func unsubscribeInstrumentStatus(_ id: InstrumentId) { unsubscribe(from: .instrumentStatus(id)) }

  /// Custom data, told by ``onData(_:dataType:)``: a venue's own kinds, or what other actors publish.
  public func subscribeData(_ type: DataType, client: ClientId? = nil, params: [String: String] = [:]) {
    subscribe(to: .custom(type), client: client, params: params)
  }

  /// Ends what ``subscribeData(_:client:params:)`` began; the type must be the same, metadata included.
  public func unsubscribeData(_ type: DataType) { unsubscribe(from: .custom(type)) }
}
