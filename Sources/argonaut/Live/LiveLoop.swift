import NIOCore
import NIOPosix
import TradingModel
import TradingNetwork

/// Runs a command's work on one event loop of its own, and ends it in good order on SIGINT and SIGTERM.
enum LiveLoop {
  /// What the work is given. It lives on the loop.
  final class Context {
    let live: LiveRuntime
    fileprivate let finish: (Result<Void, any Error>) -> Void
    /// What to do on SIGINT and SIGTERM.
    var onSignal: () -> Void = {}
    fileprivate var keptAlive: AnyObject?
    fileprivate var signalWatch: Task<Void, Never>?

    fileprivate init(live: LiveRuntime, finish: @escaping (Result<Void, any Error>) -> Void) {
      self.live = live
      self.finish = finish
    }

    var runtime: Runtime { live.runtime }

    /// Keeps an object alive until the end.
    func keep(_ object: AnyObject) { keptAlive = object }

    /// Ends the command; to be called once.
    func end(_ result: Result<Void, any Error>) { finish(result) }
  }

  /// Runs `work` on a fresh loop until it calls ``Context/end(_:)``.
  static func run(
    options: LiveRuntime.Options, work: @escaping @Sendable (Context) throws -> Void
  ) async throws {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let loop = group.next()
    let signals = await TerminationSignals()
    do {
      try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
        loop.execute { start(loop, options: options, signals: signals, continuation: continuation, work: work) }
      }
    } catch {
      try? await group.shutdownGracefully()
      throw error
    }
    try? await group.shutdownGracefully()
  }

  private static func start(
    _ loop: any EventLoop, options: LiveRuntime.Options, signals: TerminationSignals,
    continuation: CheckedContinuation<Void, any Error>, work: @Sendable (Context) throws -> Void
  ) {
    var hasEnded = false
    var context: Context?
    do {
      let live = try LiveRuntime(eventLoop: loop, options: options)
      let made = Context(live: live) { result in
        guard !hasEnded else { return }
        hasEnded = true
        live.shutDown {
          context?.signalWatch?.cancel()
          context?.keptAlive = nil
          context = nil
          continuation.resume(with: result)
        }
      }
      context = made
      let confined = LoopConfined(made, to: live.runtime.loop)
      made.signalWatch = Task {
        await signals.wait()
        if !Task.isCancelled { confined.loop.execute { confined.value.onSignal() } }
      }
      try work(made)
    } catch {
      // What was made so far ends in good order, before its loop does.
      if let context { return context.end(.failure(error)) }
      hasEnded = true
      continuation.resume(throwing: error)
    }
  }
}
