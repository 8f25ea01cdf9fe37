import BenchmarkSupport
import Foundation
import TradingEngine
import TradingModel

/// Starts when the node is ready, and measures what the job asks for.
final class MeasuringStrategy: Strategy {
  private let job: NodeJob
  private let venue: CrowdedVenue
  private let loopClock: any TradingClock
  private let began: Double
  private var changes = 0

  init(job: NodeJob, venue: CrowdedVenue, clock: any TradingClock, began: Double) {
    self.job = job
    self.venue = venue
    loopClock = clock
    self.began = began
    super.init(config: StrategyConfig(logsEvents: false))
  }

  override func onStart() {
    switch job.kind {
    case .instruments:
      let count = cache.instruments().count
      finish("instruments", "\"loaded\":\(count),\"cpu_s\":\(text(Resources.processorSeconds - began, 3))")
    case .idle:
      loopClock.schedule(after: .seconds(3)) { [weak self] in self?.watchIdle() }
    case .books:
      for number in 0..<NodeJob.books {
        subscribeBook(InstrumentId(symbol: NodeJob.symbol(number), venue: "BINANCE"))
      }
      loopClock.schedule(after: .seconds(1)) { [weak self] in self?.venue.pour() }
    }
  }

  private func watchIdle() {
    let before = Resources.processorSeconds
    loopClock.schedule(after: .seconds(NodeJob.idleSeconds)) { [weak self] in
      guard let self else { return }
      let share = (Resources.processorSeconds - before) / Double(NodeJob.idleSeconds) * 100
      finish("idle", "\"seconds\":\(NodeJob.idleSeconds),\"cpu_percent\":\(text(share, 3))")
    }
  }

  override func onBookDeltas(_ deltas: borrowing OrderBookDeltas) {
    changes += 1
    guard changes == NodeJob.changes else { return }
    let open = (0..<NodeJob.books).count { number in
      cache.book(InstrumentId(symbol: NodeJob.symbol(number), venue: "BINANCE"))?.quote() != nil
    }
    finish("books", "\"books\":\(open),\"changes\":\(changes)")
  }

  private func finish(_ kind: String, _ figures: String) -> Never {
    print("{\"node\":\"\(kind)\",\(figures),\"rss_mb\":\(text(Resources.peakMegabytes, 1))}")
    try? FileManager.default.removeItem(atPath: job.directory)
    exit(0)
  }

  private func text(_ value: Double, _ decimals: Int) -> String { String(format: "%.\(decimals)f", value) }
}
