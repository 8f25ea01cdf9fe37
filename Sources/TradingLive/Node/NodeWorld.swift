public import TradingNetwork

/// The world that a node lives in: its loop's seams, and how further connections are made on that loop.
public struct NodeWorld {
  /// The seams of the node's loop, from which the kernel has its clock and its randomness.
  public let runtime: Runtime
  private let makeRuntime: (ClientContext.ConnectionOptions) throws -> Runtime
  private let shutDown: (@escaping () -> Void) -> Void

  /// - Parameters:
  ///   - runtime: the seams of the node's loop.
  ///   - makeRuntime: makes a runtime on the same loop with other connection options; by default there is but one.
  ///   - shutDown: ends what was made; calls its argument on the loop when done.
  public init(
    runtime: Runtime, makeRuntime: ((ClientContext.ConnectionOptions) throws -> Runtime)? = nil,
    shutDown: @escaping (@escaping () -> Void) -> Void = { $0() }
  ) {
    self.runtime = runtime
    self.makeRuntime = makeRuntime ?? { _ in runtime }
    self.shutDown = shutDown
  }

  func runtime(_ options: ClientContext.ConnectionOptions) throws -> Runtime { try makeRuntime(options) }

  func end(_ completion: @escaping () -> Void) { shutDown(completion) }
}
