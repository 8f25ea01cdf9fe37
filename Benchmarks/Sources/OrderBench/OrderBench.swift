import BinanceAdapter
import Dispatch
import Foundation
import Logging
import NIOCore
import NIOPosix
import TradingEngine
import TradingLive
import TradingModel
import TradingNetwork

/// The order path of a real node, from a strategy's `submit` through risk and execution engine, journal and adapter to
/// the harness's load server and back; with `--soak N`, N orders against an instant venue in this process.
@main
struct OrderBench {
  static func main() async throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    let eventLoop = MultiThreadedEventLoopGroup(numberOfThreads: 1).next()
    if let place = arguments.firstIndex(of: "--soak") {
      let orders = arguments.dropFirst(place + 1).first.flatMap { Int($0) } ?? 1_000_000
      eventLoop.execute { Soak.start(orders: orders, on: eventLoop) }
    } else if let job = OrderJob(ProcessInfo.processInfo.environment, arguments) {
      eventLoop.execute { start(job, on: eventLoop) }
    } else {
      fail("BN_PORT and BN_OLOG must be set, as the harness's order_bench.py does; or give --soak N")
    }
    // The last order ends the process.
    while true { try await Task.sleep(for: .seconds(3600)) }
  }

  private static func start(_ job: OrderJob, on eventLoop: any EventLoop) {
    do {
      let instrument = InstrumentId(symbol: "BTCUSDT", venue: "BINANCE")
      let http = "http://127.0.0.1:\(job.port)"
      let ws = "ws://127.0.0.1:\(job.port)"
      let provider = BinanceInstrumentProviderConfig(loadIds: [instrument])
      var exec = BinanceExecClientConfig(
        apiKey: SecretText(OrderJob.apiKey), apiSecret: SecretText(try job.secretText()), baseURLHTTP: http,
        baseURLWS: ws, baseURLWSAPI: ws, instrumentProvider: provider)
      exec.useWSTrading = !job.usesREST
      let data = BinanceDataClientConfig(
        baseURLHTTP: http, baseURLWS: ws, instrumentProvider: provider, instrumentStatusPollInterval: nil,
        updateInstrumentsInterval: nil)
      let live = try LiveRuntime(eventLoop: eventLoop)
      let runtime = Runtime(
        loop: live.runtime.loop, clock: live.runtime.clock, random: live.runtime.random,
        http: OpenLimits(live.runtime.http), webSocket: live.runtime.webSocket)
      BenchNode.run(
        data: data, exec: exec, world: NodeWorld(runtime: runtime), journal: job.journalDirectory,
        strategy: OrderingStrategy(job: job, instrument: instrument, clock: runtime.clock))
    } catch {
      fail("\(error)")
    }
  }

  static func fail(_ text: String) -> Never {
    FileHandle.standardError.write(Data("OrderBench: \(text)\n".utf8))
    exit(1)
  }
}

/// A node for one strategy.
enum BenchNode {
  /// Brings the node up; it lives until the process ends.
  static func run(
    data: BinanceDataClientConfig, exec: BinanceExecClientConfig, world: NodeWorld, journal: String, strategy: Strategy
  ) {
    var config = TradingNodeConfig(traderId: "BENCH-001")
    config.dataClients["BINANCE"] = data
    config.execClients["BINANCE"] = exec
    config.kernel.riskEngine.maxSubmitRate = .init(count: 1_000_000_000, interval: .seconds(1))
    config.journal.directory = journal
    let loop = world.runtime.loop
    let core = TradingNodeCore(
      config: config, world: world, stateDirectory: journal, journalBackground: background(on: loop)
    ) { label in
      var logger = Logger(label: label, factory: { StreamLogHandler.standardError(label: $0) })
      logger.logLevel = .error
      return logger
    }
    core.addDataClientFactory("BINANCE", BinanceLiveDataClientFactory())
    core.addExecClientFactory("BINANCE", BinanceLiveExecClientFactory())
    core.add(strategy)
    do {
      try core.build()
    } catch {
      OrderBench.fail("\(error)")
    }
    // The node lives until the process ends.
    _ = Unmanaged.passRetained(core)
    core.start { result in
      if case .failure(let error) = result { OrderBench.fail("\(error)") }
    }
  }

  /// Makes the journal's snapshots on another thread, as a live node does.
  private static func background(on loop: any TradingLoop) -> TradingNodeCore.JournalBackground {
    let queue = DispatchQueue(label: "argonaut.bench.snapshot", qos: .utility)
    return { work, done in
      let confined = LoopConfined(done, to: loop)
      queue.async {
        let bytes = work()
        loop.execute { confined.value(bytes) }
      }
    }
  }
}
