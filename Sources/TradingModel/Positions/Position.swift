/// A position: what the fills of an instrument add up to, and what they have earned.
///
/// Costs are kept exactly: what a partial close leaves of the entry's cost is rounded at the eighteenth decimal, always
/// from the entry itself, and what it takes is the exact rest, so that nothing is lost or gained over a whole round
/// trip and roundings do not add up. Commissions in the settlement currency count into the realized profit. On spot, a
/// commission in the base currency is missing from what was bought, or goes with what was sold, and counts at the price
/// of its trade; other commissions are only listed.
public struct Position: Hashable, Sendable, Codable {
  /// The position's identifier; strategies that share the venue's position have parts of the same one.
  public let id: PositionId
  /// The instrument whose fills it adds up.
  public let instrumentId: InstrumentId
  /// The strategy that owns the position; `EXTERNAL` when none of this node does.
  public let strategyId: StrategyId
  /// The account that holds the position; `nil` where that of the opening order was not known.
  public let accountId: AccountId?
  /// What the instrument's rules said about the position's worth when it was opened.
  public let terms: PositionTerms
  /// The side of the fill that opened the position.
  public let entrySide: OrderSide
  /// The order whose fill opened the position.
  public let openingOrderId: ClientOrderId
  /// The order whose fill closed the position; `nil` while it is open.
  public internal(set) var closingOrderId: ClientOrderId?
  /// Negative when short.
  public internal(set) var signedQuantity: WideDecimal = .zero
  /// The largest quantity the position had.
  public internal(set) var peakQuantity: WideDecimal = .zero
  /// What was gained so far, in the settlement currency, commissions in that currency deducted.
  public internal(set) var realizedPnl: Money
  /// What was paid, by currency, in the order of appearance.
  public internal(set) var commissions: [Money] = []
  /// What the open quantity was entered at on average: divided once, when a fill adds to the position, and rounded at
  /// the sixteenth decimal then (inverse: six decimals beyond the price's). A reduction leaves it as it is.
  public internal(set) var averageOpenPrice: WideDecimal?
  /// What everything that was closed so far was closed at on average, rounded as ``averageOpenPrice``; `nil` before the
  /// first reduction.
  public internal(set) var averageClosePrice: WideDecimal?
  /// How much the last fill traded, in base units or contracts, before a commission was taken from it.
  public internal(set) var lastQuantity: WideDecimal = .zero
  /// The price of the last fill.
  public internal(set) var lastPrice: Price
  /// How many fills were applied; the parts of one that closes a position and opens another count in each.
  public internal(set) var fillCount = 0
  /// The venue's time of the first fill.
  public let tsOpened: UnixNanos
  /// The venue's time of the newest fill.
  public internal(set) var tsLast: UnixNanos
  /// The venue's time of the fill that closed the position; `nil` while it is open.
  public internal(set) var tsClosed: UnixNanos?

  /// What the open quantity was entered for, as a measure (see ``PositionTerms``).
  var openMeasure: WideDecimal = .zero
  /// The open quantity and its measure when a fill last added to the position; `nil` in what an older version stored.
  var entryQuantity: WideDecimal?
  var entryMeasure: WideDecimal?
  var closedQuantity: WideDecimal = .zero
  var closedMeasure: WideDecimal = .zero

  /// Opens a position with its first fill.
  public init(
    id: PositionId, instrument: Instrument, strategyId: StrategyId, accountId: AccountId? = nil,
    opening fill: PositionFill
  ) throws(DecimalError) {
    self.id = id
    instrumentId = instrument.id
    self.strategyId = strategyId
    self.accountId = accountId
    terms = PositionTerms(instrument)
    entrySide = fill.side
    openingOrderId = fill.clientOrderId
    realizedPnl = .zero(instrument.settlement)
    lastPrice = fill.price
    tsOpened = fill.tsEvent
    tsLast = fill.tsEvent
    _ = try apply(fill)
  }
}

// MARK: - Views

extension Position {
  /// Never negative.
  public var quantity: WideDecimal { signedQuantity.magnitude }

