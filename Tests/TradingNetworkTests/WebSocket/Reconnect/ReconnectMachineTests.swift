import Testing
import TradingModel
import TradingNetwork

@Suite("The reconnect machine")
struct ReconnectMachineTests {
  private func seconds(_ value: Double) -> UnixNanos { UnixNanos(Int64(value * 1e9)) }

  private func openMachine() -> ReconnectMachine {
    var machine = ReconnectMachine()
    #expect(machine.start(now: .zero) == [.connect(epoch: 1)])
    #expect(machine.state == .connecting)
    #expect(
      machine.opened(epoch: 1, now: .zero, unit: 0) == [.schedule(.rotation, after: .seconds(23 * 3600))])
    #expect(machine.state == .open)
    return machine
  }

  @Test("Waits double from a quarter of a second, are capped, and longer in a long outage")
  func backoff() {
    let policy = ReconnectPolicy()
    let early = (1...8).map { policy.backoff(failures: $0, outage: .zero, unit: 0.999_999_999) }
    let expected: [Int64] = [250, 500, 1_000, 2_000, 4_000, 4_000, 4_000, 4_000]
    for (delay, milliseconds) in zip(early, expected) {
      #expect(delay > .milliseconds(milliseconds - 2) && delay <= .milliseconds(milliseconds))
    }
    #expect(policy.backoff(failures: 1, outage: .zero, unit: 0) == .milliseconds(125))
    let late = policy.backoff(failures: 1_000, outage: .seconds(3600), unit: 0)
    #expect(late == .seconds(15))
  }

  @Test("A refused upgrade is not repeated before the time that the venue named")
  func retryAfter() {
    let policy = ReconnectPolicy()
    #expect(policy.wait(afterRefusal: HTTPResponse(status: 429, headers: [("retry-after", "7")])) == .seconds(7))
    #expect(policy.wait(afterRefusal: HTTPResponse(status: 418)) == policy.bannedWait)
    #expect(policy.wait(afterRefusal: HTTPResponse(status: 404)) == .zero)
    #expect(policy.wait(afterRefusal: HTTPResponse(status: 418, headers: [("Retry-After", "-5")])) == .zero)
    var machine = ReconnectMachine()
    _ = machine.start(now: .zero)
    #expect(
      machine.closed(epoch: 1, now: .zero, unit: 0, leaveAlone: .seconds(7)) == [.schedule(.retry, after: .seconds(7))])
    #expect(machine.state == .waiting(until: seconds(7)))
  }

  @Test("It never gives up, and starts with short waits again after a stable connection")
  func forever() {
    var machine = ReconnectMachine()
    _ = machine.start(now: .zero)
    var now = UnixNanos.zero
    for attempt in 1...2_000 {
      let actions = machine.closed(epoch: UInt64(attempt), now: now, unit: 0.5)
      guard case .schedule(.retry, let delay)? = actions.first else {
        Issue.record("gave up")
        return
      }
      #expect(delay <= .seconds(30))
      now = now + delay
      #expect(machine.fired(.retry, now: now, unit: 0) == [.connect(epoch: UInt64(attempt + 1))])
    }
    _ = machine.opened(epoch: 2_001, now: now, unit: 0)
    #expect(machine.failures == 1_000)
    let actions = machine.closed(epoch: 2_001, now: now + .seconds(31), unit: 0)
    #expect(actions == [.cancel(.rotation), .schedule(.retry, after: .milliseconds(125))])
  }

  @Test("A connection that does not last does not reset the waits")
  func flapping() {
    var machine = openMachine()
    _ = machine.closed(epoch: 1, now: seconds(1), unit: 0)
    _ = machine.fired(.retry, now: seconds(2), unit: 0)
    _ = machine.opened(epoch: 2, now: seconds(2), unit: 0)
    _ = machine.closed(epoch: 2, now: seconds(3), unit: 0)
    #expect(machine.failures == 2)
  }

  @Test("A renewal opens the new channel before it closes the old one")
  func rotation() {
    var machine = openMachine()
    #expect(machine.fired(.rotation, now: seconds(100), unit: 0) == [.cancel(.rotation), .connect(epoch: 2)])
    #expect(machine.state == .rotating)
    #expect(machine.rotate().isEmpty)
    #expect(machine.opened(epoch: 2, now: seconds(101), unit: 0) == [.schedule(.overlap, after: .seconds(10))])
    #expect(machine.current == 1)
    let actions = machine.finishRotation(now: seconds(102), unit: 1)
    #expect(
      actions == [
        .cancel(.overlap), .close(epoch: 1), .schedule(.rotation, after: .seconds(23 * 3600 - 1800)),
      ])
    #expect(machine.current == 2)
    #expect(machine.state == .open)
  }

  @Test("A renewal whose overlap is over ends without the owner's word")
  func overlap() {
    var machine = openMachine()
    _ = machine.rotate()
    _ = machine.opened(epoch: 2, now: seconds(1), unit: 0)
    #expect(machine.fired(.overlap, now: seconds(11), unit: 0).contains(.close(epoch: 1)))
    #expect(machine.current == 2)
  }

  @Test("A renewal that fails leaves the old channel alone and is tried again")
  func failedRotation() {
    var machine = openMachine()
    _ = machine.rotate()
    #expect(machine.closed(epoch: 2, now: seconds(1), unit: 0) == [.schedule(.retry, after: .milliseconds(125))])
    #expect(machine.state == .rotating)
    #expect(machine.current == 1)
    #expect(machine.fired(.retry, now: seconds(2), unit: 0) == [.connect(epoch: 3)])
  }

  @Test("When the old channel dies during a renewal the new one takes over")
  func deathDuringRotation() {
    var machine = openMachine()
    _ = machine.rotate()
    #expect(machine.closed(epoch: 1, now: seconds(1), unit: 0) == [.cancel(.rotation)])
    #expect(machine.state == .connecting)
    _ = machine.opened(epoch: 2, now: seconds(2), unit: 0)
    #expect(machine.current == 2)
    _ = machine.rotate()
    _ = machine.opened(epoch: 3, now: seconds(3), unit: 0)
    _ = machine.closed(epoch: 2, now: seconds(4), unit: 0)
    #expect(machine.current == 3)
    #expect(machine.state == .open)
  }

  @Test("When the old channel dies while a failed renewal waits, the wait goes on and leads to a connection")
  func deathDuringWait() {
    var machine = openMachine()
    _ = machine.rotate()
    _ = machine.closed(epoch: 2, now: seconds(1), unit: 0)
    let actions = machine.closed(epoch: 1, now: seconds(1), unit: 0)
    #expect(actions.contains { if case .schedule(.retry, _) = $0 { true } else { false } })
    #expect(machine.fired(.retry, now: seconds(2), unit: 0) == [.connect(epoch: 3)])
  }

  @Test("After a stop everything is closed and nothing is heard any more")
  func stopping() {
    var machine = openMachine()
    _ = machine.rotate()
    let actions = machine.stop()
    #expect(actions.contains(.close(epoch: 1)) && actions.contains(.close(epoch: 2)))
    #expect(machine.state == .stopped)
    #expect(machine.closed(epoch: 1, now: .zero, unit: 0).isEmpty)
    #expect(machine.fired(.retry, now: .zero, unit: 0).isEmpty)
    #expect(machine.opened(epoch: 2, now: .zero, unit: 0) == [.close(epoch: 2)])
    #expect(machine.start(now: .zero) == [.connect(epoch: 3)])
  }

  @Test("The budget spreads attempts over its window and respects a ban")
  func budget() {
    let budget = ConnectBudget(limit: 3, window: .seconds(300))
    #expect((0..<3).map { _ in budget.reserve(now: .zero) } == [.zero, .zero, .zero])
    #expect(budget.reserve(now: seconds(1)) == .seconds(299))
    #expect(budget.reserve(now: seconds(2)) == .seconds(298))
    #expect(budget.reserve(now: seconds(900)) == .zero)
    budget.block(for: .seconds(60), now: seconds(901))
    #expect(budget.reserve(now: seconds(911)) == .seconds(50))
  }
}

