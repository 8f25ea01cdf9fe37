import Testing

@testable import TradingModel

@Suite("The order book")
struct OrderBookTests {
  private let id = ModelFixtures.spotId

  private func book() -> OrderBook { OrderBook(ModelFixtures.spot) }

  private func delta(
    _ side: BookSide, _ price: String, _ size: String, _ action: BookAction = .update
  ) throws -> OrderBookDelta {
    OrderBookDelta(action: action, side: side, price: try Price(price), size: try Quantity(size))
  }

  private func message(_ deltas: [OrderBookDelta], snapshot: Bool = false, sequence: UInt64 = 1) -> OrderBookDeltas {
    OrderBookDeltas(
      instrumentId: id, deltas: deltas, sequence: sequence, isSnapshot: snapshot, tsEvent: UnixNanos(5),
      tsInit: UnixNanos(6))
  }

  private func text(_ levels: [BookLevel]) -> [String] { levels.map { "\($0.price):\($0.size)" } }

  @Test("it equals a naive book after any changes, in any precision", arguments: 1...20)
  func agreesWithNaiveModel(seed: UInt64) throws {
    print("seed \(seed)")
    let random = RandomSource(seed: seed)
    let book = book()
    var naive: [BookSide: [WideDecimal: WideDecimal]] = [.buy: [:], .sell: [:]]
    for step in 0..<150 {
      var deltas: [OrderBookDelta] = []
      let isSnapshot = random.chance(0.01)
      if isSnapshot {
        deltas.append(.clear)
        naive = [.buy: [:], .sell: [:]]
      }
      for _ in 0..<random.integer(in: 0...(isSnapshot ? 40 : 8)) {
        let side: BookSide = random.chance(0.5) ? .buy : .sell
        let pricePrecision = random.chance(0.01) ? 3 : 2
        let sizePrecision = random.chance(0.01) ? 8 : 5
        let price = Price(raw: Int64(random.integer(in: 9_900...10_100)), precision: UInt8(pricePrecision))
        let isDeletion = random.chance(0.3)
        let size = Quantity(raw: isDeletion ? 0 : Int64(random.integer(in: 0...1_000)), precision: UInt8(sizePrecision))
        deltas.append(OrderBookDelta(action: isDeletion ? .delete : .update, side: side, price: price, size: size))
        naive[side]?[price.wide] = size.isZero ? nil : size.wide
      }
      try book.apply(message(deltas, snapshot: isSnapshot, sequence: UInt64(step + 1)))
      for side in [BookSide.buy, .sell] where step % 3 == 2 {
        let levels = side == .buy ? book.bids() : book.asks()
        let expected = (naive[side] ?? [:]).sorted { side == .buy ? $0.key > $1.key : $0.key < $1.key }
        #expect(levels.map(\.price.wide) == expected.map(\.key))
        #expect(levels.map(\.size.wide) == expected.map(\.value))
      }
    }
    #expect(book.sequence == 150)
  }

  @Test("a snapshot replaces the book whatever the order of its levels, and the last word on a price counts")
  func snapshot() throws {
    let book = book()
    try book.apply(delta(.buy, "1.00", "9"))
    try book.apply(
      message(
        [
          .clear, delta(.buy, "10.00", "1"), delta(.buy, "12.00", "2"), delta(.buy, "11.00", "3"),
          delta(.buy, "12.00", "4"), delta(.buy, "9.00", "1"), delta(.buy, "9.00", "0"), delta(.sell, "13.00", "1"),
          delta(.sell, "14.00", "1"),
        ], snapshot: true, sequence: 77))
    #expect(text(book.bids()) == ["12.00:4.00000", "11.00:3.00000", "10.00:1.00000"])
    #expect(text(book.asks()) == ["13.00:1.00000", "14.00:1.00000"])
    #expect(try book.bestBidSize == Quantity("4.00000") && book.bestAskSize == Quantity("1.00000"))
    #expect(book.sequence == 77)
    #expect(book.tsLast == UnixNanos(5))
  }

  @Test("a level with more decimals widens the book and every level comes out as it went in")
  func widening() throws {
    let book = book()
    try book.apply(message([delta(.buy, "10.00", "1.50000"), delta(.sell, "11.00", "2.00000")]))
    try book.apply(message([delta(.buy, "10.00125", "0.00000001")]))
    #expect(text(book.bids()) == ["10.00125:0.00000001", "10.00:1.50000"])
    #expect(text(book.asks()) == ["11.00:2.00000"])
    try book.apply(message([delta(.buy, "10.00125000", "0", .delete), delta(.buy, "10", "2")]))
    #expect(text(book.bids()) == ["10.00:2.00000"])
  }

