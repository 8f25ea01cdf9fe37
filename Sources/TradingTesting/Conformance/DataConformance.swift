import TradingEngine
import TradingModel

/// The data suite: what subscriptions and requests must give, whichever adapter serves them. The numbers are stable.
public enum DataConformance {
  /// All cases, in the order of their numbers: D01 to D06.
  public static let cases: [ConformanceCase] = [
    ConformanceCase("D01", "the instrument has steps, and limits that fit them") { c in
      let instrument = c.instrument
      try c.expect(instrument.priceIncrement.raw > 0, "price increment \(instrument.priceIncrement)")
      try c.expect(instrument.sizeIncrement.raw > 0, "size increment \(instrument.sizeIncrement)")
    },
    ConformanceCase("D02", "quotes come, never crossed") { c in
      try await c.awaitRecord("three quotes") { $0.quotes.count >= 3 }
      let crossed = try await c.record { $0.quotes.first { $0.bidPrice >= $0.askPrice } }
      try c.expect(crossed == nil, "crossed: \(String(describing: crossed))")
    },
    ConformanceCase("D03", "trades come, each once") { c in
      let id = c.instrument.id
      try await c.record { $0.subscribeTrades(id) }
      try await c.awaitRecord("three trades") { $0.trades.count >= 3 }
      let numbers = try await c.record { $0.trades.map(\.tradeId) }
      try c.expect(Set(numbers).count == numbers.count, "a trade was told twice")
    },
    ConformanceCase("D04", "a book becomes synchronized and is never crossed then") { c in
      let id = c.instrument.id
      try await c.record { $0.subscribeBook(id) }
      try await c.await("a synchronized book") { $0.cache.bookStatus(id)?.state == .synced }
      try await c.awaitRecord("changes of the book") { $0.bookChanges >= 3 }
      let isCrossed = try await c.look { kernel in
        guard let book = kernel.cache.book(id), let bid = book.bestBidPrice, let ask = book.bestAskPrice else {
          return true
        }
        return bid >= ask
      }
      try c.expect(!isCrossed, "the book is crossed or empty")
    },
    ConformanceCase("D05", "after the end of a subscription nothing more comes") { c in
      let id = c.instrument.id
      try await c.record { $0.subscribeTrades(id) }
      try await c.awaitRecord("a trade") { !$0.trades.isEmpty }
      try await c.record { $0.unsubscribeTrades(id) }
      let count = try await c.record { $0.trades.count }
      _ = try await c.world.wait(.seconds(3)) { _ in false }
      let later = try await c.record { $0.trades.count }
      try c.expect(later == count, "\(later - count) trades after the end")
    },
    ConformanceCase("D06", "time stamps are never in the future of their arrival by more than a second") { c in
      try await c.awaitRecord("three quotes") { $0.quotes.count >= 3 }
      let odd = try await c.record { $0.quotes.first { $0.tsEvent > $0.tsInit + .seconds(1) } }
      try c.expect(odd == nil, "\(String(describing: odd))")
    },
  ]
}
