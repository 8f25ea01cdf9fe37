import Foundation

/// How many cases a test draws: more with `ARGONAUT_LONG=1` in the environment.
let generatedCases = ProcessInfo.processInfo.environment["ARGONAUT_LONG"] == nil ? 1_500 : 100_000
