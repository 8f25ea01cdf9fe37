import Foundation

/// Runs the fault matrix: every fault with many seeds, against the ledger. Each session's seed is printed before it runs,
/// and with that seed it runs again exactly as it did.
///
/// `ChaosMatrix [SESSIONS [PRODUCT]]` for one product or all in turn, or `ChaosMatrix --seed SEED [--fault NAME]
/// [PRODUCT]` for one session.
@main
struct ChaosMatrix {
  private struct Session {
    let profile: ChaosProfile
    let fault: ChaosFault
    let seed: UInt64
  }

  private var options = Options()

  private struct Options {
    var seed: UInt64?
    var fault: String?
    var product: String?
    var count = 1_000

    init() {
      var arguments = Array(CommandLine.arguments.dropFirst())
      func value(_ flag: String) -> String? {
        guard let index = arguments.firstIndex(of: flag), index + 1 < arguments.count else { return nil }
        let value = arguments[index + 1]
        arguments.removeSubrange(index...(index + 1))
        return value
      }
      seed = value("--seed").flatMap { UInt64($0) }
      fault = value("--fault")
      for argument in arguments {
        if let number = Int(argument) { count = max(0, number) } else { product = argument }
      }
    }
  }

  static func main() {
    // An error out of `main` would end the process with a trap, which looks like a crash of what is tested.
    do {
      if try !ChaosMatrix().run() { exit(1) }
    } catch {
      try? FileHandle.standardError.write(contentsOf: Data("ChaosMatrix: \(error)\n".utf8))
      exit(2)
    }
  }

  /// - Returns: whether there were sessions, and all passed.
  private func run() throws -> Bool {
    let sessions = self.sessions()
    var failed = 0
    for session in sessions {
      let name = session.profile.product.name
      // Told before, so that a session that ends the process is known.
      tell("seed \(session.seed) \(name) '\(session.fault.name)'", terminator: " ")
      let outcome = try ChaosSession(session.fault, on: session.profile, seed: session.seed).run()
      guard !outcome.violations.isEmpty else {
        tell("ok: \(outcome.tally)")
        continue
      }
      failed += 1
      tell("FAIL: \(outcome.tally)")
      for violation in outcome.violations { tell("       \(violation)") }
      tell("       again: dev/chaos/run --seed \(session.seed) --fault '\(session.fault.name)' \(name)")
    }
    tell("\(sessions.count - failed) passed, \(failed) failed")
    return failed == 0 && !sessions.isEmpty
  }

  private func sessions() -> [Session] {
    let profiles = ChaosProfile.all.filter { options.product == nil || $0.product.name == options.product }
    let rows = profiles.flatMap { profile in
      profile.faults.filter { options.fault == nil || $0.name == options.fault }.map { (profile, $0) }
    }
    guard !rows.isEmpty else {
      let products = ChaosProfile.all.map(\.product.name).joined(separator: ", ")
      let names = (profiles.first ?? .spot).faults.map(\.name).joined(separator: ", ")
      tell("no such row; products are \(products); faults are \(names)")
      return []
    }
    let first = options.seed ?? UInt64.random(in: 0...999_999_999)
    return (0..<(options.seed == nil ? options.count : rows.count)).map { number in
      let row = rows[number % rows.count]
      return Session(profile: row.0, fault: row.1, seed: options.seed ?? first &+ UInt64(number))
    }
  }

  private func tell(_ text: String, terminator: String = "\n") {
    try? FileHandle.standardOutput.write(contentsOf: Data((text + terminator).utf8))
  }
}
