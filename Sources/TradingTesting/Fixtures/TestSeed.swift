import Foundation
import TradingModel

/// Seeds of tests that draw their cases, so that what failed once can be made to fail again.
public enum TestSeed {
  /// The seed in `ARGONAUT_TEST_SEED`, else a fresh one; it is printed beside the test's name in a form that can be given.
  public static func draw(for test: String) -> UInt64 {
    let given = ProcessInfo.processInfo.environment["ARGONAUT_TEST_SEED"].flatMap { UInt64($0) }
    let seed = given ?? RandomSource.system().next()
    print("\(test): ARGONAUT_TEST_SEED=\(seed)")
    return seed
  }
}