  @Test("a level that cannot be held is an error and changes nothing")
  func overflow() throws {
    let book = book()
    try book.apply(delta(.buy, "10.00", "1"))
    let wide = OrderBookDelta(
      action: .update, side: .buy, price: Price(raw: .max, precision: 0), size: Quantity(raw: 1, precision: 0))
    #expect(throws: OrderBookError.unrepresentable(id, .overflow)) { try book.apply(wide) }
    let fine = OrderBookDelta(
      action: .update, side: .buy, price: Price(raw: 1, precision: 18), size: Quantity(raw: 1, precision: 18))
    #expect(throws: OrderBookError.self) {
      try book.apply(delta(.buy, "100000000.00", "1"))
      try book.apply(fine)
    }
    #expect(text(book.bids()) == ["100000000.00:1.00000", "10.00:1.00000"])
  }

  @Test("another instrument's changes are refused")
  func wrongInstrument() throws {
    let other = InstrumentId(symbol: "ETHUSDT", venue: "BINANCE")
    let book = OrderBook(instrumentId: other, pricePrecision: 2, sizePrecision: 2)
    #expect(throws: OrderBookError.wrongInstrument(expected: other, found: id)) { try book.apply(message([])) }
  }

  @Test("best levels, spread, middle and the ten best levels")
  func views() throws {
    let book = book()
    #expect(book.quote() == nil)
    #expect(book.isEmpty)
    for step in 0..<15 {
      try book.apply(delta(.buy, "\(100 - step).00", "\(step + 1)"))
      try book.apply(delta(.sell, "\(101 + step).00", "\(step + 1)"))
    }
    let quote = try #require(book.quote())
    #expect("\(quote.bidPrice)/\(quote.askPrice) \(quote.bidSize)/\(quote.askSize)" == "100.00/101.00 1.00000/1.00000")
    #expect(book.spread == WideDecimal(1))
    #expect(try book.midpoint == WideDecimal("100.5"))
    let depth = book.depth10()
    #expect(depth.bids.count == 10 && depth.asks.count == 10)
    #expect(depth.bids.last?.price.description == "91.00")
    #expect(depth.asks.last?.price.description == "110.00")
    #expect(book.bids(depth: 2).map(\.price.description) == ["100.00", "99.00"])
    #expect(try book.size(at: Price("99.00"), side: .buy).description == "2.00000")
    #expect(try book.size(at: Price("99.50"), side: .buy).isZero)
    #expect(book.bidCount == 15 && book.askCount == 15)
  }

  @Test("a crossed book is found")
  func crossed() throws {
    let book = book()
    try book.apply(delta(.buy, "10.00", "1"))
    try book.apply(delta(.sell, "10.01", "1"))
    try book.check()
    try book.apply(delta(.buy, "10.01", "1"))
    #expect(book.isCrossed)
    #expect(throws: OrderBookError.self) { try book.check() }
  }

  @Test("a simulated order sweeps the book exactly")
  func simulation() throws {
    let book = book()
    for (price, size) in [("10.00", "1"), ("11.00", "2"), ("13.00", "1")] { try book.apply(delta(.sell, price, size)) }
    let fill = try #require(try book.simulatedFill(of: Quantity("2.5"), side: .buy))
    #expect(try fill.value == WideDecimal("26.5"))
    #expect(fill.worstPrice.description == "11.00")
    #expect(try book.averageFillPrice(for: Quantity("2.5"), side: .buy) == WideDecimal("10.6"))
    #expect(try book.averageFillPrice(for: Quantity("5"), side: .buy) == nil)
    #expect(try book.simulatedFill(of: Quantity("5"), side: .buy)?.quantity == Quantity("4"))
    #expect(try book.simulatedFill(of: Quantity("1"), side: .sell) == nil)
  }

  @Test("a copy stays as it is")
  func copying() throws {
    let book = book()
    try book.apply(delta(.buy, "10.00", "1"))
    let copy = book.copy()
    try book.apply(delta(.buy, "11.00", "1"))
    book.clear()
    #expect(text(copy.bids()) == ["10.00:1.00000"])
    #expect(book.isEmpty)
  }
}
