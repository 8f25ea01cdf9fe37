import Testing
import TradingModel

@testable import BinanceAdapter

/// One book under seeded faults, against a model of the venue's book.
private final class FaultyFeed {
  let random: RandomSource
  var venue: ModelBook
  var book = BinanceBookSynchronizer()
  var levels: ModelBook.Levels = [:]
  var now = UnixNanos(1_800_000_000_000_000_000)
  var requests: [(due: UnixNanos, ticket: UInt64)] = []
  /// Messages that are delayed, in the order of their arrival.
  var delayed: [(due: UnixNanos, update: BinanceDepthUpdate)] = []
  var staleCount = 0
  var requestCount = 0
  var mistakes: [String] = []

  init(seed: UInt64, isFutures: Bool) {
    random = RandomSource(seed: seed)
    venue = ModelBook(isFutures: isFutures)
    perform(book.start(at: now))
  }

  func perform(_ actions: [BinanceBookAction]) {
    for action in actions {
      switch action {
      case .requestSnapshot(let delay, let ticket): requests.append((now + delay + .milliseconds(30), ticket))
      case .emitSnapshot(let snapshot): ModelBook.apply(snapshot.deltas, to: &levels)
      case .emitDeltas(let update): ModelBook.apply(update.deltas, to: &levels)
      case .markStale: staleCount += 1
      case .markSynced: check()
      case .markSyncing: break
      case .renewStream: perform(book.streamReady(at: now))
      }
    }
  }

  func deliver(_ update: BinanceDepthUpdate) {
    switch book.advance(update.span, at: now) {
    case .emit: ModelBook.apply(update.deltas, to: &levels)
    case .ignore: break
    case .examine: perform(book.receive(update, at: now))
    }
    check()
  }

  func check() {
    guard book.isSynced, mistakes.count < 3 else { return }
    if venue.history[book.sequence] != levels { mistakes.append("wrong at \(book.sequence)") }
  }

  /// A tenth of a second of the market, with what goes wrong on the way.
  func tick(faults: Bool) {
    now = now + .milliseconds(100)
    let update = venue.step(random, at: now)
    let fate = faults ? random.integer(in: 0...99) : 99
    switch fate {
    case 0...2: break
    case 3...4:
      deliver(update)
      deliver(update)
    case 5...6: delayed.append((now + .milliseconds(random.integer(in: 1...900)), update))
    case 7: perform(book.streamCorrupted(reason: "corrupt", at: now))
    case 8:
      perform(book.streamLost(reason: "cut", at: now))
      perform(book.streamReady(at: now))
    default: deliver(update)
    }
    for entry in delayed where entry.due <= now { deliver(entry.update) }
    delayed.removeAll { $0.due <= now }
    answerRequests(faults: faults)
    if random.chance(0.1) { perform(book.check(at: now)) }
  }

  private func answerRequests(faults: Bool) {
    let due = requests.filter { $0.due <= now }
    requests.removeAll { $0.due <= now }
    for request in due where book.wantsSnapshot(ticket: request.ticket) {
      requestCount += 1
      book.snapshotRequested(ticket: request.ticket)
      let fate = faults ? random.integer(in: 0...9) : 9
      if fate < 3 {
        perform(book.snapshotFailed(ticket: request.ticket, at: now))
      } else {
        let ids = venue.ids
        // Some snapshots are old, some are of the middle of a message.
        let back =
          fate < 6 ? random.integer(in: 0...min(60, ids.count - 1)) : random.integer(in: 0...min(3, ids.count - 1))
        let id = ids[ids.count - 1 - back]
        perform(book.receive(venue.snapshot(at: id, now: now), ticket: request.ticket, at: now))
      }
    }
  }
}

@Suite("Books under faults")
struct BookPropertyTests {
  @Test("are equal to the venue's at every update id at which they are synced", arguments: [false, true])
  func truth(isFutures: Bool) {
    for seed in UInt64(1)...60 {
      let feed = FaultyFeed(seed: seed, isFutures: isFutures)
      for _ in 0..<600 { feed.tick(faults: true) }
      #expect(feed.mistakes.isEmpty, "seed \(seed), futures \(isFutures): \(feed.mistakes)")
      #expect(feed.staleCount > 0, "seed \(seed) had no faults")
      for _ in 0..<150 { feed.tick(faults: false) }
      #expect(feed.book.isSynced, "seed \(seed), futures \(isFutures): not synced after faults ended")
      #expect(feed.book.sequence == feed.venue.lastId, "seed \(seed): behind the venue")
      #expect(feed.levels == feed.venue.levels, "seed \(seed): another book")
      // Sixty seconds of bad weather and fifteen of good: never more than a few questions a second.
      #expect(feed.requestCount < 200, "seed \(seed): \(feed.requestCount) requests")
    }
  }

  @Test("that all lose their place at once share half of the venue's weight")
  func thousandBooks() {
    let product = BinanceAccountType.spot.product
    var queue = BinanceSnapshotQueue(weightPerMinute: product.weightPerMinute / 2, sizes: product.wholeBookWeights)
    var now = UnixNanos(1_800_000_000_000_000_000)
    for book in 0..<1_000 { queue.enqueue(book: book, ticket: 1) }
    var served: [Int] = []
    var partial = 0
    var weights: [Int64: Int] = [:]
    while served.count < 1_000, let due = queue.nextDue(after: now) {
      now = max(now, due)
      while let grant = queue.next(at: now) {
        served.append(grant.book)
        // A smaller snapshot would leave out levels that the venue has.
        if grant.limit < 1_000 { partial += 1 }
        weights[now.nanoseconds / 60_000_000_000, default: 0] += BinanceProduct.weight(
          of: grant.limit, in: product.depthWeights)
        queue.finished()
      }
    }
    #expect(served == Array(0..<1_000))
    #expect(weights.values.allSatisfy { $0 <= 3_000 })
    #expect(weights.count <= 18 && partial == 0)
  }

  @Test("wait while the venue wants to be left alone")
  func paused() {
    let now = UnixNanos(1_800_000_000_000_000_000)
    var queue = BinanceSnapshotQueue(weightPerMinute: 1_200, sizes: BinanceAccountType.usdtFutures.product.depthWeights)
    queue.pause(until: now + .seconds(30))
    queue.enqueue(book: 7, ticket: 1)
    queue.enqueue(book: 7, ticket: 2)
    let outcome1 = queue.next(at: now)
    let outcome2 = queue.nextDue(after: now)
    #expect(outcome1 == nil && outcome2 == now + .seconds(30))
    let outcome3 = queue.next(at: now + .seconds(30))
    #expect(outcome3 == .init(book: 7, ticket: 2, limit: 1_000))
    #expect(queue.waitingCount == 0)
  }
}
