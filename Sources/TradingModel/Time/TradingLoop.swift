/// The one thread of execution that owns a kernel, its clients and its sockets.
///
/// Everything that is not `Sendable` in Argonaut belongs to one loop and is touched on it only. In the live world a loop
/// is a NIO event loop, in simulation it is the simulated world's queue.
public protocol TradingLoop: AnyObject, Sendable {
  /// Runs `work` on the loop, soon, in the order of the calls.
  func execute(_ work: @escaping @Sendable () -> Void)
  /// Whether the caller runs on this loop.
  var isCurrent: Bool { get }
}
