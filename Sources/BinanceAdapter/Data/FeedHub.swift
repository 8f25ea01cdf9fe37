import Logging
import NIOCore
import Synchronization
import TradingEngine
import TradingModel
import TradingNetwork

/// The loop's half of a ``BinanceMarketFeed``: a data client, and the sequences that its data go to.
final class FeedHub: @unchecked Sendable {
  // Unchecked is sound because everything but `numbers` and constants is touched on `eventLoop` only.

  private struct Listener {
    var number: UInt64
    var subscription: DataSubscription
    var finish: () -> Void
  }

  private let eventLoop: any EventLoop
  private let config: BinanceDataClientConfig
  private let logger: Logger
  private let numbers = Atomic<UInt64>(0)
  private var live: LiveRuntime?
  private var client: BinanceDataClient?
  private var listeners: [Listener] = []
  private var quotes: [InstrumentId: [(number: UInt64, producer: BoundedSequence<QuoteTick>.Producer)]] = [:]
  private var trades: [InstrumentId: [(number: UInt64, producer: BoundedSequence<TradeTick>.Producer)]] = [:]
  private var bars: [BarType: [(number: UInt64, producer: BoundedSequence<BinanceBar>.Producer)]] = [:]

  init(config: BinanceDataClientConfig, logger: Logger) {
    eventLoop = LiveRuntime.sharedEventLoop()
    self.config = config
    self.logger = logger
  }

  func nextNumber() -> UInt64 { numbers.wrappingAdd(1, ordering: .relaxed).newValue }

  func onLoop(_ body: @escaping @Sendable (FeedHub) -> Void) { eventLoop.execute { body(self) } }

  var instruments: [Instrument] { client?.instruments ?? [] }

  func connect(_ completion: @escaping (Result<Void, any Error>) -> Void) {
    do {
      let options = LiveRuntime.Options(
        proxyURL: config.connection.proxyURL, trustRootsFile: config.connection.trustRootsFile)
      let live = try LiveRuntime(eventLoop: eventLoop, options: options)
      self.live = live
      let client = try BinanceDataClient.makeKeyless(
        config: config, runtime: live.runtime, sink: self, logger: logger)
      self.client = client
      client.connect(completion: completion)
    } catch {
      completion(.failure(error))
    }
  }

  func addQuotes(_ number: UInt64, _ id: InstrumentId, _ producer: BoundedSequence<QuoteTick>.Producer) {
    quotes[id, default: []].append((number, producer))
    add(number, .quotes(id)) { producer.finish(throwing: $0) }
  }

  func addTrades(_ number: UInt64, _ id: InstrumentId, _ producer: BoundedSequence<TradeTick>.Producer) {
    trades[id, default: []].append((number, producer))
    add(number, .trades(id)) { producer.finish(throwing: $0) }
  }

  func addBars(_ number: UInt64, _ type: BarType, _ producer: BoundedSequence<BinanceBar>.Producer) {
    bars[type, default: []].append((number, producer))
    add(number, .custom(BinanceBar.dataType(type))) { producer.finish(throwing: $0) }
  }

  private func add(_ number: UInt64, _ subscription: DataSubscription, finish: @escaping ((any Error)?) -> Void) {
    guard let client else { return finish(nil) }
    let isFirst = !listeners.contains { $0.subscription == subscription }
    listeners.append(Listener(number: number, subscription: subscription, finish: { finish(nil) }))
    client.core.withInstrument(of: subscription) { [weak self] in
      // Everybody may have let go of it while its instrument was being looked up.
      guard let self, listeners.contains(where: { $0.subscription == subscription }) else { return }
      if let problem = client.problem(with: subscription) { return finish(BinanceRequestProblem(problem)) }
      if isFirst { client.execute(.subscribe(subscription)) }
    }
  }

  func remove(_ number: UInt64) {
    guard let index = listeners.firstIndex(where: { $0.number == number }) else { return }
    let subscription = listeners.remove(at: index).subscription
    switch subscription {
    case .quotes(let id): quotes[id]?.removeAll { $0.number == number }
    case .trades(let id): trades[id]?.removeAll { $0.number == number }
    default: for type in bars.keys { bars[type]?.removeAll { $0.number == number } }
    }
    if !listeners.contains(where: { $0.subscription == subscription }) {
      client?.execute(.unsubscribe(subscription))
    }
  }

  func shutDown(_ completion: @escaping @Sendable () -> Void) {
    for listener in listeners { listener.finish() }
    listeners = []
    guard let client, let live else { return completion() }
    self.client = nil
    self.live = nil
    client.disconnect { live.shutDown(completion: completion) }
  }
}

extension FeedHub: MarketDataSink {
  func process(_ quote: QuoteTick) {
    guard let receivers = quotes[quote.instrumentId] else { return }
    for receiver in receivers { receiver.producer.yield(quote) }
  }

  func process(_ trade: TradeTick) {
    guard let receivers = trades[trade.instrumentId] else { return }
    for receiver in receivers { receiver.producer.yield(trade) }
  }

  func process(_ data: any CustomData, dataType: DataType) {
    guard let bar = data as? BinanceBar, let receivers = bars[bar.barType] else { return }
    for receiver in receivers { receiver.producer.yield(bar) }
  }

  func process(_ deltas: borrowing OrderBookDeltas) {}
  func process(_ bar: Bar) {}
  func process(_ status: BookStatus) {}
  func process(_ update: MarkPriceUpdate) {}
  func process(_ update: IndexPriceUpdate) {}
  func process(_ update: FundingRateUpdate) {}
  func process(_ status: InstrumentStatus) {}
  func process(_ instrument: Instrument) {}
  func process(_ response: DataResponse) {}
  func process(_ state: ConnectionState) {}
}
