import Logging
import TradingModel
import TradingNetwork

/// Asks a question of a client's start again while what kept it from its answer may pass: a server that fails, an answer
/// that was lost, a limit.
///
/// A node must not fail to start for one lost answer. What the venue refuses ends the start at once, and what still fails
/// when the time is up ends it with the last error. Where nobody answers at all the address is rather wrong, and three
/// attempts are enough.
struct BinanceStartQuestion {
  let clock: any TradingClock
  let logger: Logger
  /// Until when to ask, by the monotonic clock.
  let end: UnixNanos
  /// Whether somebody still waits for the answer.
  let isWanted: () -> Bool

  /// How long a start's questions are asked again: less than a node waits for its clients, so that the cause is told.
  private static let limit: Duration = .seconds(45)
  private static let longestWait: Duration = .seconds(8)
  private static let attemptsWithoutContact = 3

  init(clock: any TradingClock, logger: Logger, isWanted: @escaping () -> Bool) {
    self.clock = clock
    self.logger = logger
    self.isWanted = isWanted
    end = clock.monotonicNow + Self.limit
  }

  /// Asks, and asks again.
  ///
  /// - Parameters:
  ///   - what: what is asked for, for people: `the position mode`.
  ///   - ask: asks once.
  func begin<Answer>(
    _ what: String, attempt: Int = 1, ask: @escaping (@escaping (Result<Answer, any Error>) -> Void) -> Void,
    completion: @escaping (Result<Answer, any Error>) -> Void
  ) {
    ask { result in
      guard case .failure(let problem) = result, let error = problem as? BinanceError, isWanted(),
        let wait = wait(after: error, attempt)
      else { return completion(result) }
      logger.warning("\(what) could not be had, it is asked for again in \(wait): \(error)")
      clock.schedule(after: wait) {
        guard isWanted() else { return completion(result) }
        begin(what, attempt: attempt + 1, ask: ask, completion: completion)
      }
    }
  }

  /// How long to wait before the next attempt; nil when there is none.
  private func wait(after error: BinanceError, _ attempt: Int) -> Duration? {
    guard error.mayPass, error.isOfContact || attempt < Self.attemptsWithoutContact else { return nil }
    let growing = min(Duration.seconds(1 << min(attempt - 1, 5)), Self.longestWait)
    let wait = max(growing, error.retryAfter ?? .zero)
    return clock.monotonicNow + wait < end ? wait : nil
  }
}

extension BinanceError {
  /// Whether asking once more may bring an answer.
  fileprivate var mayPass: Bool {
    switch transport {
    case .invalidURL, .tls, .proxy, .shutDown: false
    default: kind == .server || kind == .transport || kind == .throttled || outcome == .unknown
    }
  }

  /// Whether the venue, or something that speaks its language, was reached.
  fileprivate var isOfContact: Bool {
    switch transport {
    case .nameResolution, .connectionRefused, .connectTimeout, .other: false
    default: kind != .unreadable
    }
  }
}
