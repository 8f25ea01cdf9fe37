import BinanceAdapter
import Foundation
import Logging
import NIOCore
import NIOPosix
import TradingEngine
import TradingModel
import TradingNetwork

/// A node that receives what the harness's load server sends, up to a strategy's callback.
///
/// Data client, kernel, cache and book are the real ones; everything lives on one event loop.
@main
struct FeedBench {
  static func main() async throws {
    guard let job = FeedJob(ProcessInfo.processInfo.environment) else {
      FileHandle.standardError.write(
        Data("FeedBench: BN_PORT, BN_N, BN_WORK and BN_STREAMS must be set; the harness's bench.py does that\n".utf8))
      exit(2)
    }
    let eventLoop = MultiThreadedEventLoopGroup(numberOfThreads: 1).next()
    eventLoop.execute { start(job, on: eventLoop) }
    // The last message ends the process.
    while true { try await Task.sleep(for: .seconds(3600)) }
  }

  private static func start(_ job: FeedJob, on eventLoop: any EventLoop) {
    do {
      let node = try BenchNode(job: job, eventLoop: eventLoop)
      node.connect()
    } catch {
      fail("\(error)")
    }
  }

  static func fail(_ text: String) -> Never {
    FileHandle.standardError.write(Data("FeedBench: \(text)\n".utf8))
    exit(1)
  }
}

/// The node of one run. It keeps itself alive.
final class BenchNode {
  private let runtime: LiveRuntime
  private let kernel: TradingKernel
  private let client: any DataClient
  private let strategy: CountingStrategy
  private var keeper: BenchNode?

  init(job: FeedJob, eventLoop: any EventLoop) throws {
    func logger(_ label: String) -> Logger {
      var logger = Logger(label: label, factory: { StreamLogHandler.standardError(label: $0) })
      logger.logLevel = .warning
      return logger
    }
    runtime = try LiveRuntime(
      eventLoop: eventLoop, options: LiveRuntime.Options(trustRootsFile: job.tlsPort == nil ? nil : job.certificate))
    kernel = TradingKernel(clock: runtime.runtime.clock, random: runtime.runtime.random, logger: logger)
    let ids = job.symbols.map { InstrumentId(symbol: job.isFutures ? "\($0)-PERP" : $0, venue: "BINANCE") }
    let config = BinanceDataClientConfig(
      accountType: job.isFutures ? .usdtFutures : .spot, baseURLHTTP: job.httpURL, baseURLWS: job.streamURL,
      instrumentProvider: BinanceInstrumentProviderConfig(loadIds: ids), instrumentStatusPollInterval: nil,
      updateInstrumentsInterval: nil)
    let session = try BinanceHttpSession(
      connection: config.connection, credentials: nil, runtime: runtime.runtime, logger: logger("http"))
    let provider = try BinanceInstrumentProvider(
      session: session, config: config.instrumentProvider, logger: logger("instruments"))
    if job.isFutures {
      client = try BinanceFuturesDataClient(
        config: config, session: session, provider: provider, runtime: runtime.runtime, sink: kernel.dataEngine,
        logger: logger("data"))
    } else {
      client = try BinanceSpotDataClient(
        config: config, session: session, provider: provider, runtime: runtime.runtime, sink: kernel.dataEngine,
        logger: logger("data"))
    }
    kernel.register(client)
    strategy = CountingStrategy(job: job, ids: ids)
    kernel.register(strategy)
  }

  func connect() {
    keeper = self
    client.connect { result in
      switch result {
      case .success: self.kernel.start()
      case .failure(let error): FeedBench.fail("the client did not connect: \(error)")
      }
    }
  }
}
