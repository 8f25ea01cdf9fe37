import Logging
import TradingEngine
import TradingModel
import TradingNetwork

/// The machinery that the spot and the futures data client share; what differs is in ``BinanceProduct``.
///
/// It belongs to the kernel's loop. Messages are decoded and handed to the sink in place.
final class BinanceDataClientCore {
  let id: ClientId
  let config: BinanceDataClientConfig
  let product: BinanceProduct
  let runtime: Runtime
  let session: BinanceHttpSession
  let provider: any BinanceInstrumentSource
  let streams: BinanceStreamSession
  let decoder: BinanceMarketDecoder
  let sink: any MarketDataSink
  let logger: Logger
  /// Whether trades are the aggregated ones: always on futures, where the venue publishes no others.
  let tellsAggregatedTrades: Bool

  let slots = MarketSlots()
  var slotByInstrument: [InstrumentId: Int] = [:]
  /// Which subscriptions hold a stream, in the order in which they came.
  var holders: [BinanceStreamName: [DataSubscription]] = [:]
  /// Subscriptions whose instrument is being looked up, with their parameters.
  var awaited: [DataSubscription: [String: String]] = [:]
  /// The instruments whose book a stream feeds.
  var bookStreams: [BinanceStreamName: Int] = [:]
  var snapshots: BinanceSnapshotQueue
  var snapshotTimer: (any ClockTimer)?
  var watchTimer: (any ClockTimer)?
  /// Finds the streams of ``watchedStreams`` that stop while their connection lives.
  var streamWatch = StreamWatch(shortestSilence: .seconds(12))
  /// By number in ``streamWatch``.
  var watchedStreams: [Int: WatchedStream] = [:]
  var pollTimers: [any ClockTimer] = []
  /// The close of the last bar told of each type: while a connection is renewed, bars come over two of them.
  var lastBarCloses: [BarType: UnixNanos] = [:]
  /// The last liquidations told, for the same reason.
  var toldLiquidations: [BinanceLiquidation] = []
  var reported: Set<String> = []
  /// The channels whose loss was logged and that did not come back since.
  private var lostChannels: Set<String> = []
  var wantsAllMarkPrices = false
  var wantsAllLiquidations = false
  var isConnected = false
  /// Whether wanted instruments that the venue does not list are logged.
  var tellsMissing = true
  /// Instruments that nobody configured, but that somebody asked for.
  var lateInstruments: [InstrumentId] = []
  /// When the bytes being read were received: one look at the clock for each batch.
  @exclusivity(unchecked) private var batchTime = UnixNanos.zero
  @exclusivity(unchecked) private var isInBatch = false

  var clock: any TradingClock { runtime.clock }

  init(
    id: ClientId, config: BinanceDataClientConfig, runtime: Runtime, session: BinanceHttpSession,
    provider: any BinanceInstrumentSource, sink: any MarketDataSink, logger: Logger
  ) {
    self.id = id
    self.config = config
    self.product = session.product
    self.runtime = runtime
    self.session = session
    self.provider = provider
    self.sink = sink
    self.logger = logger
    tellsAggregatedTrades = session.product.accountType.isFutures || config.useAggTradeTicks
    decoder = BinanceMarketDecoder(product: session.product)
    streams = BinanceStreamSession(endpoints: session.endpoints, runtime: runtime)
    // Half of the venue's weight is left to everything else.
    snapshots = BinanceSnapshotQueue(
      weightPerMinute: session.product.weightPerMinute / 2, sizes: session.product.wholeBookWeights)
    streams.handler = self
    provider.onRates = { [weak self] in self?.adopt($0) }
  }

  // MARK: Life

  func connect(completion: @escaping (Result<Void, any Error>) -> Void) {
    provider.loadInstruments(and: []) { [weak self] result in
      guard let self else { return }
      switch result {
      case .failure(let error): completion(.failure(error))
      case .success(let missing):
        adoptInstruments()
        if tellsMissing, let first = missing.min() { tellMissing(first, count: missing.count) }
        isConnected = true
        startWatch()
        startPolling()
        completion(.success(()))
      }
    }
  }

  func disconnect(completion: @escaping () -> Void) {
    isConnected = false
    watchTimer?.cancel()
    snapshotTimer?.cancel()
    for timer in pollTimers { timer.cancel() }
    pollTimers = []
    for index in slots.indices { slots[index].book.stop() }
    streams.close(completion: completion)
  }

  /// Takes over what the provider knows, and tells of instruments that are new or changed.
  func adoptInstruments() {
    for instrument in provider.instruments { adopt(instrument) }
  }

