/// The order book of an instrument by price levels (L2), with its best prices (L1) and its ten best levels as views.
///
/// The book is kept exactly: a level that is published with more decimals than the instrument's steps have widens the
/// book instead of being rounded, and comes out as it went in. A book belongs to one loop, is changed in place, and
/// allocates nothing in steady state; ``copy()`` gives one that stays as it is.
public final class OrderBook {
  /// The instrument whose book this is.
  public let instrumentId: InstrumentId
  /// How many decimals prices are shown with, more only where a level needs them.
  public let pricePrecision: UInt8
  /// How many decimals sizes are shown with, more only where a level needs them.
  public let sizePrecision: UInt8
  /// The venue's update id of the last change applied.
  public private(set) var sequence: UInt64 = 0
  /// The venue's time of the last change applied.
  public private(set) var tsLast: UnixNanos = .zero
  /// When the last change applied was received.
  public private(set) var tsInit: UnixNanos = .zero
  /// How many messages were applied.
  public private(set) var updateCount: UInt64 = 0
  /// Whether the book can be relied on; set by whoever keeps it in step with the venue.
  public var state: BookStatus.State = .syncing

  private(set) var ladders: BookLadders

  /// Makes an empty book that shows at least these many decimals.
  public init(instrumentId: InstrumentId, pricePrecision: UInt8, sizePrecision: UInt8) {
    self.instrumentId = instrumentId
    self.pricePrecision = pricePrecision
    self.sizePrecision = sizePrecision
    ladders = BookLadders(pricePrecision: pricePrecision, sizePrecision: sizePrecision)
  }

  /// An empty book with the precisions of an instrument.
  public convenience init(_ instrument: Instrument) {
    self.init(
      instrumentId: instrument.id, pricePrecision: instrument.pricePrecision, sizePrecision: instrument.sizePrecision)
  }

  // MARK: Changing

  /// Applies the changes of one message, or replaces the book when they are a snapshot.
  ///
  /// - Throws: ``OrderBookError`` when a level cannot be held exactly or the changes are another instrument's. The book
  ///   is then not the venue's any more.
  public func apply(_ deltas: borrowing OrderBookDeltas) throws(OrderBookError) {
    guard deltas.instrumentId == instrumentId else {
      throw .wrongInstrument(expected: instrumentId, found: deltas.instrumentId)
    }
    let isSnapshot = deltas.isSnapshot
    do throws(DecimalError) {
      try deltas.deltas.withUnsafeBufferPointer { buffer throws(DecimalError) in
        if isSnapshot { try ladders.load(buffer) } else { try ladders.apply(buffer) }
      }
    } catch {
      throw .unrepresentable(instrumentId, error)
    }
    note(sequence: deltas.sequence, tsEvent: deltas.tsEvent, tsInit: deltas.tsInit)
  }

  /// Applies one change.
  public func apply(
    _ delta: OrderBookDelta, sequence: UInt64 = 0, tsEvent: UnixNanos = .zero, tsInit: UnixNanos = .zero
  ) throws(OrderBookError) {
    do throws(DecimalError) {
      try ladders.apply(delta)
    } catch {
      throw .unrepresentable(instrumentId, error)
    }
    note(sequence: sequence, tsEvent: tsEvent, tsInit: tsInit)
  }

  /// Removes all levels; identity, precision and counters stay.
  public func clear() {
    ladders.removeAll()
  }

  /// An independent book with the same contents.
  public func copy() -> OrderBook {
    let other = OrderBook(instrumentId: instrumentId, pricePrecision: pricePrecision, sizePrecision: sizePrecision)
    other.ladders = ladders
    other.sequence = sequence
    other.tsLast = tsLast
    other.tsInit = tsInit
    other.updateCount = updateCount
    other.state = state
    return other
  }

  private func note(sequence: UInt64, tsEvent: UnixNanos, tsInit: UnixNanos) {
    if sequence != 0 { self.sequence = sequence }
    tsLast = tsEvent
    self.tsInit = tsInit
    updateCount &+= 1
  }

  // MARK: The best level (L1)

