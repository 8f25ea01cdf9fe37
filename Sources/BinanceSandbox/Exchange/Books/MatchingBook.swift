import TradingModel

/// A price-time priority book that the market's liquidity and users' orders share.
final class MatchingBook: VenueBook {
  /// One order in a level's queue.
  private struct Entry {
    let id: Int64
    /// What is shown and trades now, and what an iceberg order still hides.
    var shown: Int64
    var hidden: Int64
    /// The size of an iceberg's next slice.
    let slice: Int64
    let order: VenueOrder?
  }

  private struct Level {
    let price: Int64
    var total: Int64 = 0
    var entries: [Entry] = []
    var head = 0

    var isEmpty: Bool { head >= entries.count }

    mutating func dropFirst() {
      head += 1
      if head > 32, head * 2 > entries.count {
        entries.removeFirst(head)
        head = 0
      }
    }
  }

  /// One side, the best level last.
  private struct Side {
    var levels: [Level] = []
    let isBid: Bool

    /// The index of the level at `price`, or where it belongs.
    func position(of price: Int64) -> (index: Int, exists: Bool) {
      var low = 0
      var high = levels.count
      while low < high {
        let middle = (low + high) / 2
        let isBefore = isBid ? levels[middle].price < price : levels[middle].price > price
        if isBefore { low = middle + 1 } else { high = middle }
      }
      return (low, low < levels.count && levels[low].price == price)
    }
  }

  private var bids = Side(isBid: true)
  private var asks = Side(isBid: false)
  private(set) var lastUpdateId: Int64
  private var firstPendingId: Int64 = 0
  private var previousEnd: Int64
  private var touchedBids: [Int64] = []
  private var touchedAsks: [Int64] = []
  private let stride: Int64
  private let random: RandomSource?
  private let clock: any TradingClock
  private var nextMarketOrderId: Int64 = -1
  /// Where the market's own orders stand, for cancellation.
  private var marketOrders: [Int64: (isBid: Bool, price: Int64)] = [:]

  /// A book whose update ids begin after `firstUpdateId` and grow by up to `stride` (by one where it is 1).
  init(firstUpdateId: Int64, stride: Int64, random: RandomSource?, clock: any TradingClock) {
    self.lastUpdateId = firstUpdateId
    self.previousEnd = firstUpdateId
    self.stride = stride
    self.random = stride > 1 ? random : nil
    self.clock = clock
  }

  var best: (bid: BookLevel?, ask: BookLevel?) {
    (
      bids.levels.last.map { BookLevel(price: $0.price, quantity: $0.total) },
      asks.levels.last.map { BookLevel(price: $0.price, quantity: $0.total) }
    )
  }

  func snapshot(limit: Int) -> DepthSnapshot {
    DepthSnapshot(
      lastUpdateId: lastUpdateId, bids: levels(bids, limit), asks: levels(asks, limit), eventTime: clock.now,
      transactionTime: clock.now)
  }

  private func levels(_ side: Side, _ limit: Int) -> [BookLevel] {
    side.levels.suffix(limit).reversed().map { BookLevel(price: $0.price, quantity: $0.total) }
  }

  /// How many levels a side has.
  func levelCount(_ side: OrderSide) -> Int { side == .buy ? bids.levels.count : asks.levels.count }

  // MARK: Taking

  func front(for taker: OrderSide) -> RestingFront? {
    guard let level = (taker == .buy ? asks : bids).levels.last, !level.isEmpty else { return nil }
    let entry = level.entries[level.head]
    return RestingFront(price: level.price, quantity: entry.shown, order: entry.order)
  }

  func consumeFront(for taker: OrderSide, quantity: Int64) {
    change(taker.opposite) { side in
      guard let last = side.levels.indices.last, !side.levels[last].isEmpty else { return nil }
      let price = side.levels[last].price
      let head = side.levels[last].head
      let taken = min(quantity, side.levels[last].entries[head].shown)
      side.levels[last].entries[head].shown -= taken
      side.levels[last].total &-= taken
      if side.levels[last].entries[head].shown == 0 { finishFront(&side.levels[last], head) }
      if side.levels[last].isEmpty { side.levels.removeLast() }
      return price
    }
  }

  /// An exhausted entry leaves, or an iceberg's next slice joins the back of the queue.
  private func finishFront(_ level: inout Level, _ head: Int) {
    var entry = level.entries[head]
    level.dropFirst()
    if entry.hidden > 0 {
      entry.shown = min(entry.slice, entry.hidden)
      entry.hidden -= entry.shown
      level.total &+= entry.shown
      level.entries.append(entry)
    } else if entry.order == nil {
      marketOrders[entry.id] = nil
    }
  }

  func removeFront(for taker: OrderSide) {
    change(taker.opposite) { side in
      guard let last = side.levels.indices.last, !side.levels[last].isEmpty else { return nil }
      let price = side.levels[last].price
      let entry = side.levels[last].entries[side.levels[last].head]
      side.levels[last].total &-= entry.shown
      side.levels[last].dropFirst()
      if entry.order == nil { marketOrders[entry.id] = nil }
      if side.levels[last].isEmpty { side.levels.removeLast() }
      return price
    }
  }

