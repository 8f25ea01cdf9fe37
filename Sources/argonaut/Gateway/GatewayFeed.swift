import TradingEngine
import TradingModel

/// Tells the market data that a gateway subscribed to, as `watch` prints it.
///
/// A reader that is too slow loses data, never events: each loss of a book's changes is made good by the whole book.
final class GatewayFeed: MarketDataSubscriber {
  /// What is wanted of an instrument's book.
  private struct BookWish {
    var printsBook = false
    var printsDeltas = false
    var depth = Int.max
    /// Whether changes were lost, so that the whole book is to be told next.
    var hasGap = false
  }

  private let output: GatewayOutput
  private let events: GatewayEvents
  private let engine: DataEngine
  private var books: [InstrumentId: BookWish] = [:]

  init(output: GatewayOutput, events: GatewayEvents, engine: DataEngine) {
    self.output = output
    self.events = events
    self.engine = engine
  }

  // MARK: What is wanted

  func subscribe(_ id: InstrumentId, _ selections: [DataSelection], depth: Int?) {
    for selection in selections {
      if selection.isBook {
        var wish = books[id] ?? BookWish()
        if selection == .book { wish.printsBook = true } else { wish.printsDeltas = true }
        wish.depth = depth ?? wish.depth
        books[id] = wish
      }
      engine.subscribe(self, to: selection.subscription(id))
    }
  }

  func unsubscribe(_ id: InstrumentId, _ selections: [DataSelection]) {
    for selection in selections {
      guard selection.isBook, var wish = books[id] else {
        engine.unsubscribe(self, from: selection.subscription(id))
        continue
      }
      if selection == .book { wish.printsBook = false } else { wish.printsDeltas = false }
      books[id] = wish.printsBook || wish.printsDeltas ? wish : nil
      if books[id] == nil { engine.unsubscribe(self, from: selection.subscription(id)) }
    }
  }

  // MARK: What comes

  func receive(_ quote: QuoteTick) { offer(JSONLine(quote)) }
  func receive(_ trade: TradeTick) { offer(JSONLine(trade)) }
  func receive(_ bar: Bar) { offer(JSONLine(bar)) }
  func receive(_ update: MarkPriceUpdate) { offer(JSONLine(update)) }
  func receive(_ update: IndexPriceUpdate) { offer(JSONLine(update)) }
  func receive(_ update: FundingRateUpdate) { offer(JSONLine(update)) }
  func receive(_ status: InstrumentStatus) { offer(JSONLine(status)) }

  func receive(_ data: any CustomData, dataType: DataType) {
    if let line = JSONLine(custom: data) { offer(line) }
  }

  func receive(_ deltas: borrowing OrderBookDeltas, book: OrderBook) {
    guard let wish = books[deltas.instrumentId] else { return }
    if wish.printsDeltas {
      let isTold = output.offer(wish.hasGap ? JSONLine(book.snapshot()) : JSONLine(deltas))
      books[deltas.instrumentId]?.hasGap = !isTold
    }
    if wish.printsBook, book.state == .synced { offer(JSONLine(book, depth: wish.depth)) }
  }

  func receive(_ status: BookStatus) {
    events.tell(JSONLine(event: status))
    guard status.state == .synced, let wish = books[status.instrumentId], wish.printsBook,
      let book = engine.cache.book(status.instrumentId)
    else { return }
    offer(JSONLine(book, depth: wish.depth))
  }

  private func offer(_ line: @autoclosure () -> JSONLine) { _ = output.offer(line()) }
}

extension DataSelection {
  /// Whether it is carried by the book's stream.
  fileprivate var isBook: Bool { self == .book || self == .deltas }
}
