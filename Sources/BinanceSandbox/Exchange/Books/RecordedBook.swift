import TradingModel

/// A book that follows a recording, with users' orders standing behind it.
///
/// The public sees the recorded book alone. Users take from what the recording shows, and what they took stays taken until
/// the level goes; they queue behind the size shown when they came, and recorded trades at their price move them forward.
final class RecordedBook: VenueBook {
  /// One side of the recorded book, the best level last.
  private struct Levels {
    var prices: [Int64] = []
    var quantities: [Int64] = []
    let isBid: Bool

    func position(of price: Int64) -> (index: Int, exists: Bool) {
      var low = 0
      var high = prices.count
      while low < high {
        let middle = (low + high) / 2
        if isBid ? prices[middle] < price : prices[middle] > price { low = middle + 1 } else { high = middle }
      }
      return (low, low < prices.count && prices[low] == price)
    }

    mutating func set(_ price: Int64, _ quantity: Int64) {
      let place = position(of: price)
      if quantity == 0 {
        guard place.exists else { return }
        prices.remove(at: place.index)
        quantities.remove(at: place.index)
      } else if place.exists {
        quantities[place.index] = quantity
      } else {
        prices.insert(price, at: place.index)
        quantities.insert(quantity, at: place.index)
      }
    }

    func quantity(at price: Int64) -> Int64 {
      let place = position(of: price)
      return place.exists ? quantities[place.index] : 0
    }

    /// Drops what is better than `price`.
    mutating func clip(betterThan price: Int64) {
      while let last = prices.last, isBid ? last > price : last < price {
        prices.removeLast()
        quantities.removeLast()
      }
    }

    func top(_ limit: Int) -> [BookLevel] {
      zip(prices, quantities).suffix(limit).reversed().map { BookLevel(price: $0, quantity: $1) }
    }
  }

  /// A user's resting order and what stands before it.
  private struct Resting {
    let order: VenueOrder
    let price: Int64
    var remaining: Int64
    var ahead: Int64
  }

  private var publicBids = Levels(isBid: true)
  private var publicAsks = Levels(isBid: false)
  /// The recorded book with the newest book ticker laid over it, which is what users trade with.
  private var liveBids = Levels(isBid: true)
  private var liveAsks = Levels(isBid: false)
  private var takenBids: [Int64: Int64] = [:]
  private var takenAsks: [Int64: Int64] = [:]
  /// Best first, then oldest first.
  private var bidders: [Resting] = []
  private var askers: [Resting] = []
  private var newestTop: BookTop?
  private(set) var lastUpdateId: Int64 = 0
  private var eventTime = UnixNanos.zero
  private var transactionTime = UnixNanos.zero

  // MARK: The recording

  /// Begins with a snapshot.
  func load(_ snapshot: DepthSnapshot) {
    publicBids = Levels(isBid: true)
    publicAsks = Levels(isBid: false)
    for level in snapshot.bids.reversed() { publicBids.set(level.price, level.quantity) }
    for level in snapshot.asks.reversed() { publicAsks.set(level.price, level.quantity) }
    liveBids = publicBids
    liveAsks = publicAsks
    takenBids = [:]
    takenAsks = [:]
    lastUpdateId = snapshot.lastUpdateId
    eventTime = snapshot.eventTime
    transactionTime = snapshot.transactionTime
    newestTop = nil
  }

  /// Applies a recorded change unless the book is already beyond it.
  func apply(_ change: DepthChange) {
    guard change.lastUpdateId > lastUpdateId else { return }
    lastUpdateId = change.lastUpdateId
    eventTime = change.eventTime
    transactionTime = change.transactionTime
    for level in change.bids {
      publicBids.set(level.price, level.quantity)
      setLive(.buy, level)
    }
    for level in change.asks {
      publicAsks.set(level.price, level.quantity)
      setLive(.sell, level)
    }
    if let top = newestTop, top.updateId > lastUpdateId { lay(top) } else { newestTop = nil }
  }

  /// Lays a book ticker that is newer than the book over it.
  func apply(_ top: BookTop) {
    guard top.updateId > lastUpdateId else { return }
    newestTop = top
    lay(top)
  }

