import Foundation
import TradingEngine
import TradingModel

/// Values that tests of the engine are made of.
enum Fixtures {
  static let btc = InstrumentId(symbol: "BTCUSDT", venue: "BINANCE")
  static let eth = InstrumentId(symbol: "ETHUSDT", venue: "BINANCE")

  /// 2024-08-08T00:00:00Z, a Thursday.
  static let midnight = UnixNanos(milliseconds: 1_723_075_200_000)

  static func instrument(_ id: InstrumentId = btc) -> Instrument {
    Instrument(
      id: id, rawSymbol: id.symbol, kind: .currencyPair, base: .btc, quote: .usdt,
      priceIncrement: Price(raw: 1, precision: 2), sizeIncrement: Quantity(raw: 1, precision: 5))
  }

  static func quote(
    _ id: InstrumentId = btc, bid: Int64 = 10_000, ask: Int64 = 10_001, at time: UnixNanos = midnight
  ) -> QuoteTick {
    QuoteTick(
      instrumentId: id, bidPrice: Price(raw: bid, precision: 2), askPrice: Price(raw: ask, precision: 2),
      bidSize: Quantity(raw: 100_000, precision: 5), askSize: Quantity(raw: 200_000, precision: 5), tsEvent: time,
      tsInit: time)
  }

  static func trade(
    _ id: InstrumentId = btc, price: Int64 = 10_000, size: Int64 = 100_000, at time: UnixNanos = midnight,
    number: UInt64 = 1
  ) -> TradeTick {
    TradeTick(
      instrumentId: id, price: Price(raw: price, precision: 2), size: Quantity(raw: size, precision: 5),
      aggressorSide: .buyer, tradeId: TradeId(number: number), tsEvent: time, tsInit: time)
  }

  static func snapshot(_ id: InstrumentId = btc, bid: Int64 = 10_000, ask: Int64 = 10_001) -> OrderBookDeltas {
    OrderBookDeltas(
      instrumentId: id,
      deltas: [
        .clear,
        OrderBookDelta(
          action: .add, side: .buy, price: Price(raw: bid, precision: 2), size: Quantity(raw: 1, precision: 5)),
        OrderBookDelta(
          action: .add, side: .sell, price: Price(raw: ask, precision: 2), size: Quantity(raw: 1, precision: 5)),
      ], sequence: 1, isSnapshot: true, tsEvent: midnight, tsInit: midnight)
  }

  /// The seed in `ARGONAUT_TEST_SEED`, else a fresh one; printed, so that a failure can be repeated.
  static func seed(for test: String) -> UInt64 {
    let given = ProcessInfo.processInfo.environment["ARGONAUT_TEST_SEED"].flatMap { UInt64($0) }
    let seed = given ?? RandomSource.system().next()
    print("\(test): ARGONAUT_TEST_SEED=\(seed)")
    return seed
  }
}

/// A data client that remembers what it was told.
final class RecordingDataClient: DataClient {
  let id: ClientId
  let venue: Venue = "BINANCE"
  var commands: [DataCommand] = []
  var requests: [DataRequest] = []
  var served: (InstrumentId) -> Bool
  weak var sink: (any MarketDataSink)?

  init(_ id: ClientId = "BINANCE", serves: @escaping (InstrumentId) -> Bool = { _ in true }) {
    self.id = id
    served = serves
  }

  func serves(_ instrumentId: InstrumentId) -> Bool { served(instrumentId) }
  func connect(completion: @escaping (Result<Void, any Error>) -> Void) { completion(.success(())) }
  func disconnect(completion: @escaping () -> Void) { completion() }
  func execute(_ command: DataCommand) { commands.append(command) }
  func request(_ request: DataRequest) { requests.append(request) }
}

/// An actor whose callbacks are closures, and which notes what it is told.
final class ScriptedActor: DataActor {
  var notes: [String] = []
  var starting: (ScriptedActor) -> Void = { _ in }
  var quoting: (ScriptedActor, QuoteTick) -> Void = { _, _ in }
  var trading: (ScriptedActor, TradeTick) -> Void = { _, _ in }
  var bars: [Bar] = []
  var historicalBars: [Bar] = []
  var statuses: [BookStatus] = []

  override func onStart() { starting(self) }
  override func onStop() { notes.append("stop") }
  override func onQuote(_ quote: QuoteTick) {
    notes.append("quote \(quote.bidPrice)")
    quoting(self, quote)
  }
  override func onTrade(_ trade: TradeTick) {
    notes.append("trade \(trade.price)")
    trading(self, trade)
  }
  override func onBar(_ bar: Bar) {
    notes.append("bar \(bar.close)")
    bars.append(bar)
  }
  override func onBookDeltas(_ deltas: borrowing OrderBookDeltas) {
    notes.append("deltas \(deltas.deltas.count) \(deltas.isSnapshot)")
  }
  override func onBook(_ book: OrderBook) { notes.append("book \(book.bestBidPrice?.description ?? "-")") }
  override func onBookStatus(_ status: BookStatus) { statuses.append(status) }
  override func onSignal(_ signal: Signal) { notes.append("signal \(signal.name)") }
  override func onTimer(_ event: TimeEvent) { notes.append("timer \(event.name) \(event.tsEvent)") }
  override func onConnectionState(_ state: ConnectionState) { notes.append("connection \(state.state.rawValue)") }
  override func onHistoricalTrades(_ trades: [TradeTick]) { notes.append("history \(trades.count)") }
  override func onHistoricalBars(_ bars: [Bar]) { historicalBars = bars }
  override func onRequestFailed(_ requestId: UInt64, reason: String) { notes.append("failed \(reason)") }
}

/// A kernel at midnight with a recording client and one instrument.
struct KernelFixture {
  let clock = ManualClock(start: Fixtures.midnight)
  let kernel: TradingKernel
  let client = RecordingDataClient()

  init(_ config: TradingKernelConfig = TradingKernelConfig()) {
    kernel = TradingKernel(config: config, clock: clock)
    kernel.register(client)
    client.sink = kernel.dataEngine
    kernel.dataEngine.process(Fixtures.instrument(Fixtures.btc))
    kernel.dataEngine.process(Fixtures.instrument(Fixtures.eth))
  }

  /// Registers an actor that does `starting` when it starts.
  func actor(_ name: String, starting: @escaping (ScriptedActor) -> Void = { _ in }) -> ScriptedActor {
    let actor = ScriptedActor(actorId: ActorId(name))
    actor.starting = starting
    kernel.register(actor)
    return actor
  }
}
