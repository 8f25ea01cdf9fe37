import Foundation
import TradingModel

/// Shows how a demo goes: one line that changes in place on a terminal, a plain line a second elsewhere.
struct DemoProgress {
  /// Whether nothing is shown at all.
  let isQuiet: Bool
  private let isTerminal = isatty(STDOUT_FILENO) == 1

  init(isQuiet: Bool) {
    self.isQuiet = isQuiet
  }

  /// Shows the session's progress until the time is over or a signal asks to end.
  func show(_ session: DemoSession, for duration: Duration) async {
    let signals = await TerminationSignals()
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await signals.wait() }
      group.addTask { await self.tick(session, until: .now + duration) }
      await group.next()
      group.cancelAll()
    }
    if !isQuiet, isTerminal { write("\n") }
  }

  private func tick(_ session: DemoSession, until end: ContinuousClock.Instant) async {
    let begin = ContinuousClock.now
    var second = 1
    while !Task.isCancelled {
      let next = min(begin + .seconds(second), end)
      try? await Task.sleep(until: next, clock: .continuous)
      if Task.isCancelled { return }
      if !isQuiet, let glance = await session.glance() { show(second, glance) }
      if next >= end { return }
      second += 1
    }
  }

  private func show(_ second: Int, _ glance: DemoSession.Glance) {
    let counts = glance.counts
    let prices = glance.prices.map { $0.map { "\($0)" } ?? "–" }.joined(separator: "/")
    let positions = glance.positions.map { $0.plain() }.joined(separator: "/")
    let line =
      "\(second) s  price \(prices)  quotes \(counts.quotes)  trades \(counts.trades)  orders \(counts.orders)"
      + "  fills \(counts.fills)  position \(positions)"
    write(isTerminal ? "\r\u{1B}[K\(line)" : line + "\n")
  }

  /// Writes past the buffer of the standard library, so that a line is seen when it is told.
  private func write(_ text: String) { try? FileHandle.standardOutput.write(contentsOf: Data(text.utf8)) }

  /// Tells one line, unless quiet.
  func tell(_ line: String) {
    if !isQuiet { write(line + "\n") }
  }
}