  /// The direction in which the position is held now; flat once it is closed.
  public var side: PositionSide {
    if signedQuantity.isZero { return .flat }
    return signedQuantity.isPositive ? .long : .short
  }

  /// Whether anything is held.
  public var isOpen: Bool { !signedQuantity.isZero }
  /// Whether nothing is held any more.
  public var isClosed: Bool { signedQuantity.isZero }

  /// The side of an order that reduces the position; `nil` when flat.
  public var closingSide: OrderSide? {
    switch side {
    case .flat: nil
    case .long: .sell
    case .short: .buy
    }
  }

  /// The quantity in plain notation with at least the instrument's decimals.
  public var quantityText: String { quantity.plain(minimumDecimals: Int(terms.sizePrecision)) }

  /// How long the position was open; `nil` while it is.
  public var duration: Duration? { tsClosed.map { $0 - tsOpened } }

  /// The gain, as a fraction of the entry price, of what was closed.
  public var realizedReturn: WideDecimal? {
    guard let open = averageOpenPrice, let close = averageClosePrice, let difference = try? close.subtracting(open)
    else {
      return nil
    }
    return try? (entrySide == .buy ? difference : -difference).divided(by: open, scale: 16).trimmed
  }

  /// What closing at `price` would gain, before commissions.
  public func unrealizedPnl(at price: Price) throws(DecimalError) -> Money {
    guard isOpen else { return .zero(terms.settlement) }
    let now = try terms.measure(quantity, at: price)
    let profit =
      try signedQuantity.isPositive
      ? terms.profit(paid: openMeasure, received: now) : terms.profit(paid: now, received: openMeasure)
    return Money(profit, terms.settlement)
  }

  /// Realized and unrealized profit together.
  public func totalPnl(at price: Price) throws(DecimalError) -> Money {
    try realizedPnl.adding(unrealizedPnl(at: price))
  }

  /// What the position is worth at `price`, never negative: in quote currency when linear, in base currency when inverse.
  public func notional(at price: Price) throws(DecimalError) -> Money {
    Money(
      try terms.measure(quantity, at: price).multiplied(by: terms.multiplier),
      terms.isInverse ? terms.base : terms.quote)
  }
}

// MARK: - Fills

extension Position {
  /// Applies a fill.
  ///
  /// - Returns: the part of the fill that goes beyond closing the position, for a new one; `nil` when there is none.
  /// - Throws: ``DecimalError``; the position is then unchanged.
  public mutating func apply(_ fill: PositionFill) throws(DecimalError) -> PositionFill? {
    var next = self
    let isReducing = closingSide == fill.side
    guard isReducing, fill.quantity > quantity else {
      try isReducing ? next.close(fill) : next.open(fill)
      self = next
      return nil
    }
    var (closing, rest) = try fill.split(at: quantity)
    if let commission = fill.commission, terms.isSpot, commission.currency == terms.base, !closesExactly(fill) {
      let left = try rest.quantity.subtracting(commission.amount)
      guard left >= WideDecimal(mantissa: 1, scale: Int(terms.sizePrecision)) else {
        // Less than can be traded is no position: the commission belongs to the price of the closing.
        closing.commission = commission
        try next.close(closing)
        self = next
        return nil
      }
      // What the venue takes from the bought currency is missing from what remains of it, not from what was closed.
      closing.commission = nil
      rest.commission = commission
    }
    try next.close(closing)
    self = next
    return rest
  }

  private func closesExactly(_ fill: PositionFill) -> Bool { fill.quantity == quantity }

  /// Adds a gain or loss that no fill made, such as funding.
  public mutating func adjust(pnl: Money) throws(DecimalError) {
    realizedPnl = try realizedPnl.adding(pnl)
  }

  private mutating func open(_ fill: PositionFill) throws(DecimalError) {
    let opened = try netQuantity(of: fill)
    openMeasure = try openMeasure.adding(terms.measure(opened, at: fill.price))
    signedQuantity = try signedQuantity.adding(fill.side == .buy ? opened : -opened).trimmed
    entryQuantity = quantity
    entryMeasure = openMeasure
    averageOpenPrice = terms.averagePrice(quantity, measure: openMeasure)
    try finish(fill)
    closingOrderId = nil
  }

