import Testing
import TradingModel

@testable import BinanceAdapter

@Suite("The book synchroniser")
struct BinanceBookSynchronizerTests {
  private let now = UnixNanos(1_800_000_000_000_000_000)

  private func update(_ first: UInt64, _ last: UInt64, previous: UInt64? = nil) -> BinanceDepthUpdate {
    BinanceDepthUpdate(
      span: BinanceDepthSpan(first: first, last: last, previous: previous),
      deltas: [
        OrderBookDelta(
          action: .update, side: .buy, price: Price(raw: Int64(truncatingIfNeeded: last), precision: 0),
          size: Quantity(raw: 1, precision: 0))
      ], tsEvent: now, tsInit: now)
  }

  private func snapshot(_ id: UInt64) -> BinanceDepthSnapshot {
    BinanceDepthSnapshot(lastUpdateId: id, deltas: [.clear], tsEvent: nil, tsInit: now)
  }

  /// A machine that waits for the snapshot of the returned ticket.
  private func waiting(for updates: [BinanceDepthUpdate]) throws -> (BinanceBookSynchronizer, UInt64) {
    var book = BinanceBookSynchronizer()
    let outcome1 = book.start(at: now)
    #expect(outcome1 == [.markSyncing(reason: "subscribed")])
    var ticket: UInt64?
    for update in updates {
      let outcome2 = book.advance(update.span, at: now)
      #expect(outcome2 == .examine)
      for case .requestSnapshot(_, let asked) in book.receive(update, at: now) { ticket = asked }
    }
    return (book, try #require(ticket))
  }

  /// A synced machine at update id 20.
  private func synced() throws -> BinanceBookSynchronizer {
    var (book, ticket) = try waiting(for: [update(11, 20)])
    _ = book.receive(snapshot(15), ticket: ticket, at: now)
    #expect(book.isSynced && book.sequence == 20)
    return book
  }

  private func stale(_ actions: [BinanceBookAction]) -> String? {
    for case .markStale(let reason) in actions { return reason }
    return nil
  }

  private func tickets(_ actions: [BinanceBookAction]) -> [UInt64] {
    actions.compactMap { if case .requestSnapshot(_, let ticket) = $0 { ticket } else { nil } }
  }

  @Test("asks for a snapshot at the first message and replays what was buffered behind it")
  func startsFromSnapshot() throws {
    var (book, ticket) = try waiting(for: [update(1, 5), update(6, 10), update(11, 12)])
    let actions = book.receive(snapshot(7), ticket: ticket, at: now)
    #expect(
      actions == [
        .emitSnapshot(snapshot(7)), .emitDeltas(update(6, 10)), .emitDeltas(update(11, 12)), .markSynced(sequence: 12),
      ])
    let outcome3 = book.advance(BinanceDepthSpan(first: 13, last: 15), at: now)
    #expect(outcome3 == .emit)
    #expect(book.sequence == 15)
  }

