import Foundation

/// Simulated days, which take minutes: they run with `ARGONAUT_LONG=1` in the environment, as `make long-runs` does.
enum LongRuns {
  static let areWanted = ProcessInfo.processInfo.environment["ARGONAUT_LONG"] != nil
}
