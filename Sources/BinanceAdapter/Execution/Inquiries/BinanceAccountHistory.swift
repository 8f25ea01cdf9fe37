import TradingModel

/// Asks for the account's orders and trades in one symbol from a time on, page by page until now.
///
/// The venue gives a thousand at once (five hundred orders of a margin account) and looks at no more than a day (spot) or
/// a week (futures) by time; from the first one on, identifiers lead from page to page.
final class BinanceAccountHistory {
  private let session: BinanceHttpSession
  private let symbol: String
  private let since: UnixNanos?
  private let now: UnixNanos

  private static let pageLimit = 1_000
  /// How many orders the venue gives at once; of margin accounts half as many.
  private var orderLimit: Int { product.accountType.isMargin ? 500 : Self.pageLimit }
  private static let maxPages = 50
  private static let maxDays = 90
  private static let day: Duration = .seconds(86_400)

  init(session: BinanceHttpSession, symbol: String, since: UnixNanos?, now: UnixNanos) {
    self.session = session
    self.symbol = symbol
    self.now = now
    // What is older than the venue's own memory of orders without fills is not worth a question for each day.
    self.since = since.map { max($0, now + (.zero - Self.day * Self.maxDays)) }
  }

  private var product: BinanceProduct { session.product }

  /// All orders that were made since, and the newest ones when no time is given.
  func orders(completion: @escaping (Result<[BinanceOrder], BinanceError>) -> Void) {
    collect(
      from: since, id: \BinanceOrder.orderId, limit: orderLimit,
      request: { [product, symbol, orderLimit] start, end, id in
        .allOrders(product, symbol: symbol, orderId: id, start: start, end: end, limit: orderLimit)
      }, completion: completion)
  }

  /// All trades since, and the newest ones when no time is given.
  func trades(completion: @escaping (Result<[BinanceAccountTrade], BinanceError>) -> Void) {
    collect(
      from: since, id: \BinanceAccountTrade.id, limit: Self.pageLimit,
      request: { [product, symbol] start, end, id in
        .myTrades(product, symbol: symbol, fromId: id, start: start, end: end, limit: Self.pageLimit)
      }, completion: completion)
  }

  /// All conditional orders of futures that were made since, and the newest ones when no time is given.
  func algoOrders(completion: @escaping (Result<[BinanceAlgoOrder], BinanceError>) -> Void) {
    collect(
      from: since, id: \BinanceAlgoOrder.algoId, limit: Self.pageLimit,
      request: { [product, symbol] start, end, id in
        .allAlgoOrders(product, symbol: symbol, algoId: id, start: start, end: end, limit: Self.pageLimit)
      }, completion: completion)
  }

  // MARK: - Pages

  /// Finds the first page by time, a day at a time, then follows the identifiers.
  private func collect<Element: Sendable>(
    from start: UnixNanos?, id: KeyPath<Element, Int64>, limit: Int,
    request: @escaping (_ start: UnixNanos?, _ end: UnixNanos?, _ id: Int64?) -> BinanceRequest<[Element]>,
    completion: @escaping (Result<[Element], BinanceError>) -> Void
  ) {
    guard let start else { return session.send(request(nil, nil, nil), completion: completion) }
    let next = start + product.historyWindow
    let isLast = next >= now
    // Without an end nothing that the venue dates a little ahead is missed.
    session.send(request(start, isLast ? nil : next, nil)) { [self] result in
      switch result {
      case .failure: completion(result)
      case .success(let first) where first.isEmpty && !isLast:
        collect(from: next, id: id, limit: limit, request: request, completion: completion)
      case .success(let first) where isLast && first.count < limit: completion(.success(first))
      case .success(let first):
        follow(first, pages: 1, id: id, limit: limit, request: request, completion: completion)
      }
    }
  }

  private func follow<Element: Sendable>(
    _ found: [Element], pages: Int, id: KeyPath<Element, Int64>, limit: Int,
    request: @escaping (_ start: UnixNanos?, _ end: UnixNanos?, _ id: Int64?) -> BinanceRequest<[Element]>,
    completion: @escaping (Result<[Element], BinanceError>) -> Void
  ) {
    // Behind the highest number there is none.
    guard let last = found.map({ $0[keyPath: id] }).max(), last < .max, pages < Self.maxPages else {
      return completion(.success(found))
    }
    session.send(request(nil, nil, last + 1)) { [self] result in
      switch result {
      case .failure: completion(result)
      case .success(let page):
        guard page.count >= limit else { return completion(.success(found + page)) }
        follow(found + page, pages: pages + 1, id: id, limit: limit, request: request, completion: completion)
      }
    }
  }
}
