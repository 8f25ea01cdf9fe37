import TradingModel

/// Waits for several named completions, or for a deadline, and then tells the outcome once.
final class Gathering {
  /// What one of the awaited parties did not manage.
  struct Failure: CustomStringConvertible {
    let name: String
    let reason: String
    /// The error that was told; `nil` when nothing was told in time.
    let cause: (any Error)?

    var description: String { "\(name): \(reason)" }
  }

  private var waiting: [String]
  private var failures: [Failure] = []
  private var timer: (any ClockTimer)?
  private var completion: (([Failure]) -> Void)?

  /// Starts waiting; with nobody to wait for, the outcome is told at once.
  init(
    _ names: [String], on clock: any TradingClock, timeout: Duration, completion: @escaping ([Failure]) -> Void
  ) {
    waiting = names
    self.completion = completion
    if names.isEmpty {
      finish()
      return
    }
    timer = clock.schedule(after: timeout) { [self] in
      failures += waiting.map {
        Failure(
          name: $0, reason: "no answer within \(Self.text(timeout)) s; the log before this tells what was tried",
          cause: nil)
      }
      finish()
    }
  }

  /// One of the awaited parties is done.
  func arrived(_ name: String, _ result: Result<Void, any Error>) {
    guard let index = waiting.firstIndex(of: name), completion != nil else { return }
    waiting.remove(at: index)
    if case .failure(let error) = result { failures.append(Failure(name: name, reason: "\(error)", cause: error)) }
    if waiting.isEmpty { finish() }
  }

  private func finish() {
    timer?.cancel()
    timer = nil
    let told = completion
    completion = nil
    told?(failures)
  }

  /// Seconds without a fraction that is nothing.
  private static func text(_ timeout: Duration) -> String {
    let seconds = timeout.inSeconds
    return seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)"
  }
}