@Suite("The watches over silence")
struct SilenceTests {
  private func seconds(_ value: Double) -> UnixNanos { UnixNanos(Int64(value * 1e9)) }

  @Test("A silent peer is asked, then given up after fifteen seconds; any sign of life starts again")
  func staleness() {
    var watch = StalenessWatch(now: .zero)
    #expect(watch.check(now: seconds(4.9)) == .fine)
    #expect(watch.check(now: seconds(5)) == .ask)
    #expect(watch.check(now: seconds(6)) == .fine)
    #expect(watch.check(now: seconds(10)) == .ask)
    watch.heard(now: seconds(10.5))
    #expect(watch.check(now: seconds(15)) == .fine)
    #expect(watch.check(now: seconds(15.5)) == .ask)
    #expect(watch.check(now: seconds(25.5)) == .dead(silence: .seconds(15)))
  }

  @Test("A stream is frozen after fifteen seconds, or five of its usual gaps")
  func streams() {
    var watch = StreamWatch()
    let quick = watch.add("btcusdt@depth", now: .zero)
    let slow = watch.add("shibusdt@kline_1m", now: .zero)
    var frozen: [String] = []
    var frozenAt: [String: [Int]] = [:]
    for second in 1...200 {
      if second <= 100 { watch.heard(quick) }
      if second <= 100, second % 8 == 0 { watch.heard(slow) }
      for stream in watch.check(now: seconds(Double(second))) {
        frozen.append(stream.name)
        frozenAt[stream.name, default: []].append(second)
      }
    }
    // Each is told again whenever its silence has doubled.
    let names = ["btcusdt@depth", "btcusdt@depth", "shibusdt@kline_1m", "btcusdt@depth", "shibusdt@kline_1m"]
    #expect(frozen == names)
    #expect(frozenAt == ["btcusdt@depth": [115, 130, 160], "shibusdt@kline_1m": [136, 176]])
    watch.heard(quick)
    #expect(watch.check(now: seconds(201)).isEmpty)
    watch.restart(now: seconds(300))
    #expect(watch.check(now: seconds(301)).isEmpty)
    #expect(watch.check(now: seconds(315)).map { $0.number } == [quick])
    watch.remove(quick)
    watch.remove(77)
    watch.heard(quick)
  }