  private func adopt(_ instrument: Instrument) {
    let slot = decoder.symbols.insert(instrument)
    if slot < slots.count {
      guard slots[slot].instrument != instrument else { return }
      slots[slot].instrument = instrument
    } else {
      slots.append(MarketSlot(instrument: instrument, bookConfiguration: .init()))
      slotByInstrument[instrument.id] = slot
    }
    sink.process(instrument)
  }

  private func tellMissing(_ first: InstrumentId, count: Int) {
    let names = count == 1 ? "\(first)" : "\(first) and \(count - 1) more"
    let text =
      "\(id): the venue does not list \(names) for \(product.accountType.rawValue); check the spelling, the account "
      + "type and instrumentProvider.loadIds"
    logger.warning("\(text)")
  }

  /// Says something once, however often it happens.
  func reportOnce(_ key: String, _ message: @autoclosure () -> String) {
    guard reported.count < 1_000, reported.insert(key).inserted else { return }
    let text = message()
    logger.warning("\(text)")
  }

  /// Looks after the books once a second.
  private func startWatch() {
    watchTimer = clock.schedule(after: .seconds(1)) { [weak self] in
      guard let self, isConnected else { return }
      let now = clock.now
      for slot in slots.indices where slots[slot].wants.contains(.book) {
        perform(slots[slot].book.check(at: now), slot: slot)
      }
      checkStreams()
      startWatch()
    }
  }
}

// MARK: - Streams

extension BinanceDataClientCore: BinanceStreamHandler {
  func receive(message: UnsafeRawBufferPointer) {
    if !isInBatch {
      isInBatch = true
      batchTime = clock.now
    }
    decoder.decode(message, at: batchTime, to: self)
  }

  func streamsDidReadBatch() { isInBatch = false }

  func streams(didConfirm names: [BinanceStreamName]) {
    let now = clock.now
    for name in names {
      guard let slot = bookStreams[name] else { continue }
      perform(slots[slot].book.streamReady(at: now), slot: slot)
    }
  }

  func streams(didRefuse name: BinanceStreamName, reason: String) {
    logger.error(
      "Binance refuses the stream \(name): \(reason); the subscription gets no data, check the instrument's status")
    guard let slot = bookStreams[name] else { return }
    perform(slots[slot].book.streamLost(reason: "the venue refuses the stream: \(reason)", at: clock.now), slot: slot)
  }

  func streams(didLose names: [BinanceStreamName], reason: String) {
    let now = clock.now
    streamWatch.restart(now: clock.monotonicNow)
    for name in names {
      guard let slot = bookStreams[name] else { continue }
      if slots[slot].wants.contains(.book) {
        perform(slots[slot].book.streamLost(reason: reason, at: now), slot: slot)
      } else if slots[slot].isPartialBookSynced {
        slots[slot].isPartialBookSynced = false
        tell(.stale, reason: reason, slot: slot)
      }
    }
  }

  func streams(channel: String, didBecome state: ConnectionState.State, reason: String) {
    logTrouble(channel, state, reason)
    sink.process(
      ConnectionState(clientId: id, channel: channel, state: state, reason: reason, tsInit: clock.now))
  }
}

extension BinanceDataClientCore {
  /// Logs once that streams are gone, with what an event does not tell: where they were looked for, and what to do.
  private func logTrouble(_ channel: String, _ state: ConnectionState.State, _ reason: String) {
    if state == .connected { lostChannels.remove(channel) }
    guard state == .reconnecting, lostChannels.insert(channel).inserted else { return }
    logger.warning(
      """
      \(id): no streams from \(session.endpoints.streams) (\(channel)): \(reason); trying again; if it stays, check the \
      network, and that baseURLWS leads to Binance or a compatible server
      """
    )
  }
}

// MARK: - Events

extension BinanceDataClientCore: BinanceMarketEventHandler {
  func receive(_ quote: QuoteTick, updateId: UInt64, slot: Int) {
    switch slots[slot].takeQuote(updateId, at: quote.tsInit) {
    case .leaveOut: return
    case .tell: break
    case .tellThawed: tellThawed(slots[slot].quotePulse)
    }
    sink.process(quote)
  }

  func receive(_ trade: TradeTick, isAggregated: Bool, slot: Int) {
    guard isAggregated == tellsAggregatedTrades else { return }
    switch slots[slot].takeTrade(trade.tradeId.number ?? 0, at: trade.tsEvent) {
    case .leaveOut: return
    case .tell: break
    case .tellThawed: tellThawed(slots[slot].tradePulse)
    }
    sink.process(trade)
  }

