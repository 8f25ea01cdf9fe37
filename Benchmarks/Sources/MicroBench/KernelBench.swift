import BinanceAdapter
import Logging
import TradingEngine
import TradingModel
import TradingNetwork

extension MicroBench {
  /// From the bytes of a message to the strategy: decoder, data engine, cache, bus.
  static func kernel(_ watch: Stopwatch) {
    let world = SimulatedWorld(seed: 1)
    var silent = Logger(label: "bench", factory: { _ in SwiftLogNoOpLogHandler() })
    silent.logLevel = .critical
    let logger = silent
    let kernel = TradingKernel(clock: world, random: world.random, logger: { _ in logger })
    let instrument = sampleInstrument()
    kernel.cache.add(instrument)
    let strategy = ListeningStrategy(id: instrument.id)
    kernel.register(strategy)
    kernel.start()

    let quote = QuoteTick(
      instrumentId: instrument.id, bidPrice: Price(raw: 6_173_763, precision: 2),
      askPrice: Price(raw: 6_173_764, precision: 2), bidSize: Quantity(raw: 351_200, precision: 5),
      askSize: Quantity(raw: 93_847, precision: 5), tsEvent: world.now, tsInit: world.now)
    watch.measure("kernel: quote to strategy", iterations: 300_000) { kernel.dataEngine.process(quote) }

    let decoder = BinanceMarketDecoder(product: BinanceAccountType.spot.product)
    decoder.symbols.insert(instrument)
    let forwarder = Forwarder(engine: kernel.dataEngine)
    let idle = Forwarder(engine: nil)
    let samples: [(String, [UInt8])] = [
      ("book ticker", Samples.combined("btcusdt@bookTicker", Samples.bookTicker)),
      ("trade", Samples.combined("btcusdt@trade", Samples.trade)),
      ("depth 20+20", Samples.combined("btcusdt@depth@100ms", Samples.depth(number: 1, levels: 20))),
    ]
    for (name, bytes) in samples {
      bytes.withUnsafeBytes { bytes in
        watch.measure("decoder: \(name)", iterations: 50_000) { decoder.decode(bytes, at: .zero, to: idle) }
        watch.measure("message to strategy: \(name)", iterations: 50_000) {
          decoder.decode(bytes, at: .zero, to: forwarder)
        }
      }
    }
    consume(strategy.count)
  }

  private static func sampleInstrument() -> Instrument {
    Instrument(
      id: InstrumentId(symbol: "BTCUSDT", venue: "BINANCE"), rawSymbol: "BTCUSDT", kind: .currencyPair,
      base: .btc, quote: .usdt, priceIncrement: Price(raw: 1, precision: 2),
      sizeIncrement: Quantity(raw: 1, precision: 5))
  }
}

/// A strategy that counts what it hears.
final class ListeningStrategy: Strategy {
  private let id: InstrumentId
  private(set) var count = 0

  init(id: InstrumentId) {
    self.id = id
    super.init()
  }

  override func onStart() {
    subscribeQuotes(id)
    subscribeTrades(id)
    subscribeBook(id)
  }

  override func onQuote(_ quote: QuoteTick) { count &+= 1 }
  override func onTrade(_ trade: TradeTick) { count &+= 1 }
  override func onBookDeltas(_ deltas: borrowing OrderBookDeltas) { count &+= 1 }
}

/// Hands decoded events to an engine, as the data client does, or to nobody.
final class Forwarder: BinanceMarketEventHandler {
  private let engine: DataEngine?

  init(engine: DataEngine?) { self.engine = engine }

  func receive(_ quote: QuoteTick, updateId: UInt64, slot: Int) { engine?.process(quote) }
  func receive(_ trade: TradeTick, isAggregated: Bool, slot: Int) { engine?.process(trade) }
  func receive(_ deltas: inout OrderBookDeltas, span: BinanceDepthSpan, slot: Int) { engine?.process(deltas) }
  func receivePartialDepth(_ deltas: inout OrderBookDeltas, levels: Int, slot: Int) {}
  func receive(_ bar: BinanceBar, slot: Int) {}
  func receive(_ ticker: BinanceTicker, slot: Int) {}
  func receive(_ update: BinanceFuturesMarkPriceUpdate, slot: Int) {}
  func receive(_ liquidation: BinanceLiquidation, slot: Int) {}
  func receiveAnswer(id: UInt64, error: String?) {}
  func receiveServerShutdown() {}
  func receiveUnknown(event: String) {}
  func receiveMalformed(_ problem: BinanceDecodingProblem, slot: Int?, isDepth: Bool) {}
}
