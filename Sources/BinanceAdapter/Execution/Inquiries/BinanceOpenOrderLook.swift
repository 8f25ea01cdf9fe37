import TradingModel
import TradingNetwork

/// Looks for orders among the open ones of a symbol, with one question for all who look at about the same time.
///
/// When many orders are unknown at once, each of them is looked for again and again; that they are asked for one by one
/// would use up the venue's weight. What is found counts; that something is not found must not be concluded from here.
final class BinanceOpenOrderLook {
  typealias Completion = (Result<[BinanceOrder], BinanceError>) -> Void

  private struct Look {
    var askedAt: UnixNanos
    /// The answer, once it is there.
    var orders: [BinanceOrder]?
    var waiting: [Completion] = []
  }

  private let session: BinanceHttpSession
  private var looks: [String: Look] = [:]
  /// How old an answer may be.
  private static let freshness: Duration = .seconds(1)

  init(session: BinanceHttpSession) { self.session = session }

  /// The open orders of a symbol, as they were no longer than a second ago.
  func ask(symbol: String, completion: @escaping Completion) {
    let now = session.runtime.clock.monotonicNow
    if let look = looks[symbol] {
      guard let orders = look.orders else {
        looks[symbol]?.waiting.append(completion)
        return
      }
      if now - look.askedAt < Self.freshness { return completion(.success(orders)) }
    }
    looks[symbol] = Look(askedAt: now, waiting: [completion])
    session.send(BinanceRequest<[BinanceOrder]>.openOrders(session.product, symbol: symbol)) { [self] result in
      let waiting = looks[symbol]?.waiting ?? []
      switch result {
      case .success(let orders): looks[symbol] = Look(askedAt: now, orders: orders)
      case .failure: looks[symbol] = nil
      }
      for completion in waiting { completion(result) }
    }
  }
}
