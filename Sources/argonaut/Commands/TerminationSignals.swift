import Dispatch
import Foundation

/// SIGINT and SIGTERM, taken over from the system so that a command can end in order.
final class TerminationSignals: @unchecked Sendable {
  // Unchecked is sound because the sources are made once, kept alive, and never touched again.
  private let sources: [any DispatchSourceSignal]
  private let arrived = AsyncStream<Void>.makeStream()

  /// Takes the signals over from now on.
  init() {
    let continuation = arrived.continuation
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { continuation.finish() }
      source.resume()
      return source
    }
  }

  /// Waits for one of them.
  func wait() async {
    for await _ in arrived.stream {}
  }
}
