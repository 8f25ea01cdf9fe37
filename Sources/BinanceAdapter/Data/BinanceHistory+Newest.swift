import TradingModel

/// The newest trades, page by page towards the past: by their numbers, which have no gaps.
extension BinanceHistory {
  /// The newest single trades, oldest first.
  ///
  /// More than a page of them the venue gives without a key on binance.com's spot exchange only.
  func trades(limit: Int?, completion: @escaping Completion<TradeTick>) {
    let symbol = instrument.rawSymbol
    earlier(
      than: nil, limit: limit ?? Self.maxPage, sofar: [],
      ask: { [product] (from: UInt64?, page: Int) -> BinanceRequest<[BinancePublicTrade]> in
        guard let from else { return .trades(product, symbol: symbol, limit: page) }
        return .historicalTrades(product, symbol: symbol, fromId: from, limit: page)
      }, make: { try tick($0) }, completion: completion)
  }

  /// The newest aggregated trades, those up to `end` where it is given, oldest first.
  func newestAggregated(end: UnixNanos?, limit: Int?, completion: @escaping Completion<TradeTick>) {
    let symbol = instrument.rawSymbol
    earlier(
      than: nil, limit: limit ?? Self.maxPage, sofar: [],
      ask: { [product] (from: UInt64?, page: Int) -> BinanceRequest<[BinanceAggregateTrade]> in
        guard let from else { return .aggTrades(product, symbol: symbol, end: end, limit: page) }
        return .aggTrades(product, symbol: symbol, fromId: from, limit: page)
      }, make: { try tick($0) }, completion: completion)
  }

  /// The trades in front of a number, or the newest.
  ///
  /// - Parameters:
  ///   - ask: the request for so many trades from a number on, or for the newest.
  private func earlier<Raw: Sendable>(
    than first: UInt64?, limit: Int, sofar: [TradeTick],
    ask: @escaping (UInt64?, Int) -> BinanceRequest<[Raw]>, make: @escaping (Raw) throws -> TradeTick,
    completion: @escaping Completion<TradeTick>
  ) {
    var page = min(Self.maxPage, limit - sofar.count)
    if let first { page = min(page, Int(clamping: first)) }
    guard page > 0 else { return completion(.success(sofar)) }
    session.send(ask(first.map { $0 - UInt64(page) }, page)) { result in
      do {
        let found = try result.get().map(make).filter { tick in
          first.map { (tick.tradeId.number ?? .max) < $0 } ?? true
        }
        let all = found + sofar
        guard let oldest = found.first?.tradeId.number, found.count >= page, all.count < limit else {
          return completion(.success(all))
        }
        earlier(than: oldest, limit: limit, sofar: all, ask: ask, make: make, completion: completion)
      } catch {
        completion(.failure(error))
      }
    }
  }
}
