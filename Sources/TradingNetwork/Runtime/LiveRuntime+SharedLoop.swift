public import NIOCore
import NIOPosix

extension LiveRuntime {
  /// An event loop of the process-wide group, for whoever uses a client alone and has no loop to offer.
  ///
  /// The group lives as long as the process and needs no shutting down.
  public static func sharedEventLoop() -> any EventLoop { MultiThreadedEventLoopGroup.singleton.next() }
}