  private func lay(_ top: BookTop) {
    if top.bid.price > 0 {
      liveBids.clip(betterThan: top.bid.price)
      setLive(.buy, top.bid)
      liveAsks.clip(betterThan: top.bid.price + 1)
    }
    if top.ask.price > 0 {
      liveAsks.clip(betterThan: top.ask.price)
      setLive(.sell, top.ask)
      liveBids.clip(betterThan: top.ask.price - 1)
    }
  }

  private func setLive(_ side: OrderSide, _ level: BookLevel) {
    if side == .buy {
      liveBids.set(level.price, level.quantity)
      if level.quantity == 0 { takenBids[level.price] = nil }
      for index in bidders.indices where bidders[index].price == level.price {
        bidders[index].ahead = min(bidders[index].ahead, level.quantity)
      }
    } else {
      liveAsks.set(level.price, level.quantity)
      if level.quantity == 0 { takenAsks[level.price] = nil }
      for index in askers.indices where askers[index].price == level.price {
        askers[index].ahead = min(askers[index].ahead, level.quantity)
      }
    }
  }

  /// What a recorded trade gives users' resting orders: those at better prices first, then those at its price whose queue
  /// it exhausts.
  func fills(by trade: MarketTrade) -> [(order: VenueOrder, quantity: Int64)] {
    trade.buyerIsMaker
      ? Self.fills(&bidders, trade) { $0 > trade.price } : Self.fills(&askers, trade) { $0 < trade.price }
  }

  private static func fills(
    _ resting: inout [Resting], _ trade: MarketTrade, isBetter: (Int64) -> Bool
  ) -> [(order: VenueOrder, quantity: Int64)] {
    var pool = trade.quantity
    var result: [(order: VenueOrder, quantity: Int64)] = []
    for index in resting.indices where pool > 0 {
      let isHere = resting[index].price == trade.price
      guard isHere || isBetter(resting[index].price) else { break }
      if isHere {
        // Everybody at this price moves forward by the whole trade; what exceeds one's own queue trades.
        let exceeds = max(0, trade.quantity - resting[index].ahead)
        resting[index].ahead = max(0, resting[index].ahead - trade.quantity)
        pool = min(pool, exceeds)
      }
      let filled = min(pool, resting[index].remaining)
      guard filled > 0 else { continue }
      resting[index].remaining -= filled
      pool -= filled
      result.append((resting[index].order, filled))
    }
    resting.removeAll { $0.remaining == 0 }
    return result
  }

  /// What users' resting orders get because the recorded book came to them: its opposite side reached their price.
  func fillsByCrossing() -> [(order: VenueOrder, quantity: Int64)] {
    var result: [(order: VenueOrder, quantity: Int64)] = []
    for side in [OrderSide.buy, .sell] {
      var index = 0
      while index < (side == .buy ? bidders : askers).count {
        let resting = (side == .buy ? bidders : askers)[index]
        let quantity = min(resting.remaining, takeRecorded(for: side, limit: resting.price, wanted: resting.remaining))
        guard quantity > 0 else { break }
        result.append((resting.order, quantity))
        if quantity == resting.remaining {
          if side == .buy { bidders.remove(at: index) } else { askers.remove(at: index) }
        } else {
          if side == .buy { bidders[index].remaining -= quantity } else { askers[index].remaining -= quantity }
          index += 1
        }
      }
    }
    return result
  }

  private func takeRecorded(for side: OrderSide, limit: Int64, wanted: Int64) -> Int64 {
    var sum: Int64 = 0
    while sum < wanted, let level = bestRecorded(for: side),
      side == .buy ? level.price <= limit : level.price >= limit
    {
      let part = min(level.quantity, wanted - sum)
      take(part, at: level.price, for: side)
      sum += part
    }
    return sum
  }

  private func take(_ quantity: Int64, at price: Int64, for taker: OrderSide) {
    if taker == .buy { takenAsks[price, default: 0] += quantity } else { takenBids[price, default: 0] += quantity }
  }

  /// The best recorded level opposite a taker of which something is left.
  private func bestRecorded(for taker: OrderSide) -> BookLevel? {
    let levels = taker == .buy ? liveAsks : liveBids
    let taken = taker == .buy ? takenAsks : takenBids
    var index = levels.prices.count - 1
    while index >= 0 {
      let left = levels.quantities[index] - (taken[levels.prices[index]] ?? 0)
      if left > 0 { return BookLevel(price: levels.prices[index], quantity: left) }
      index -= 1
    }
    return nil
  }

