import TradingModel

/// Asks for candlesticks page by page: the venue answers with so many at most.
///
/// A value that lives as long as one request; `completion` is called once, on the loop.
struct BinanceCandlePages<Candle: Sendable> {
  let session: BinanceHttpSession
  let clock: any TradingClock
  let openTime: KeyPath<Candle, UnixNanos>
  let closeTime: KeyPath<Candle, UnixNanos>
  /// The request for a page: from a time on, or the newest up to a time.
  let page: (_ start: UnixNanos?, _ end: UnixNanos, _ limit: Int) -> BinanceRequest<[Candle]>

  typealias Completion = (Result<[Candle], BinanceError>) -> Void

  /// How many the newest are, where nobody says it.
  private static var usualCount: Int { 500 }

  private var most: Int { session.product.maxKlines }

  /// Closed candlesticks, oldest first: from `start` on, or the newest.
  func collect(start: UnixNanos?, end: UnixNanos?, limit: Int?, completion: @escaping Completion) {
    let end = min(end ?? .init(.max), clock.now)
    if let start {
      forward(from: start, to: end, limit: limit ?? .max, sofar: [], completion: completion)
    } else {
      backward(to: end, limit: limit ?? Self.usualCount, sofar: [], completion: completion)
    }
  }

  private func forward(
    from start: UnixNanos, to end: UnixNanos, limit: Int, sofar: [Candle], completion: @escaping Completion
  ) {
    guard start <= end, sofar.count < limit else { return completion(.success(Array(sofar.prefix(limit)))) }
    let count = min(most, limit - sofar.count)
    session.send(page(start, end, count)) { result in
      switch result {
      case .failure(let error): completion(.failure(error))
      case .success(let candles):
        let found = sofar + closed(candles, before: end)
        guard let last = candles.last?[keyPath: openTime], candles.count >= count, last >= start else {
          return completion(.success(Array(found.prefix(limit))))
        }
        forward(from: last + .milliseconds(1), to: end, limit: limit, sofar: found, completion: completion)
      }
    }
  }

  private func backward(to end: UnixNanos, limit: Int, sofar: [Candle], completion: @escaping Completion) {
    // One more than wanted, since the newest is usually still open.
    let count = min(most - 1, limit - sofar.count) + 1
    session.send(page(nil, end, count)) { result in
      switch result {
      case .failure(let error): completion(.failure(error))
      case .success(let candles):
        let found = closed(candles, before: end) + sofar
        // A page that does not lead on would be asked for for ever.
        guard found.count < limit, let first = candles.first?[keyPath: openTime], candles.count >= count, first <= end
        else {
          return completion(.success(Array(found.suffix(limit))))
        }
        backward(
          to: first.advanced(by: .milliseconds(-1)), limit: limit, sofar: found, completion: completion)
      }
    }
  }

  private func closed(_ candles: [Candle], before end: UnixNanos) -> [Candle] {
    let now = clock.now
    return candles.filter { $0[keyPath: closeTime] < now && $0[keyPath: closeTime] <= end }
  }
}