  func available(for taker: OrderSide, limit: Int64?, enough: Int64) -> Int64 {
    var sum: Int64 = 0
    for level in (taker == .buy ? asks : bids).levels.reversed() {
      if let limit, taker == .buy ? level.price > limit : level.price < limit { break }
      for entry in level.entries[level.head...] {
        let (next, overflow) = sum.addingReportingOverflow(entry.shown &+ entry.hidden)
        if overflow || next >= enough { return enough }
        sum = next
      }
    }
    return sum
  }

  func visitOpposite(of taker: OrderSide, _ visit: (Int64, Int64, VenueOrder?) -> Bool) {
    for level in (taker == .buy ? asks : bids).levels.reversed() {
      for entry in level.entries[level.head...]
      where !visit(level.price, entry.shown &+ entry.hidden, entry.order) {
        return
      }
    }
  }

  // MARK: Resting

  func rest(_ order: VenueOrder, quantity: Int64, displayed: Int64) {
    let shown = displayed > 0 ? min(displayed, quantity) : quantity
    let entry = Entry(
      id: order.id, shown: shown, hidden: quantity - shown, slice: displayed > 0 ? displayed : quantity, order: order)
    add(entry, side: order.side, price: order.peggedPrice ?? order.price)
  }

  /// Adds an order of the market itself.
  ///
  /// - Returns: its number, for ``cancelMarketOrder(_:)``.
  @discardableResult
  func restMarketOrder(side: OrderSide, price: Int64, quantity: Int64) -> Int64 {
    let id = nextMarketOrderId
    nextMarketOrderId -= 1
    marketOrders[id] = (side == .buy, price)
    add(Entry(id: id, shown: quantity, hidden: 0, slice: quantity, order: nil), side: side, price: price)
    return id
  }

  private func add(_ entry: Entry, side orderSide: OrderSide, price: Int64) {
    change(orderSide) { side in
      let place = side.position(of: price)
      if !place.exists { side.levels.insert(Level(price: price), at: place.index) }
      side.levels[place.index].entries.append(entry)
      side.levels[place.index].total &+= entry.shown
      return price
    }
  }

  func remove(_ order: VenueOrder) {
    remove(id: order.id, isBid: order.side == .buy, price: order.peggedPrice ?? order.price)
  }

  /// Cancels an order of the market; harmless when it has traded meanwhile.
  func cancelMarketOrder(_ id: Int64) {
    guard let place = marketOrders.removeValue(forKey: id) else { return }
    remove(id: id, isBid: place.isBid, price: place.price)
  }

  private func remove(id: Int64, isBid: Bool, price: Int64) {
    change(isBid ? .buy : .sell) { side in
      let place = side.position(of: price)
      guard place.exists,
        let index = side.levels[place.index].entries[side.levels[place.index].head...].firstIndex(where: { $0.id == id }
        )
      else { return nil }
      side.levels[place.index].total &-= side.levels[place.index].entries[index].shown
      side.levels[place.index].entries.remove(at: index)
      if side.levels[place.index].isEmpty { side.levels.remove(at: place.index) }
      return price
    }
  }

  func reduce(_ order: VenueOrder, to quantity: Int64) {
    let price = order.peggedPrice ?? order.price
    change(order.side) { side in
      let place = side.position(of: price)
      guard place.exists,
        let index = side.levels[place.index].entries[side.levels[place.index].head...]
          .firstIndex(where: { $0.id == order.id })
      else { return nil }
      let entry = side.levels[place.index].entries[index]
      let shown = min(entry.shown, quantity)
      side.levels[place.index].total &-= entry.shown - shown
      side.levels[place.index].entries[index].shown = shown
      side.levels[place.index].entries[index].hidden = quantity - shown
      return price
    }
  }

  // MARK: Updates

  /// Applies a change to one side and gives it an update id.
  private func change(_ side: OrderSide, _ body: (inout Side) -> Int64?) {
    guard let price = side == .buy ? body(&bids) : body(&asks) else { return }
    let step = random.map { Int64($0.next() % UInt64(stride)) + 1 } ?? 1
    lastUpdateId &+= step
    if touchedBids.isEmpty, touchedAsks.isEmpty { firstPendingId = lastUpdateId }
    if side == .buy { touchedBids.append(price) } else { touchedAsks.append(price) }
  }

  func commit() -> DepthChange? {
    guard !touchedBids.isEmpty || !touchedAsks.isEmpty else { return nil }
    let change = DepthChange(
      firstUpdateId: firstPendingId, lastUpdateId: lastUpdateId, previousUpdateId: previousEnd,
      bids: quantities(bids, touchedBids, ascending: false), asks: quantities(asks, touchedAsks, ascending: true),
      eventTime: clock.now, transactionTime: clock.now)
    previousEnd = lastUpdateId
    touchedBids.removeAll(keepingCapacity: true)
    touchedAsks.removeAll(keepingCapacity: true)
    return change
  }

  private func quantities(_ side: Side, _ prices: [Int64], ascending: Bool) -> [BookLevel] {
    var result: [BookLevel] = []
    for price in prices where !result.contains(where: { $0.price == price }) {
      let place = side.position(of: price)
      result.append(BookLevel(price: price, quantity: place.exists ? side.levels[place.index].total : 0))
    }
    if result.count > 1 { result.sort { ascending ? $0.price < $1.price : $0.price > $1.price } }
    return result
  }
}
