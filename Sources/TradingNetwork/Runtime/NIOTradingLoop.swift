public import NIOCore
public import TradingModel

/// The loop of the live world: one NIO event loop.
public final class NIOTradingLoop: TradingLoop {
  /// The event loop that it stands for.
  public let eventLoop: any EventLoop

  /// Makes the loop that stands for an event loop, without owning or stopping it.
  public init(_ eventLoop: any EventLoop) {
    self.eventLoop = eventLoop
  }

  public func execute(_ work: @escaping @Sendable () -> Void) {
    eventLoop.execute(work)
  }

  public var isCurrent: Bool { eventLoop.inEventLoop }
}
