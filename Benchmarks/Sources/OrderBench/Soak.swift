import BenchmarkSupport
import BinanceAdapter
import Foundation
import NIOCore
import TradingEngine
import TradingLive
import TradingModel
import TradingNetwork

/// Many orders against an instant venue, to see whether memory stays flat: closed orders and positions leave the caches,
/// and the journal drops its old segments.
enum Soak {
  static func start(orders: Int, on eventLoop: any EventLoop) {
    do {
      let live = try LiveRuntime(eventLoop: eventLoop)
      let venue = InstantVenue(clock: live.runtime.clock)
      let runtime = Runtime(
        loop: live.runtime.loop, clock: live.runtime.clock, random: live.runtime.random, http: venue, webSocket: venue)
      let instrument = InstrumentId(symbol: "BTCUSDT", venue: "BINANCE")
      let provider = BinanceInstrumentProviderConfig(loadIds: [instrument])
      let exec = BinanceExecClientConfig(
        apiKey: SecretText(OrderJob.apiKey), apiSecret: SecretText(OrderJob.secret),
        baseURLHTTP: "http://127.0.0.1:1", baseURLWS: "ws://127.0.0.1:1", baseURLWSAPI: "ws://127.0.0.1:1",
        instrumentProvider: provider)
      let data = BinanceDataClientConfig(
        baseURLHTTP: "http://127.0.0.1:1", baseURLWS: "ws://127.0.0.1:1", instrumentProvider: provider,
        instrumentStatusPollInterval: nil, updateInstrumentsInterval: nil)
      let journal = FileManager.default.temporaryDirectory.appending(path: "argonaut-soak-\(getpid())").path
      BenchNode.run(
        data: data, exec: exec, world: NodeWorld(runtime: runtime), journal: journal,
        strategy: SoakStrategy(orders: orders, instrument: instrument, journal: journal, clock: live.runtime.clock))
    } catch {
      OrderBench.fail("\(error)")
    }
  }
}

/// Buys and sells in turn, each order when the last one is filled.
final class SoakStrategy: Strategy {
  private let orders: Int
  private let instrument: InstrumentId
  private let journal: String
  private let loopClock: any TradingClock
  private var filled = 0
  private var began = 0.0
  private var samples: [Double] = []
  /// After how many orders the memory is looked at.
  private let step: Int

  init(orders: Int, instrument: InstrumentId, journal: String, clock: any TradingClock) {
    loopClock = clock
    self.orders = orders
    step = max(1, min(100_000, orders / 10))
    self.instrument = instrument
    self.journal = journal
    super.init(config: StrategyConfig(logsEvents: false))
  }

  override func onStart() {
    began = Resources.processorSeconds
    loopClock.schedule(after: .zero) { [weak self] in self?.place() }
  }

  private func place() {
    guard let quantity = try? Quantity("0.00100"), let price = try? Price("50000.00") else { return }
    submit(orderFactory.limit(instrument, filled.isMultiple(of: 2) ? .buy : .sell, quantity, price: price))
  }

  override func onOrderFilled(_ event: OrderFilled) {
    filled += 1
    if filled.isMultiple(of: step) { look() }
    if filled == orders { finish() }
    loopClock.schedule(after: .zero) { [weak self] in self?.place() }
  }

  override func onOrderDenied(_ event: OrderDenied) { OrderBench.fail("denied: \(event.reason)") }
  override func onOrderRejected(_ event: OrderRejected) { OrderBench.fail("rejected: \(event.reason)") }
  override func onOrderUnknown(_ event: OrderUnknown) { OrderBench.fail("unknown: \(event.reason)") }

  private func look() {
    samples.append(Memory.residentMegabytes)
    let rss = String(format: "%.1f", samples[samples.count - 1])
    let kept = "\(cache.orders.count) orders and \(cache.positions.count) positions in the cache"
    FileHandle.standardError.write(Data("\(filled) orders: \(rss) MB resident, \(kept)\n".utf8))
  }

  private func finish() -> Never {
    // The caches are full after the first step at the latest; from then on nothing may grow.
    let first = samples[min(1, samples.count - 1)]
    let last = samples[samples.count - 1]
    let texts = samples.map { String(format: "%.1f", $0) }.joined(separator: ",")
    let growth = String(format: "%.3f", last / first - 1)
    let isFlat = last <= first * 1.05
    let processor = String(format: "%.1f", (Resources.processorSeconds - began) / Double(orders) * 1e6)
    print(
      """
      {"peer":"argonaut-soak","orders":\(filled),"cpu_us_per_order":\(processor),"rss_mb":[\(texts)],\
      "growth":\(growth),"flat":\(isFlat)}
      """)
    try? FileManager.default.removeItem(atPath: journal)
    exit(isFlat ? 0 : 1)
  }
}

/// The memory of this process.
enum Memory {
  /// What is resident right now.
  static var residentMegabytes: Double {
    guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return 0 }
    for line in text.split(separator: "\n") where line.hasPrefix("VmRSS:") {
      return (Double(line.filter(\.isNumber)) ?? 0) / 1024
    }
    return 0
  }
}
