import Dispatch
import Foundation

/// SIGINT and SIGTERM, taken over from the system so that a command can end in order.
final class TerminationSignals: @unchecked Sendable {
  // Unchecked is sound because the sources are made once, kept alive, and never touched again.
  private let sources: [any DispatchSourceSignal]
  private let arrived = AsyncStream<Void>.makeStream()

  /// Takes the signals over. Once this returns, none is lost: what is announced then may be ended at once.
  ///
  /// - Parameter action: called at each of them, on a thread of the system's.
  init(_ action: @escaping @Sendable () -> Void = {}) async {
    let continuation = arrived.continuation
    var sources: [any DispatchSourceSignal] = []
    for number in [SIGINT, SIGTERM] {
      #if canImport(Darwin)
        // There the source listens beside the default action, which would end the process.
        signal(number, SIG_IGN)
      #endif
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        action()
        continuation.finish()
      }
      // A source is registered some time after it was resumed; on Linux a signal in between is not seen by it.
      await withCheckedContinuation { (registered: CheckedContinuation<Void, Never>) in
        source.setRegistrationHandler { registered.resume() }
        source.resume()
      }
      sources.append(source)
    }
    self.sources = sources
  }

  /// Keeps the signals back from the first moment on, until they are taken over: what comes meanwhile is not lost, and
  /// does not end the process by the system's default. To be called on the main thread before others are made, which
  /// inherit it.
  ///
  /// Linux only: there a source gets what was kept back. Elsewhere a source hears only of what comes after it was made.
  static func hold() { mask(SIG_BLOCK) }

  /// Lets the signals through again, for a command that leaves them to the system.
  static func letThrough() { mask(SIG_UNBLOCK) }

  private static func mask(_ change: Int32) {
    #if os(Linux)
      var signals = sigset_t()
      sigemptyset(&signals)
      sigaddset(&signals, SIGINT)
      sigaddset(&signals, SIGTERM)
      pthread_sigmask(change, &signals, nil)
    #endif
  }

  /// Waits for one of them, or for the task's cancellation.
  func wait() async {
    for await _ in arrived.stream {}
  }
}
