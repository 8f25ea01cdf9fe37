import TradingModel

/// Asks for all trades of one order, however many there are: the venue gives a thousand at once.
///
/// A question about an order alone is answered with its newest trades; from the oldest on, identifiers lead from page to
/// page.
enum BinanceOrderTrades {
  private static let pageLimit = 1_000
  private static let maxPages = 50

  static func ask(
    _ session: BinanceHttpSession, symbol: String, orderId: Int64,
    completion: @escaping (Result<[BinanceAccountTrade], BinanceError>) -> Void
  ) {
    let request = BinanceRequest<[BinanceAccountTrade]>.myTrades(
      session.product, symbol: symbol, orderId: orderId, limit: pageLimit)
    session.send(request) { result in
      guard case .success(let newest) = result, newest.count >= pageLimit else { return completion(result) }
      follow(session, symbol, orderId, from: 0, found: [:], pages: 1, completion)
    }
  }

  private static func follow(
    _ session: BinanceHttpSession, _ symbol: String, _ orderId: Int64, from id: Int64,
    found: [Int64: BinanceAccountTrade], pages: Int,
    _ completion: @escaping (Result<[BinanceAccountTrade], BinanceError>) -> Void
  ) {
    let request = BinanceRequest<[BinanceAccountTrade]>.myTrades(
      session.product, symbol: symbol, orderId: orderId, fromId: id, limit: pageLimit)
    session.send(request) { result in
      guard case .success(let page) = result else { return completion(result) }
      var all = found
      for trade in page { all[trade.id] = trade }
      // A page that brings nothing new would be followed by itself.
      guard page.count >= pageLimit, all.count > found.count, pages < maxPages, let last = page.map(\.id).max(),
        last < .max
      else { return completion(.success(all.values.sorted { $0.id < $1.id })) }
      follow(session, symbol, orderId, from: last + 1, found: all, pages: pages + 1, completion)
    }
  }
}