  func receive(_ deltas: inout OrderBookDeltas, span: BinanceDepthSpan, slot: Int) {
    guard slots[slot].wants.contains(.book) else { return }
    switch slots[slot].book.advance(span, at: deltas.tsInit) {
    case .emit: sink.process(deltas)
    case .ignore: break
    case .examine:
      let update = BinanceDepthUpdate(
        span: span, deltas: deltas.deltas, tsEvent: deltas.tsEvent, tsInit: deltas.tsInit)
      perform(slots[slot].book.receive(update, at: deltas.tsInit), slot: slot)
    }
  }

  func receivePartialDepth(_ deltas: inout OrderBookDeltas, levels: Int, slot: Int) {
    guard slots[slot].wants.contains(.partialBook) else { return }
    if slots[slot].partialBookPulse.beat() { tellThawed(slots[slot].partialBookPulse) }
    sink.process(deltas)
    guard !slots[slot].isPartialBookSynced else { return }
    slots[slot].isPartialBookSynced = true
    tell(.synced, reason: "every message holds the best \(levels) levels", sequence: deltas.sequence, slot: slot)
  }

  /// By how much no event can be ahead of the local clock, however wrong that is.
  private static let farFuture: Duration = .seconds(400 * 86_400)

  func receive(_ bar: BinanceBar, slot: Int) {
    guard !slots[slot].wants.isDisjoint(with: [.bars, .barData]) else { return }
    // A bar that closes in days to come would silence those before it.
    guard bar.tsEvent > lastBarCloses[bar.barType] ?? .zero, bar.tsEvent.since(clock.now) < Self.farFuture else {
      return
    }
    lastBarCloses[bar.barType] = bar.tsEvent
    if slots[slot].wants.contains(.bars) { sink.process(bar.bar) }
    if slots[slot].wants.contains(.barData) { sink.process(bar, dataType: BinanceBar.dataType(bar.barType)) }
  }

  func receive(_ ticker: BinanceTicker, slot: Int) {
    guard slots[slot].wants.contains(.ticker) else { return }
    sink.process(ticker, dataType: DataType(BinanceTicker.self, instrumentId: ticker.instrument))
  }

  func receive(_ update: BinanceFuturesMarkPriceUpdate, slot: Int) {
    let wants = slots[slot].wants
    let id = update.instrument
    if wants.contains(.markPrices) {
      sink.process(
        MarkPriceUpdate(instrumentId: id, value: update.mark, tsEvent: update.tsEvent, tsInit: update.tsInit))
    }
    if wants.contains(.indexPrices), let index = update.index {
      sink.process(IndexPriceUpdate(instrumentId: id, value: index, tsEvent: update.tsEvent, tsInit: update.tsInit))
    }
    if wants.contains(.fundingRates), let rate = update.fundingRate {
      sink.process(
        FundingRateUpdate(
          instrumentId: id, rate: rate, nextFunding: update.nextFunding, tsEvent: update.tsEvent,
          tsInit: update.tsInit))
    }
    if wants.contains(.markPriceData) {
      sink.process(update, dataType: DataType(BinanceFuturesMarkPriceUpdate.self, instrumentId: id))
    }
    if wantsAllMarkPrices { sink.process(update, dataType: DataType(BinanceFuturesMarkPriceUpdate.self)) }
  }

  func receive(_ liquidation: BinanceLiquidation, slot: Int) {
    guard isNews(liquidation) else { return }
    if slots[slot].wants.contains(.liquidations) {
      sink.process(liquidation, dataType: DataType(BinanceLiquidation.self, instrumentId: liquidation.instrument))
    }
    if wantsAllLiquidations { sink.process(liquidation, dataType: DataType(BinanceLiquidation.self)) }
  }

  /// Whether a liquidation was not told before: it may come over two streams, and over two connections.
  private func isNews(_ liquidation: BinanceLiquidation) -> Bool {
    var known = liquidation
    known.tsInit = .zero
    guard !toldLiquidations.contains(known) else { return false }
    if toldLiquidations.count >= 64 { toldLiquidations.removeFirst(32) }
    toldLiquidations.append(known)
    return true
  }

  func receiveAnswer(id: UInt64, error: String?) {
    // The stream client reads its own answers; one that comes here answers nothing that it asked.
  }

  func receiveServerShutdown() { streams.rotate(reason: "the venue announced a shutdown") }

  func receiveUnknown(event: String) {
    reportOnce("event \(event)", "Binance sent an event that this version does not know: \(event); it is passed over")
  }

  func receiveMalformed(_ problem: BinanceDecodingProblem, slot: Int?, isDepth: Bool) {
    reportOnce("malformed \(problem.kind)", "\(id): \(problem); it is left out, further ones are only counted")
    guard isDepth, let slot, slots[slot].wants.contains(.book) else { return }
    perform(
      slots[slot].book.streamCorrupted(reason: "a depth message could not be read: \(problem.detail)", at: clock.now),
      slot: slot)
  }

}
