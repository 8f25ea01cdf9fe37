import TradingModel

/// Decides, with the plan's own randomness, what goes wrong with each thing that happens.
struct FaultInjector {
  private let plan: FaultPlan
  private var matches: [Int]
  private var strikes: [Int]
  let random: RandomSource

  init(plan: FaultPlan) {
    self.plan = plan
    self.matches = Array(repeating: 0, count: plan.rules.count)
    self.strikes = Array(repeating: 0, count: plan.rules.count)
    self.random = RandomSource(seed: plan.seed)
  }

  /// Whether there is any rule, so that subjects need not be described when there is none.
  var isActive: Bool { !plan.rules.isEmpty }

  /// How often each rule has struck, in the order of the plan.
  var strikeCounts: [Int] { strikes }

  mutating func fault(for subject: FaultSubject, elapsed: Duration) -> Fault? {
    for index in plan.rules.indices {
      let rule = plan.rules[index]
      guard rule.fault.applies(at: subject.stage) else { continue }
      if let limit = rule.limit, strikes[index] >= limit { continue }
      if let window = rule.window, !window.contains(elapsed) { continue }
      guard rule.scope.matches(subject) else { continue }
      matches[index] += 1
      if matches[index] <= rule.skip { continue }
      if rule.probability < 1, !random.chance(rule.probability) { continue }
      strikes[index] += 1
      return rule.fault
    }
    return nil
  }

  /// A random time in a range.
  func duration(in range: ClosedRange<Duration>) -> Duration {
    let low = range.lowerBound.wholeNanoseconds
    let span = range.upperBound.wholeNanoseconds &- low
    return .nanoseconds(low &+ Int64(Double(span) * random.unit()))
  }

  /// The bytes with some of them changed.
  func corrupted(_ bytes: [UInt8], count: Int) -> [UInt8] {
    guard !bytes.isEmpty else { return bytes }
    var changed = bytes
    for _ in 0..<max(1, count) {
      let position = random.integer(in: 0...(bytes.count - 1))
      changed[position] ^= UInt8(random.integer(in: 1...255))
    }
    return changed
  }

  /// The beginning of the bytes.
  func truncated(_ bytes: [UInt8], keeping part: Double) -> [UInt8] {
    Array(bytes.prefix(Int(Double(bytes.count) * min(max(part, 0), 1))))
  }
}
