import Logging
public import TradingModel

extension DataActor {
  // MARK: Custom data and signals

  /// Gives custom data to the actors that subscribed to its type.
  public func publishData(_ data: any CustomData, dataType: DataType) {
    environment.bus.publish(data, dataType: dataType)
  }

  /// Tells a named value to the actors that subscribed to the name.
  public func publishSignal(_ name: String, _ value: Signal.Value, tsEvent: UnixNanos? = nil) {
    let now = clock.now
    let signal = Signal(name: name, value: value, tsEvent: tsEvent ?? now, tsInit: now)
    environment.bus.publish(signal, topic: Signal.topic(name))
  }

  /// Signals of a name, told by ``onSignal(_:)``; the name may contain `*` and `?`.
  public func subscribeSignal(_ name: String = "*") {
    let subscription = environment.bus.subscribe(topic: Signal.topic(name), of: Signal.self) { [weak self] signal in
      self?.whileRunning { self?.onSignal(signal) }
    }
    topicSubscriptions.append(subscription)
  }

  /// Messages of one type on the topics that fit a pattern, while the actor is running.
  public func subscribe<Message>(
    topic pattern: String, of type: Message.Type, _ handler: @escaping (Message) -> Void
  ) {
    let subscription = environment.bus.subscribe(topic: pattern, of: type) { [weak self] message in
      self?.whileRunning { handler(message) }
    }
    topicSubscriptions.append(subscription)
  }

  // MARK: Requests

  /// Asks for history or a snapshot; the answer comes by ``onResponse(_:)`` and the callback of its kind.
  ///
  /// - Parameters:
  ///   - kind: what is asked for, and of which instrument, bar type or custom type.
  ///   - start: the first moment of interest, inclusive.
  ///   - end: the last moment of interest, inclusive.
  ///   - limit: how many items at most.
  ///   - client: the data client to ask; otherwise the first that serves the instrument, or the only one there is when
  ///     the request names no instrument.
  ///   - completion: called before the callbacks, for those who want the answer in place.
  /// - Returns: the number of the request, which the response repeats.
  @discardableResult
  public func request(
    _ kind: DataRequest.Kind, start: UnixNanos? = nil, end: UnixNanos? = nil, limit: Int? = nil,
    client: ClientId? = nil, completion: ((DataResponse) -> Void)? = nil
  ) -> UInt64 {
    environment.dataEngine.request(kind, start: start, end: end, limit: limit, client: client) {
      [weak self] response in
      self?.whileRunning {
        completion?(response)
        self?.receive(response)
      }
    }
  }

  /// Trades of the past, told by ``onHistoricalTrades(_:)``.
  @discardableResult
  public func requestTrades(
    _ id: InstrumentId, start: UnixNanos? = nil, end: UnixNanos? = nil, limit: Int? = nil, client: ClientId? = nil
  ) -> UInt64 {
    request(.trades(id), start: start, end: end, limit: limit, client: client)
  }

  /// Bars of the past, told by ``onHistoricalBars(_:)``.
  @discardableResult
  public func requestBars(
    _ type: BarType, start: UnixNanos? = nil, end: UnixNanos? = nil, limit: Int? = nil, client: ClientId? = nil
  ) -> UInt64 {
    request(.bars(type), start: start, end: end, limit: limit, client: client)
  }

  /// A snapshot of a book, told by ``onBookSnapshot(_:)``.
  @discardableResult
  public func requestBookSnapshot(_ id: InstrumentId, depth: Int = 100, client: ClientId? = nil) -> UInt64 {
    request(.bookSnapshot(id, depth: depth), client: client)
  }

  /// An instrument's definition, told by ``onInstruments(_:)``.
  @discardableResult
  public func requestInstrument(_ id: InstrumentId, client: ClientId? = nil) -> UInt64 {
    request(.instrument(id), client: client)
  }

  /// Funding rates of the past, told by ``onHistoricalFundingRates(_:)``.
  @discardableResult
  public func requestFundingRates(
    _ id: InstrumentId, start: UnixNanos? = nil, end: UnixNanos? = nil, limit: Int? = nil, client: ClientId? = nil
  ) -> UInt64 {
    request(.fundingRates(id), start: start, end: end, limit: limit, client: client)
  }

  private func receive(_ response: DataResponse) {
    onResponse(response)
    switch response.payload {
    case .instruments(let instruments): onInstruments(instruments)
    case .trades(let trades): onHistoricalTrades(trades)
    case .bars(let bars): onHistoricalBars(bars)
    case .book(let snapshot): onBookSnapshot(snapshot)
    case .fundingRates(let updates): onHistoricalFundingRates(updates)
    case .custom(let data): onHistoricalData(data)
    case .failure(let reason):
      log.warning("request \(response.requestId) failed: \(reason)")
      onRequestFailed(response.requestId, reason: reason)
    }
  }
}