  // MARK: VenueBook

  var best: (bid: BookLevel?, ask: BookLevel?) { (liveBids.top(1).first, liveAsks.top(1).first) }

  func snapshot(limit: Int) -> DepthSnapshot {
    DepthSnapshot(
      lastUpdateId: lastUpdateId, bids: publicBids.top(limit), asks: publicAsks.top(limit), eventTime: eventTime,
      transactionTime: transactionTime)
  }

  func front(for taker: OrderSide) -> RestingFront? {
    let user = (taker == .buy ? askers : bidders).first
    let recorded = bestRecorded(for: taker)
    if let user {
      let isBetter = recorded.map { taker == .buy ? user.price < $0.price : user.price > $0.price } ?? true
      if isBetter || (user.price == recorded?.price && user.ahead == 0) {
        return RestingFront(price: user.price, quantity: user.remaining, order: user.order)
      }
    }
    return recorded.map { RestingFront(price: $0.price, quantity: $0.quantity, order: nil) }
  }

  func consumeFront(for taker: OrderSide, quantity: Int64) {
    guard let front = front(for: taker) else { return }
    guard let order = front.order else { return take(min(quantity, front.quantity), at: front.price, for: taker) }
    reduceResting(order) { $0 - quantity }
  }

  func removeFront(for taker: OrderSide) {
    guard let order = front(for: taker)?.order else { return }
    remove(order)
  }

  func available(for taker: OrderSide, limit: Int64?, enough: Int64) -> Int64 {
    var sum: Int64 = 0
    visitOpposite(of: taker) { price, quantity, _ in
      if let limit, taker == .buy ? price > limit : price < limit { return false }
      let (next, overflow) = sum.addingReportingOverflow(quantity)
      sum = overflow ? enough : next
      return sum < enough
    }
    return sum
  }

  func visitOpposite(of taker: OrderSide, _ visit: (Int64, Int64, VenueOrder?) -> Bool) {
    let levels = taker == .buy ? liveAsks : liveBids
    let taken = taker == .buy ? takenAsks : takenBids
    let users = taker == .buy ? askers : bidders
    var user = 0
    for index in levels.prices.indices.reversed() {
      let price = levels.prices[index]
      while user < users.count, taker == .buy ? users[user].price < price : users[user].price > price {
        if !visit(users[user].price, users[user].remaining, users[user].order) { return }
        user += 1
      }
      let left = levels.quantities[index] - (taken[price] ?? 0)
      if left > 0, !visit(price, left, nil) { return }
    }
    for rest in users[user...] where !visit(rest.price, rest.remaining, rest.order) { return }
  }

  func rest(_ order: VenueOrder, quantity: Int64, displayed: Int64) {
    let price = order.peggedPrice ?? order.price
    if order.side == .buy {
      let entry = Resting(order: order, price: price, remaining: quantity, ahead: liveBids.quantity(at: price))
      bidders.insert(entry, at: bidders.firstIndex { $0.price < price } ?? bidders.count)
    } else {
      let entry = Resting(order: order, price: price, remaining: quantity, ahead: liveAsks.quantity(at: price))
      askers.insert(entry, at: askers.firstIndex { $0.price > price } ?? askers.count)
    }
  }

  func remove(_ order: VenueOrder) {
    if order.side == .buy {
      bidders.removeAll { $0.order === order }
    } else {
      askers.removeAll { $0.order === order }
    }
  }

  func reduce(_ order: VenueOrder, to quantity: Int64) { reduceResting(order) { _ in quantity } }

  private func reduceResting(_ order: VenueOrder, _ change: (Int64) -> Int64) {
    if order.side == .buy {
      guard let index = bidders.firstIndex(where: { $0.order === order }) else { return }
      bidders[index].remaining = change(bidders[index].remaining)
      if bidders[index].remaining <= 0 { bidders.remove(at: index) }
    } else {
      guard let index = askers.firstIndex(where: { $0.order === order }) else { return }
      askers[index].remaining = change(askers[index].remaining)
      if askers[index].remaining <= 0 { askers.remove(at: index) }
    }
  }

  func commit() -> DepthChange? { nil }
}
