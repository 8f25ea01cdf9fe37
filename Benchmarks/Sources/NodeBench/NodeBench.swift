import BenchmarkSupport
import BinanceAdapter
import Foundation
import Logging
import NIOCore
import NIOPosix
import TradingEngine
import TradingLive
import TradingModel
import TradingNetwork

/// What a whole node costs besides its messages: to load a venue's instruments, to stand idle, to hold twenty books.
///
/// The venue is in this process (``CrowdedVenue``); its long answers are made before the measurement begins.
@main
struct NodeBench {
  static func main() async throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard let job = NodeJob(arguments) else {
      FileHandle.standardError.write(Data("NodeBench: give one of: instruments, idle, books\n".utf8))
      exit(2)
    }
    let eventLoop = MultiThreadedEventLoopGroup(numberOfThreads: 1).next()
    eventLoop.execute { start(job, on: eventLoop) }
    // The measurement ends the process.
    while true { try await Task.sleep(for: .seconds(3600)) }
  }

  private static func start(_ job: NodeJob, on eventLoop: any EventLoop) {
    do {
      let live = try LiveRuntime(eventLoop: eventLoop)
      let venue = CrowdedVenue(clock: live.runtime.clock, job: job)
      let runtime = Runtime(
        loop: live.runtime.loop, clock: live.runtime.clock, random: live.runtime.random, http: venue, webSocket: venue)
      let began = Resources.processorSeconds
      let core = TradingNodeCore(
        config: config(job), world: NodeWorld(runtime: runtime), stateDirectory: job.directory,
        logger: { label in
          var logger = Logger(label: label, factory: { StreamLogHandler.standardError(label: $0) })
          logger.logLevel = .error
          return logger
        })
      core.addDataClientFactory("BINANCE", BinanceLiveDataClientFactory())
      core.addDataClientFactory("BINANCE_FUTURES", BinanceLiveDataClientFactory())
      core.addExecClientFactory("BINANCE", BinanceLiveExecClientFactory())
      core.add(MeasuringStrategy(job: job, venue: venue, clock: live.runtime.clock, began: began))
      try core.build()
      // The node lives until the process ends.
      _ = Unmanaged.passRetained(core)
      core.start { result in
        if case .failure(let error) = result { fail("\(error)") }
      }
    } catch {
      fail("\(error)")
    }
  }

  private static func config(_ job: NodeJob) -> TradingNodeConfig {
    let all = BinanceInstrumentProviderConfig(loadAll: true)
    let http = "http://127.0.0.1:1"
    let ws = "ws://127.0.0.1:1"
    var config = TradingNodeConfig(traderId: "BENCH-001")
    config.journal.directory = job.directory
    config.dataClients["BINANCE"] = BinanceDataClientConfig(
      baseURLHTTP: http, baseURLWS: ws, baseURLWSAPI: ws, instrumentProvider: all)
    if job.kind == .instruments {
      config.dataClients["BINANCE_FUTURES"] = BinanceDataClientConfig(
        accountType: .usdtFutures, baseURLHTTP: http, baseURLWS: ws, baseURLWSAPI: ws, instrumentProvider: all)
    }
    if job.kind == .idle {
      config.execClients["BINANCE"] = BinanceExecClientConfig(
        apiKey: SecretText("k"), apiSecret: SecretText("s"), baseURLHTTP: http, baseURLWS: ws, baseURLWSAPI: ws,
        instrumentProvider: all)
    }
    return config
  }

  static func fail(_ text: String) -> Never {
    FileHandle.standardError.write(Data("NodeBench: \(text)\n".utf8))
    exit(1)
  }
}
