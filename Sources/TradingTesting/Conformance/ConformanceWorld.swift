public import TradingEngine
public import TradingModel

/// The world in which a conformance suite runs: a kernel with a connected client, a venue whose market can be moved, and
/// time that passes on request. One for virtual time and one for real sockets are enough for every adapter.
public protocol ConformanceWorld {
  /// Does something with the kernel on its loop and returns what came of it.
  func perform<Result: Sendable>(_ body: @escaping @Sendable (TradingKernel) -> Result) async throws -> Result
  /// Lets time pass until `condition` holds, looked at on the kernel's loop.
  ///
  /// - Returns: `false` when it did not within `limit`.
  func wait(_ limit: Duration, until condition: @escaping @Sendable (TradingKernel) -> Bool) async throws -> Bool
  /// Makes the venue's market trade at another price from now on.
  func moveMarket(_ instrumentId: InstrumentId, to price: Price) async throws
}
