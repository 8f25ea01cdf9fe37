import Dispatch
import Foundation
import Synchronization

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
    if Self.early.load(ordering: .relaxed) != 0 {
      action()
      continuation.finish()
    }
  }

  /// The signal that came before anything took it over; 0 while none did.
  private static let early = Atomic<Int32>(0)

  /// Keeps signals from the first moment on, until they are taken over: what comes meanwhile is not lost, and does not end
  /// the process by the system's default.
  ///
  /// A handler, no mask: the main thread lets everything through as soon as it waits for the first task.
  static func hold() {
    // Made now: making it is nothing that a handler may do.
    _ = early.load(ordering: .relaxed)
    for number in [SIGINT, SIGTERM] {
      signal(number) { TerminationSignals.early.store($0, ordering: .relaxed) }
    }
  }

  /// Lets the signals through again, one that was kept first, for a command that leaves them to the system.
  static func letThrough() {
    for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
    let number = early.load(ordering: .relaxed)
    if number != 0 { raise(number) }
  }

  /// Waits for one of them, or for the task's cancellation.
  func wait() async {
    for await _ in arrived.stream {}
  }
}
