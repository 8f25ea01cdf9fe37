import TradingEngine
import TradingModel

/// A strategy that subscribes as the job says, and counts.
final class CountingStrategy: Strategy {
  private let job: FeedJob
  private let meter: FeedMeter
  private let ids: [InstrumentId]
  /// The load server's snapshot stands at this update id; only changes after it count.
  private static let snapshotId: UInt64 = 42_000_000_000

  init(job: FeedJob, ids: [InstrumentId]) {
    self.job = job
    self.ids = ids
    meter = FeedMeter(job: job)
    super.init()
  }

  override func onStart() {
    for id in ids {
      switch job.kind {
      case .quotes: subscribeQuotes(id)
      case .trades: subscribeTrades(id)
      case .books: subscribeBook(id)
      }
    }
  }

  override func onQuote(_ quote: QuoteTick) { meter.tick { nil } }

  override func onTrade(_ trade: TradeTick) { meter.tick { nil } }

  override func onBookDeltas(_ deltas: borrowing OrderBookDeltas) {
    guard deltas.sequence > Self.snapshotId else { return }
    let id = deltas.instrumentId
    meter.tick {
      guard let book = cache.book(id), let quote = book.quote() else { return nil }
      return "\(quote.bidPrice):\(quote.bidSize) \(quote.askPrice):\(quote.askSize)"
    }
  }
}
