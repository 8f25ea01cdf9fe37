import TradingModel

/// Symbols whose quote assets are as good as each other's: an order on one may take from the books of all.
public struct SmartOrderRoute: Sendable {
  /// The asset that all of them trade, `baseAsset` of `sors` in `exchangeInfo`.
  public let baseAsset: String
  /// The symbols; at one price an order takes from its own book first, then in this order.
  public let symbols: [String]

  /// Makes a route over the books of symbols that trade one asset.
  public init(baseAsset: String, symbols: [String]) {
    self.baseAsset = baseAsset
    self.symbols = symbols
  }
}

// Smart order routing. <https://developers.binance.com/docs/binance-spot-api-docs/faqs/sor_faq>
extension VenueExchange {
  /// The markets that an order on a symbol may take from, its own first.
  func route(of market: SymbolMarket) -> [SymbolMarket]? {
    guard let route = routes.first(where: { $0.symbols.contains(market.symbol) }) else { return nil }
    return [market]
      + route.symbols.filter { $0 != market.symbol }.compactMap { self.market($0) }
      .filter { $0.rules.status == .trading }
  }

  /// Places an order that is routed: `POST /sor/order`.
  func placeRouted(_ parameters: RequestParameters, for account: SandboxAccount) throws(VenueError) -> PlacedOrder {
    let draft = try readRouted(parameters)
    try admit(draft, for: account)
    return try place(draft, for: account)
  }

  /// Checks a routed order without placing it.
  func testRouted(_ parameters: RequestParameters, for account: SandboxAccount) throws(VenueError) {
    try admit(try readRouted(parameters), for: account)
  }

  private func readRouted(_ parameters: RequestParameters) throws(VenueError) -> OrderDraft {
    let market = try requireMarket(parameters.required("symbol"))
    var draft = try SpotOrderReader(parameters: parameters, market: market, random: random, calendar: calendar).read()
    guard draft.type == .limit || draft.type == .market, route(of: market) != nil else {
      throw VenueError(-1014, "Unsupported order combination.")
    }
    draft.usesSor = true
    return draft
  }

  /// Lets a routed taker trade where it is cheapest: on its own book by trades, elsewhere by allocations.
  func takeRouted(_ order: VenueOrder, in market: SymbolMarket, limit: Int64?) {
    let bounds = priceBounds(order.side, in: market)
    while order.isOpen, order.remaining > 0, let (source, front) = cheapest(for: order.side, markets: route(of: market))
    {
      if let limit, order.side == .buy ? front.price > limit : front.price < limit { return }
      if let bounds, !bounds.contains(front.price) { return expire(order, .priceRangeExceeded) }
      if source === market {
        takeOnce(order, front, in: market)
      } else {
        allocate(to: order, min(order.remaining, front.quantity), at: front, from: source, in: market)
      }
    }
  }

  private func cheapest(
    for side: OrderSide, markets: [SymbolMarket]?
  ) -> (SymbolMarket, RestingFront)? {
    var best: (SymbolMarket, RestingFront)?
    for market in markets ?? [] {
      guard let front = market.book.front(for: side) else { continue }
      guard let known = best?.1.price else {
        best = (market, front)
        continue
      }
      if side == .buy ? front.price < known : front.price > known { best = (market, front) }
    }
    return best
  }

  /// What is taken from another book is the venue's trade there, and the customer's by allocation.
  private func allocate(
    to order: VenueOrder, _ quantity: Int64, at front: RestingFront, from source: SymbolMarket, in market: SymbolMarket
  ) {
    _ = takeForMarket(side: order.side, quantity: quantity, limit: front.price, in: source)
    publishBook(source)
    lastAllocationId += 1
    let fill = Fill(
      market: market, tradeId: -1, price: front.price, quantity: quantity,
      value: market.value(price: front.price, quantity: quantity), allocationId: lastAllocationId)
    book(fill, of: order, isMaker: false, counter: nil)
  }

  /// What a routed market order would get now.
  func walkRouted(_ side: OrderSide, quantity: Int64, in market: SymbolMarket) -> Amount {
    var levels: [(price: Int64, quantity: Int64)] = []
    for source in route(of: market) ?? [market] {
      source.book.visitOpposite(of: side) { price, shown, _ in
        levels.append((price, shown))
        return levels.count < 10_000
      }
    }
    levels.sort { side == .buy ? $0.price < $1.price : $0.price > $1.price }
    var (rest, value) = (quantity, Amount.zero)
    for level in levels where rest > 0 {
      let taken = min(rest, level.quantity)
      value += market.value(price: level.price, quantity: taken)
      rest -= taken
    }
    return value
  }

  /// How much a routed taker would meet at its limit or better.
  func availableRouted(for side: OrderSide, limit: Int64?, enough: Int64, in market: SymbolMarket) -> Int64 {
    var sum: Int64 = 0
    for source in route(of: market) ?? [market] where sum < enough {
      sum += source.book.available(for: side, limit: limit, enough: enough - sum)
    }
    return sum
  }

  /// Allocations of an account: `orderId`, `fromAllocationId`, `startTime`, `endTime`, `limit`.
  func allocations(
    _ parameters: RequestParameters, for account: SandboxAccount
  ) throws(VenueError) -> [AccountTrade] {
    let market = try requireMarket(parameters.required("symbol"))
    let orderId = try parameters.integer("orderId")
    let all = orders.trades(account: account, symbol: market.symbol).filter {
      $0.allocationId != nil && (orderId == nil || $0.orderId == orderId)
    }
    let range = try HistoryRange(
      parameters, idName: "fromAllocationId", defaultLimit: 500, maximum: 1000, span: .hours(24))
    return range.select(all, id: \.number, time: \.time.milliseconds)
  }
}

extension AccountTrade {
  /// The allocation's number, or the trade's.
  var number: Int64 { allocationId ?? id }
}
