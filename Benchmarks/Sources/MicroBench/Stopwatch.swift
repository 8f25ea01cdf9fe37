import AllocationCounter
import BenchmarkSupport

/// Times a piece of work and prints nanoseconds of processor time and allocations per message: the best of several rounds.
struct Stopwatch {
  let filter: String?

  func measure(_ name: String, messages: Int = 1, rounds: Int = 7, iterations: Int, _ work: () -> Void) {
    if let filter, !name.contains(filter) { return }
    for _ in 0..<max(iterations / 10, 1) { work() }
    var best = Double.infinity
    let before = Resources.allocations
    for _ in 0..<rounds {
      let start = Resources.processorSeconds
      for _ in 0..<iterations { work() }
      best = min(best, (Resources.processorSeconds - start) * 1e9 / Double(iterations * messages))
    }
    let allocations = Double(Resources.allocations - before) / Double(rounds * iterations * messages)
    let counted = allocation_count_available() != 0 ? "\(Self.rounded(allocations, 1_000)) mallocs" : ""
    let padded = name + String(repeating: " ", count: max(1, 44 - name.count))
    print("\(padded)\(Self.rounded(best, 10)) ns  \(counted)")
  }

  private static func rounded(_ value: Double, _ scale: Double) -> Double { (value * scale).rounded() / scale }
}

/// Keeps the optimiser from removing what is measured.
@inline(never)
func consume<Value>(_ value: Value) { withExtendedLifetime(value) {} }
