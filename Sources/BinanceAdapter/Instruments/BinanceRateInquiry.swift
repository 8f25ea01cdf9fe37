import DequeModule
import Logging
import TradingModel
import TradingNetwork

/// Asks for the account's own commission rates, symbol by symbol, without hurry: each question weighs as much as a
/// small snapshot, and a product has hundreds of symbols.
///
/// Its pace leaves most of the venue's weight to everything else. A symbol that cannot be asked keeps what it has; a
/// venue that refuses the key or fails again and again ends the round.
final class BinanceRateInquiry {
  /// What one question weighs, on every product.
  private static let weight = 20
  /// So many failures in a row end a round.
  private static let mostFailures = 5

  private let session: BinanceHttpSession
  private let logger: Logger
  /// The part of the venue's weight that it uses.
  private let share: Double
  private let didLearn: (BinanceCommissionRate) -> Void
  private var waiting: Deque<String> = []
  private var isAsking = false
  private var failures = 0
  private var learned = 0
  private var left: [String] = []
  private var whenDone: [() -> Void] = []

  /// - Parameter didLearn: receives each rate, on the loop.
  init(
    session: BinanceHttpSession, share: Double, logger: Logger, didLearn: @escaping (BinanceCommissionRate) -> Void
  ) {
    self.session = session
    self.share = share
    self.logger = logger
    self.didLearn = didLearn
  }

  /// The time from one question to the next.
  private var pace: Duration {
    .seconds(60) * Self.weight / max(1, Int(Double(session.product.weightPerMinute) * share))
  }

  /// Begins a round, unless one is still under way.
  func ask(for symbols: [String]) {
    guard !isAsking, !symbols.isEmpty else { return }
    let minutes = (pace * symbols.count).wholeNanoseconds / 60_000_000_000 + 1
    logger.info("asking for the commission rates of \(symbols.count) symbols, which takes about \(minutes) min")
    waiting = Deque(symbols)
    (isAsking, failures, learned, left) = (true, 0, 0, [])
    askNext()
  }

  /// Waits for the end of the round that is under way; calls at once if none is.
  func whenIdle(_ action: @escaping () -> Void) {
    if isAsking { whenDone.append(action) } else { action() }
  }

  private func askNext() {
    guard let symbol = waiting.popFirst() else { return end() }
    var request = BinanceRequest<BinanceCommissionRate>.commissionRate(session.product, symbol: symbol)
    request.priority = .background
    session.send(request) { [weak self] result in
      guard let self else { return }
      switch result {
      case .success(let rate):
        failures = 0
        learned += 1
        didLearn(rate)
      case .failure(let error):
        left.append(symbol)
        failures += 1
        if failures >= Self.mostFailures || error.kind == .shutDown || error.code == -2014 || error.code == -2015 {
          return giveUp(error)
        }
      }
      session.runtime.clock.schedule(after: pace) { [weak self] in self?.askNext() }
    }
  }

  private func giveUp(_ error: BinanceError) {
    left += waiting
    waiting = []
    logger.warning("the venue does not tell commission rates, \(left.count) symbols keep the assumed ones: \(error)")
    left = []
    end()
  }

  private func end() {
    isAsking = false
    if !left.isEmpty {
      let names = left.prefix(5).joined(separator: ", ")
      logger.warning("the commission rates of \(left.count) symbols are not known, assumed ones hold: \(names)")
    }
    if learned > 0 { logger.info("the commission rates of \(learned) symbols are known") }
    let actions = whenDone
    whenDone = []
    for action in actions { action() }
  }
}