  @Test("Many messages tell in a few seconds what gap is usual; of an irregular stream the longest gap counts")
  func rhythms() {
    var watch = StreamWatch(shortestSilence: .seconds(12))
    let busy = watch.add("btcusdt@bookTicker", now: .zero)
    let burst = watch.add("raretoken@bookTicker", now: .zero)
    let chance = watch.add("ethusdt@trade", rhythm: .irregular, now: .zero)
    var frozenAt: [Int: Int] = [:]
    for second in 1...60 {
      if second <= 2 { watch.heard(busy, messages: 15) }
      // All at once says nothing of what follows.
      if second == 1 { watch.heard(burst, messages: 500) }
      if second <= 20, second < 12 || second > 15 { watch.heard(chance, messages: 3) }
      for silence in watch.check(now: seconds(Double(second))) where silence.repeats == 0 {
        frozenAt[silence.number] = second
      }
    }
    // Five seconds had passed between two trades.
    #expect(frozenAt == [busy: 14, chance: 45])
  }

  @Test("A stream of which too little is known is not judged")
  func unknownStreams() {
    var watch = StreamWatch()
    let stream = watch.add("raretoken@trade", now: .zero)
    watch.heard(stream)
    for second in 1...10_000 { #expect(watch.check(now: seconds(Double(second))).isEmpty) }
  }
}
