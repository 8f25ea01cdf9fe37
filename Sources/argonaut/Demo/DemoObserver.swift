import Histogram
import TradingEngine
import TradingModel

/// Counts and times what a demo's node sees.
final class DemoObserver: DataActor {
  /// What was counted so far.
  struct Counts: Sendable {
    var quotes = 0
    var trades = 0
    var bars = 0
    var orders = 0
    var fills = 0
    var rejected = 0
  }

  private(set) var counts = Counts()
  /// What came of each strategy's orders.
  private(set) var byStrategy: [StrategyId: Counts] = [:]
  /// From the venue's time of a trade or deltas to the callback, in nanoseconds.
  private(set) var latency = Histogram<UInt64>(
    highestTrackableValue: 60_000_000_000, numberOfSignificantValueDigits: .three)
  private let instruments: [InstrumentId]
  private let barTypes: [BarType]

  init(instruments: [InstrumentId], barTypes: [BarType]) {
    self.instruments = instruments
    self.barTypes = barTypes
    super.init(actorId: "DemoObserver")
  }

  override func onStart() {
    for id in instruments {
      subscribeQuotes(id)
      subscribeTrades(id)
    }
    for type in barTypes { subscribeBars(type) }
    subscribe(topic: EventTopic.allOrders, of: OrderEvent.self) { [weak self] in self?.count($0) }
  }

  override func onQuote(_ quote: QuoteTick) { counts.quotes += 1 }

  override func onTrade(_ trade: TradeTick) {
    counts.trades += 1
    let delay = (clock.now - trade.tsEvent).wholeNanoseconds
    latency.record(UInt64(max(0, delay)))
  }

  override func onBar(_ bar: Bar) { counts.bars += 1 }

  private func count(_ event: OrderEvent) {
    counts.count(event)
    byStrategy[event.strategyId, default: Counts()].count(event)
  }
}

extension DemoObserver.Counts {
  fileprivate mutating func count(_ event: OrderEvent) {
    switch event {
    case .submitted: orders += 1
    case .filled: fills += 1
    case .rejected(let refusal) where !refusal.dueToPostOnly: rejected += 1
    default: break
    }
  }
}
