import Logging
import TradingEngine
import TradingModel

// Loans whose answers are lost: the venue's records tell what became of them, and nothing is sent twice.
extension BinanceSpotExecutionClient {
  /// A loan of which it is not known whether the venue carried it out.
  private struct Lost {
    let loan: BinanceLoan
    /// Records before this moment are not its own.
    let since: UnixNanos
    let error: BinanceError
    let completion: (Result<Int64, BinanceError>) -> Void
  }

  /// How long to wait before the records are looked at, and again; the venue writes them a moment later.
  private static let looks: [Duration] = [.seconds(1), .seconds(2), .seconds(5)]

  /// Sends a loan or a repayment. Where its outcome is unknown, its record is looked for before the completion is called.
  func carryOut(_ loan: BinanceLoan, _ completion: @escaping (Result<Int64, BinanceError>) -> Void) {
    // The venue's clock is known to some milliseconds.
    let since = session.timestamp.advanced(by: .seconds(-1))
    perform(loan.request) { [self] result in
      switch result {
      case .failure(let error) where error.outcome == .unknown:
        logger.warning("it is not known whether a loan was carried out, so its record is looked for: \(error)")
        look(for: Lost(loan: loan, since: since, error: error, completion: completion), Self.looks[...])
      case .success(let id):
        margin?.noteTold(loan: id)
        completion(result)
      case .failure: completion(result)
      }
    }
  }

  private func look(for lost: Lost, _ waits: ArraySlice<Duration>) {
    guard let wait = waits.first else { return lost.completion(.failure(lost.error)) }
    clock.schedule(after: wait) { [self] in
      session.send(lost.loan.records(since: lost.since)) { [self] result in
        let rows = (try? result.get())?.rows ?? []
        let own = rows.first {
          lost.loan.isTold(by: $0, since: lost.since) && margin?.toldLoans.contains($0.id) != true
        }
        guard let own else { return look(for: lost, waits.dropFirst()) }
        switch own.status {
        case "CONFIRMED": finish(lost, own)
        case "FAILED": lost.completion(.failure(Self.failure(of: lost)))
        // It is still under way.
        default: look(for: lost, waits.dropFirst())
        }
      }
    }
  }

  private func finish(_ lost: Lost, _ record: BinanceMarginLoan) {
    margin?.noteTold(loan: record.id)
    margin?.borrowWatch.forget()
    refreshAccount(after: .zero)
    lost.completion(.success(record.id))
  }

  private static func failure(of lost: Lost) -> BinanceError {
    BinanceError(
      kind: .refused, outcome: .definitive, message: "the venue's record says that it failed",
      endpoint: lost.error.endpoint)
  }
}