  @Test("drops messages that a snapshot contains already and is synced at the snapshot when nothing is left")
  func snapshotAhead() throws {
    var (book, ticket) = try waiting(for: [update(1, 5)])
    let outcome4 = book.receive(snapshot(9), ticket: ticket, at: now)
    #expect(
      outcome4 == [.emitSnapshot(snapshot(9)), .markSynced(sequence: 9)])
    let outcome5 = book.advance(BinanceDepthSpan(first: 6, last: 9), at: now)
    #expect(outcome5 == .ignore)
    let outcome6 = book.advance(BinanceDepthSpan(first: 8, last: 11), at: now)
    #expect(outcome6 == .emit)
  }

  @Test("asks again, keeping the buffer, when the snapshot is older than the first message")
  func snapshotBehind() throws {
    var (book, ticket) = try waiting(for: [update(10, 12), update(13, 14)])
    let retry = book.receive(snapshot(8), ticket: ticket, at: now)
    guard case .requestSnapshot(let delay, let next)? = retry.first else {
      Issue.record("no second request")
      return
    }
    #expect(delay > .zero && book.bufferedCount == 2 && !book.isSynced)
    let actions = book.receive(snapshot(9), ticket: next, at: now)
    #expect(actions.last == .markSynced(sequence: 14))
  }

  @Test("follows the futures rule: pu chains, and the first message covers the snapshot")
  func futuresRule() throws {
    var (book, ticket) = try waiting(for: [update(105, 110, previous: 100), update(115, 120, previous: 110)])
    let actions = book.receive(snapshot(107), ticket: ticket, at: now)
    #expect(actions.last == .markSynced(sequence: 120))
    let outcome7 = book.advance(BinanceDepthSpan(first: 130, last: 140, previous: 120), at: now)
    #expect(outcome7 == .emit)
    let outcome8 = book.advance(BinanceDepthSpan(first: 150, last: 160, previous: 145), at: now)
    #expect(outcome8 == .examine)
  }

  @Test("takes a futures message that ends at the snapshot as known")
  func futuresAnchor() throws {
    var (book, ticket) = try waiting(for: [update(105, 110, previous: 100)])
    let outcome9 = book.receive(snapshot(110), ticket: ticket, at: now)
    #expect(
      outcome9 == [
        .emitSnapshot(snapshot(110)), .markSynced(sequence: 110),
      ])
  }

  @Test("is stale from the first message that does not continue, and rebuilds")
  func gap() throws {
    var book = try synced()
    let lost = update(23, 25)
    let outcome10 = book.advance(lost.span, at: now)
    #expect(outcome10 == .examine)
    let actions = book.receive(lost, at: now)
    #expect(stale(actions)?.contains("gap") == true)
    let ticket = try #require(tickets(actions).first)
    #expect(!book.isSynced)
    let outcome11 = book.receive(snapshot(24), ticket: ticket, at: now)
    #expect(outcome11.last == .markSynced(sequence: 25))
  }

  @Test("heals without a snapshot when messages only changed places")
  func reordered() throws {
    var book = try synced()
    let outcome12 = book.receive(update(23, 25), at: now)
    #expect(stale(outcome12) != nil)
    let actions = book.receive(update(21, 22), at: now)
    #expect(
      actions == [.emitDeltas(update(21, 22)), .emitDeltas(update(23, 25)), .markSynced(sequence: 25)])
  }

  @Test("ignores messages that come twice or overlap")
  func duplicates() throws {
    var book = try synced()
    let outcome13 = book.advance(BinanceDepthSpan(first: 11, last: 20), at: now)
    #expect(outcome13 == .ignore)
    let outcome14 = book.advance(BinanceDepthSpan(first: 18, last: 24), at: now)
    #expect(outcome14 == .emit)
    #expect(book.sequence == 24)
  }

  @Test("does not take an answer to an earlier question")
  func lateAnswer() throws {
    var (book, ticket) = try waiting(for: [update(10, 12)])
    _ = book.streamLost(reason: "cut", at: now)
    let outcome15 = book.receive(snapshot(11), ticket: ticket, at: now)
    #expect(outcome15.isEmpty)
    #expect(!book.isSynced)
  }

  @Test("is stale when the connection is lost and carries on when nothing was missed")
  func lostConnection() throws {
    var book = try synced()
    let outcome16 = book.streamLost(reason: "cut", at: now)
    #expect(stale(outcome16) == "cut")
    let actions = book.receive(update(21, 30), at: now)
    #expect(actions == [.emitDeltas(update(21, 30)), .markSynced(sequence: 30)])
  }

  @Test("asks for a snapshot although the market is quiet after a connection came back")
  func quietMarket() throws {
    var book = try synced()
    _ = book.streamLost(reason: "cut", at: now)
    let actions = book.streamReady(at: now)
    let ticket = try #require(tickets(actions).first)
    let outcome17 = book.receive(snapshot(20), ticket: ticket, at: now)
    #expect(outcome17.last == .markSynced(sequence: 20))
  }

  @Test("never goes back behind what it handed on")
  func olderSnapshot() throws {
    var book = try synced()
    _ = book.streamLost(reason: "cut", at: now)
    let ticket = try #require(tickets(book.streamReady(at: now)).first)
    let retry = book.receive(snapshot(17), ticket: ticket, at: now)
    #expect(tickets(retry).count == 1 && !book.isSynced)
  }

  @Test("is stale and rebuilt when a message cannot be read")
  func corrupted() throws {
    var book = try synced()
    let actions = book.streamCorrupted(reason: "bad bytes", at: now)
    #expect(stale(actions) == "bad bytes" && tickets(actions).count == 1)
  }

  @Test("waits longer after each failure and as long as the venue asks")
  func failures() throws {
    var (book, ticket) = try waiting(for: [update(10, 12)])
    var delays: [Duration] = []
    for _ in 0..<10 {
      guard case .requestSnapshot(let delay, let next)? = book.snapshotFailed(ticket: ticket, at: now).first else {
        Issue.record("gave up")
        return
      }
      delays.append(delay)
      ticket = next
    }
    #expect(delays == delays.sorted() && delays[0] >= .milliseconds(250) && delays[9] <= .seconds(30))
    guard
      case .requestSnapshot(let delay, _)? =
        book.snapshotFailed(ticket: ticket, retryAfter: .seconds(90), at: now).first
    else {
      Issue.record("gave up")
      return
    }
    #expect(delay == .seconds(90))
  }

  @Test("notices a stream that is silent for much longer than usual")
  func frozen() throws {
    var book = try synced()
    var time = now
    for id in UInt64(21)...60 {
      time = time + .milliseconds(100)
      let outcome18 = book.advance(BinanceDepthSpan(first: id, last: id), at: time)
      #expect(outcome18 == .emit)
      let outcome19 = book.check(at: time)
      #expect(outcome19.isEmpty)
    }
    let outcome20 = book.check(at: time + .seconds(8))
    #expect(outcome20.isEmpty)
    let actions = book.check(at: time + .seconds(13))
    #expect(stale(actions)?.contains("silent") == true && actions.contains(.renewStream))
  }

  /// A machine that is synced at update id 20 by a snapshot alone.
  private func unconfirmed() throws -> BinanceBookSynchronizer {
    var book = BinanceBookSynchronizer()
    _ = book.start(at: now)
    let ticket = try #require(tickets(book.streamReady(at: now)).first)
    let actions = book.receive(snapshot(20), ticket: ticket, at: now)
    #expect(actions.last == .markSynced(sequence: 20))
    return book
  }

  @Test("compares a book that no message confirms with the venue's and finds a frozen stream")
  func frozenFromTheStart() throws {
    var book = try unconfirmed()
    let early = book.check(at: now + .seconds(7))
    #expect(early.isEmpty)
    let probe = try #require(tickets(book.check(at: now + .seconds(8))).first)
    #expect(book.isSynced && book.wantsSnapshot(ticket: probe))
    let silent = book.receive(snapshot(90), ticket: probe, at: now + .seconds(9))
    let patient = book.check(at: now + .seconds(10))
    #expect(silent.isEmpty && patient.isEmpty && book.sequence == 20)
    let actions = book.check(at: now + .seconds(11))
    #expect(stale(actions)?.contains("frozen") == true && actions.contains(.renewStream))
  }

  @Test("leaves a book in peace that stands still like the venue's, looking ever more rarely")
  func quietFromTheStart() throws {
    var book = try unconfirmed()
    var probes: [Int] = []
    for second in 1...60 {
      let time = now + .seconds(second)
      let asked = tickets(book.check(at: time))
      guard let ticket = asked.first else { continue }
      probes.append(second)
      _ = book.receive(snapshot(20), ticket: ticket, at: time)
    }
    #expect(probes == [8, 24, 56] && book.isSynced)
  }

  @Test("forgets what a probe found when the stream speaks, and a gap asks for a snapshot of its own")
  func probeOvertaken() throws {
    var book = try unconfirmed()
    let probe = try #require(tickets(book.check(at: now + .seconds(8))).first)
    let late = book.advance(BinanceDepthSpan(first: 21, last: 25), at: now + .seconds(9))
    #expect(late == .emit)
    _ = book.receive(snapshot(90), ticket: probe, at: now + .seconds(9))
    let after = book.check(at: now + .seconds(12))
    #expect(after.isEmpty && book.isSynced)

    var other = try unconfirmed()
    let first = try #require(tickets(other.check(at: now + .seconds(8))).first)
    let actions = other.receive(update(23, 25), at: now + .seconds(8))
    let second = try #require(tickets(actions).first)
    #expect(stale(actions)?.contains("gap") == true && !other.wantsSnapshot(ticket: first))
    let healed = other.receive(snapshot(24), ticket: second, at: now + .seconds(9))
    #expect(healed.last == .markSynced(sequence: 25))
  }

  @Test("is not synced by a snapshot alone after a freeze, unless the venue stands still too")
  func afterFreeze() throws {
    var book = try unconfirmed()
    let probe = try #require(tickets(book.check(at: now + .seconds(8))).first)
    _ = book.receive(snapshot(90), ticket: probe, at: now + .seconds(8))
    _ = book.check(at: now + .seconds(10))
    var id: UInt64 = 100
    for _ in 0..<3 {
      // The venue moves on, the stream is silent.
      var ticket = tickets(book.streamReady(at: now + .seconds(20))).first
      var actions: [BinanceBookAction] = []
      while let asked = ticket {
        id += 10
        actions = book.receive(snapshot(id), ticket: asked, at: now + .seconds(20))
        ticket = tickets(actions).first
      }
      #expect(actions == [.renewStream] && !book.isSynced)
    }
    let ticket = try #require(tickets(book.streamReady(at: now + .seconds(90))).first)
    let still = book.receive(snapshot(id), ticket: ticket, at: now + .seconds(90))
    #expect(still.last == .markSynced(sequence: id))
  }

  @Test("notices a stream that lags behind the quotes of its instrument")
  func siblings() throws {
    var book = try synced()
    let outcome21 = book.advance(BinanceDepthSpan(first: 21, last: 21), at: now)
    #expect(outcome21 == .emit)
    book.noteSibling(updateId: 30, at: now + .milliseconds(50))
    let early = book.check(at: now + .seconds(2))
    #expect(early.isEmpty)
    // One last quote before a pause proves nothing.
    let pause = book.check(at: now + .seconds(6))
    #expect(pause.isEmpty)
    book.noteSibling(updateId: 40, at: now + .seconds(6))
    let late = book.check(at: now + .seconds(7))
    #expect(stale(late)?.contains("frozen") == true)
  }

  @Test("distrusts ids that stay behind for long: the venue counts anew")
  func countsAnew() throws {
    var book = try synced()
    _ = book.advance(BinanceDepthSpan(first: 21, last: 5_000_000), at: now)
    var time = now
    var verdict = BinanceBookSynchronizer.Verdict.ignore
    var id: UInt64 = 1
    while verdict == .ignore, id < 200 {
      time = time + .milliseconds(100)
      verdict = book.advance(BinanceDepthSpan(first: id, last: id), at: time)
      id += 1
    }
    #expect(verdict == .examine)
    let actions = book.receive(update(id, id), at: time)
    #expect(stale(actions)?.contains("went back") == true)
    let ticket = try #require(tickets(actions).first)
    let outcome24 = book.receive(snapshot(id), ticket: ticket, at: time)
    #expect(outcome24.last == .markSynced(sequence: id))
  }

  @Test("gives up messages far ahead that everything else stays behind")
  func wrongIdsAhead() throws {
    var book = try synced()
    var asked: UInt64?
    // Wrong ids of all sizes, then the stream as it should be.
    for id in [9_223_372_036_855, UInt64.max - 1, 5_000, 1 << 63] as [UInt64] {
      for case .requestSnapshot(_, let ticket) in book.receive(update(id, id), at: now) { asked = ticket }
    }
    #expect(!book.isSynced)
    var time = now
    for id in UInt64(22)...400 where !book.isSynced {
      time = time + .milliseconds(100)
      for case .requestSnapshot(_, let ticket) in book.receive(update(id, id), at: time) { asked = ticket }
      // Each answer is a little older than what has come since.
      guard id.isMultiple(of: 5), let ticket = asked else { continue }
      asked = nil
      for case .requestSnapshot(_, let ticket) in book.receive(snapshot(id - 1), ticket: ticket, at: time) {
        asked = ticket
      }
    }
    #expect(book.isSynced && book.sequence < 60)
  }

  @Test("is stale soon after a last id that was too high, and rebuilt")
  func lastIdTooHigh() throws {
    var book = try synced()
    for id in UInt64(21)...30 { _ = book.advance(BinanceDepthSpan(first: id, last: id), at: now) }
    _ = book.advance(BinanceDepthSpan(first: 31, last: 5_031), at: now)
    #expect(book.sequence == 5_031)
    var time = now
    var found: UInt64?
    for id in UInt64(32)...60 where found == nil {
      time = time + .milliseconds(100)
      let span = BinanceDepthSpan(first: id, last: id)
      if book.advance(span, at: time) == .examine {
        found = id
        let actions = book.receive(update(id, id), at: time)
        #expect(stale(actions) != nil)
        let ticket = try #require(tickets(actions).first)
        let rebuilt = book.receive(snapshot(id), ticket: ticket, at: time)
        #expect(rebuilt.last == .markSynced(sequence: id))
      }
    }
    #expect(found.map { $0 <= 37 } == true, "found at \(found ?? 0)")
  }

  @Test("ignores what another connection tells again, however it is cut")
  func toldAgain() throws {
    var book = try synced()
    for id in stride(from: UInt64(30), through: 200, by: 10) {
      let verdict = book.advance(BinanceDepthSpan(first: id - 9, last: id), at: now)
      #expect(verdict == .emit)
      for (first, last) in [(id - 14, id - 5), (id - 9, id - 2), (id - 9, id)] {
        let again = book.advance(BinanceDepthSpan(first: first, last: last), at: now)
        #expect(again == .ignore)
      }
    }
    #expect(book.isSynced && book.sequence == 200)
  }

  @Test("believes stream and snapshots that both stay behind the book after a gap")
  func bookAhead() throws {
    var book = try synced()
    _ = book.advance(BinanceDepthSpan(first: 21, last: 900_000_000), at: now)
    var time = now
    var asked: UInt64?
    for case .requestSnapshot(_, let ticket) in book.streamCorrupted(reason: "unreadable", at: time) { asked = ticket }
    var questions = 0
    for id in UInt64(22)...400 where !book.isSynced {
      time = time + .milliseconds(100)
      for case .requestSnapshot(_, let ticket) in book.receive(update(id, id), at: time) { asked = ticket }
      guard let ticket = asked else { continue }
      asked = nil
      questions += 1
      for case .requestSnapshot(_, let ticket) in book.receive(snapshot(id), ticket: ticket, at: time) {
        asked = ticket
      }
    }
    #expect(book.isSynced && questions < 8)
  }

  @Test("refuses a message that covers more ids than there can be")
  func wideSpan() throws {
    var book = try synced()
    let broken = update(21, 1 << 62)
    let verdict = book.advance(broken.span, at: now)
    #expect(verdict == .examine)
    let actions = book.receive(broken, at: now)
    #expect(stale(actions) != nil)
    let ticket = try #require(tickets(actions).first)
    let rebuilt = book.receive(snapshot(30), ticket: ticket, at: now)
    #expect(rebuilt.last == .markSynced(sequence: 30))
  }

  @Test("keeps a bounded buffer and asks again for what fell out of it")
  func boundedBuffer() throws {
    var configuration = BinanceBookSynchronizer.Configuration()
    configuration.maxBuffered = 10
    var book = BinanceBookSynchronizer(configuration: configuration)
    _ = book.start(at: now)
    var ticket: UInt64 = 0
    for id in UInt64(1)...50 {
      for case .requestSnapshot(_, let asked) in book.receive(update(id, id), at: now) { ticket = asked }
    }
    #expect(book.bufferedCount == 10)
    let retry = book.receive(snapshot(20), ticket: ticket, at: now)
    let next = try #require(tickets(retry).first)
    let outcome25 = book.receive(snapshot(45), ticket: next, at: now)
    #expect(outcome25.last == .markSynced(sequence: 50))
  }

  @Test("refuses ids that no message can have")
  func implausible() throws {
    var book = try synced()
    let broken = update(30, 21)
    let outcome26 = book.advance(broken.span, at: now)
    #expect(outcome26 == .examine)
    let outcome27 = book.receive(broken, at: now)
    #expect(stale(outcome27) != nil)
  }

  @Test("says nothing and asks for nothing once it was stopped")
  func stopped() throws {
    var book = try synced()
    book.stop()
    let outcome28 = book.advance(BinanceDepthSpan(first: 21, last: 22), at: now)
    #expect(outcome28 == .ignore)
    let outcome29 = book.receive(update(21, 22), at: now)
    #expect(outcome29.isEmpty)
    let outcome30 = book.check(at: now + .seconds(100))
    let outcome31 = book.streamLost(reason: "", at: now)
    #expect(outcome30.isEmpty && outcome31.isEmpty)
  }
}