  private mutating func close(_ fill: PositionFill) throws(DecimalError) {
    let closed = try netQuantity(of: fill)
    let measure = try terms.measure(closed, at: fill.price)
    let removed = try takeMeasure(of: closed)
    let profit =
      try signedQuantity.isPositive
      ? terms.profit(paid: removed, received: measure) : terms.profit(paid: measure, received: removed)
    realizedPnl = try realizedPnl.adding(Money(profit, terms.settlement))
    closedQuantity = try closedQuantity.adding(closed)
    closedMeasure = try closedMeasure.adding(measure)
    averageClosePrice = terms.averagePrice(closedQuantity, measure: closedMeasure)
    signedQuantity = try signedQuantity.adding(fill.side == .buy ? closed : -closed).trimmed
    try finish(fill)
    closingOrderId = isClosed ? fill.clientOrderId : nil
  }

  /// The quantity by which a fill changes the position: a commission that was taken from the traded currency itself is
  /// missing from what was bought, and goes with what was sold.
  ///
  /// A commission that would turn the position around or reopen it is taken as bought back at once: it counts only by
  /// its worth.
  private func netQuantity(of fill: PositionFill) throws(DecimalError) -> WideDecimal {
    guard terms.isSpot, let commission = fill.commission, commission.currency == terms.base else {
      return fill.quantity
    }
    let taken = commission.amount
    let net = try fill.side == .buy ? fill.quantity.subtracting(taken) : fill.quantity.adding(taken)
    let isReducing = closingSide == fill.side
    guard net.isPositive, !isReducing || (net <= quantity && !closesExactly(fill)) else { return fill.quantity }
    return net
  }

  /// Takes the share of the open measure that belongs to a part of the open quantity.
  private mutating func takeMeasure(of part: WideDecimal) throws(DecimalError) -> WideDecimal {
    let rest = try restMeasure(without: part)
    let share = try openMeasure.subtracting(rest)
    openMeasure = rest
    return share
  }

  /// The share of the entry's measure that belongs to what is left without a part of the open quantity.
  ///
  /// It is taken from the entry and not from what earlier reductions left, so that their roundings do not add up.
  private func restMeasure(without part: WideDecimal) throws(DecimalError) -> WideDecimal {
    if part == quantity { return .zero }
    let entry = entryQuantity ?? quantity
    return try (entryMeasure ?? openMeasure).proportion(
      quantity.subtracting(part), of: entry, scale: PositionTerms.scale)
  }

  private mutating func finish(_ fill: PositionFill) throws(DecimalError) {
    if let commission = fill.commission { try pay(commission, at: fill.price) }
    peakQuantity = max(peakQuantity, quantity)
    lastQuantity = fill.quantity
    lastPrice = fill.price
    fillCount += 1
    tsLast = max(tsLast, fill.tsEvent)
    tsClosed = isClosed ? fill.tsEvent : nil
  }

  private mutating func pay(_ commission: Money, at price: Price) throws(DecimalError) {
    if let index = commissions.firstIndex(where: { $0.currency == commission.currency }) {
      commissions[index] = try commissions[index].adding(commission)
    } else {
      commissions.append(commission)
    }
    if commission.currency == terms.settlement {
      realizedPnl = try realizedPnl.subtracting(commission)
    } else if terms.isSpot, commission.currency == terms.base {
      let worth = try terms.measure(commission.amount, at: price)
      realizedPnl = try realizedPnl.subtracting(Money(worth, terms.settlement))
    }
  }

  /// Puts the real commission of a trade in the place of what was estimated; for contracts, whose commissions never change
  /// the quantity.
  public mutating func correctCommission(from estimate: Money?, to commission: Money) throws(DecimalError) {
    if let estimate { try pay(-estimate, at: lastPrice) }
    try pay(commission, at: lastPrice)
    commissions.removeAll { $0.amount.isZero && $0.currency != commission.currency }
  }
}