  /// The highest bid.
  public var bestBid: BookLevel? { ladders.bids.best.map { level($0, in: ladders.bids) } }
  /// The lowest ask.
  public var bestAsk: BookLevel? { ladders.asks.best.map { level($0, in: ladders.asks) } }
  /// The price of the highest bid; `nil` while there is no bid.
  public var bestBidPrice: Price? { ladders.bids.best.map { price($0.key ^ ladders.bids.mask) } }
  /// The price of the lowest ask; `nil` while there is no ask.
  public var bestAskPrice: Price? { ladders.asks.best.map { price($0.key ^ ladders.asks.mask) } }
  /// How much is wanted at the highest bid; `nil` while there is no bid.
  public var bestBidSize: Quantity? { ladders.bids.best.map { size($0.size) } }
  /// How much is offered at the lowest ask; `nil` while there is no ask.
  public var bestAskSize: Quantity? { ladders.asks.best.map { size($0.size) } }

  /// Whether no side has a level.
  public var isEmpty: Bool { ladders.bids.entries.isEmpty && ladders.asks.entries.isEmpty }

  /// Whether the best bid is at or above the best ask, which no venue's own book ever is.
  public var isCrossed: Bool {
    guard let bid = ladders.bids.best, let ask = ladders.asks.best else { return false }
    return ladders.bids.price(of: bid) >= ladders.asks.price(of: ask)
  }

  /// The best ask minus the best bid.
  public var spread: WideDecimal? {
    guard let bid = bestBidPrice, let ask = bestAskPrice else { return nil }
    return try? ask.wide.subtracting(bid.wide)
  }

  /// The middle between best bid and best ask, exact.
  public var midpoint: WideDecimal? {
    guard let bid = bestBidPrice, let ask = bestAskPrice else { return nil }
    return try? bid.wide.adding(ask.wide).multiplied(by: WideDecimal(mantissa: 5, scale: 1))
  }

  /// The best levels as a quote; `nil` while a side is empty.
  public func quote() -> QuoteTick? {
    guard let bid = bestBid, let ask = bestAsk else { return nil }
    return QuoteTick(
      instrumentId: instrumentId, bidPrice: bid.price, askPrice: ask.price, bidSize: bid.size, askSize: ask.size,
      tsEvent: tsLast, tsInit: tsInit)
  }

  // MARK: Depth (L2)

  /// How many price levels the bids have.
  public var bidCount: Int { ladders.bids.entries.count }
  /// How many price levels the asks have.
  public var askCount: Int { ladders.asks.entries.count }

  /// The best `depth` bids, highest first; all of them unless told otherwise.
  public func bids(depth: Int = .max) -> [BookLevel] { levels(ladders.bids, depth) }

  /// The best `depth` asks, lowest first; all of them unless told otherwise.
  public func asks(depth: Int = .max) -> [BookLevel] { levels(ladders.asks, depth) }

  /// The ten best levels of each side.
  public func depth10() -> OrderBookDepth10 {
    OrderBookDepth10(
      instrumentId: instrumentId, bids: bids(depth: 10), asks: asks(depth: 10), sequence: sequence, tsEvent: tsLast,
      tsInit: tsInit)
  }

  /// The size that rests at exactly `price`; zero when there is no such level.
  public func size(at price: Price, side: BookSide) -> Quantity {
    let ladder = side == .buy ? ladders.bids : ladders.asks
    guard let same = try? price.rescaled(to: ladders.pricePrecision) else { return .zero(precision: sizePrecision) }
    let key = ladder.key(of: same.raw)
    let index = ladder.position(of: key)
    guard index < ladder.entries.count, ladder.entries[index].key == key else { return .zero(precision: sizePrecision) }
    return size(ladder.entries[index].size)
  }

  /// Checks what must hold for every book that is in step with its venue.
  ///
  /// - Throws: ``OrderBookError/crossed(bid:ask:)``.
  public func check() throws(OrderBookError) {
    if isCrossed, let bid = bestBidPrice, let ask = bestAskPrice { throw .crossed(bid: bid, ask: ask) }
  }

  private func levels(_ ladder: BookLadder, _ depth: Int) -> [BookLevel] {
    ladder.entries.suffix(max(0, depth)).reversed().map { level($0, in: ladder) }
  }

  private func level(_ entry: BookLadder.Entry, in ladder: BookLadder) -> BookLevel {
    BookLevel(price: price(ladder.price(of: entry)), size: size(entry.size))
  }

  /// A price as published: widened levels without trailing zeros beyond the instrument's precision.
  private func price(_ raw: Int64) -> Price {
    let value = Price(raw: raw, precision: ladders.pricePrecision)
    return ladders.pricePrecision == pricePrecision ? value : trimmed(value, to: pricePrecision)
  }

  private func size(_ raw: Int64) -> Quantity {
    let value = Quantity(raw: raw, precision: ladders.sizePrecision)
    return ladders.sizePrecision == sizePrecision ? value : trimmed(value, to: sizePrecision)
  }
}
