/// Runs the fault matrix: every fault with many seeds, against the ledger. A failing line names its seed; with that seed
/// the session runs again exactly as it did.
///
/// `ChaosMatrix [SESSIONS]`, or `ChaosMatrix --seed SEED [--fault NAME]` for one.
@main
struct ChaosMatrix {
  static func main() throws {
    var arguments = Array(CommandLine.arguments.dropFirst())
    func value(_ flag: String) -> String? {
      guard let index = arguments.firstIndex(of: flag), index + 1 < arguments.count else { return nil }
      let value = arguments[index + 1]
      arguments.removeSubrange(index...(index + 1))
      return value
    }
    let only = value("--seed").flatMap { UInt64($0) }
    let name = value("--fault")
    let sessions = arguments.first.flatMap { Int($0) } ?? 1_000
    let faults = ChaosFault.spot.filter { name == nil || $0.name == name }
    guard !faults.isEmpty else {
      print("unknown fault '\(name ?? "")'; known are: \(ChaosFault.spot.map(\.name).joined(separator: ", "))")
      return
    }
    var failed = 0
    var passed = 0
    let first = only ?? UInt64.random(in: 0...999_999_999)
    for number in 0..<(only == nil ? sessions : faults.count) {
      let seed = only ?? first &+ UInt64(number)
      let outcome = try ChaosSession(faults[number % faults.count], seed: seed).run()
      if outcome.violations.isEmpty {
        passed += 1
        if only != nil { print(outcome.line) }
        if only == nil, passed.isMultiple(of: 100) { print("\(passed) sessions passed") }
      } else {
        failed += 1
        print(outcome.line)
        for violation in outcome.violations { print("       \(violation)") }
        print("       again: dev/chaos/run --seed \(seed) --fault '\(outcome.fault)'")
      }
    }
    print("\(passed) passed, \(failed) failed")
    if failed > 0 { throw Failure() }
  }

  private struct Failure: Error {}
}
