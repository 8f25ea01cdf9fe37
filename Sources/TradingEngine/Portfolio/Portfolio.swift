public import TradingModel

/// What is held and what it has earned, computed from the caches when asked.
///
/// A value that needs a price which is not known is `nil`; sums by currency leave it out (see
/// ``instrumentsWithoutPrice``).
public final class Portfolio {
  private let market: any MarketView
  private let positions: PositionCache
  private let accounts: AccountCache
  /// Whether contracts are valued at their mark price, where one is known.
  public var usesMarkPrices = true

  /// A portfolio over caches of one's own; `market` gives the prices.
  public init(market: any MarketView, positions: PositionCache, accounts: AccountCache) {
    self.market = market
    self.positions = positions
    self.accounts = accounts
  }

  /// A portfolio over what a node knows.
  public convenience init(cache: Cache) {
    self.init(market: cache, positions: cache.positions, accounts: cache.accounts)
  }

  // MARK: Positions

  /// The sum of all positions in an instrument, negative when short.
  public func netPosition(_ id: InstrumentId, strategyId: StrategyId? = nil) -> WideDecimal {
    positions.open(instrumentId: id, strategyId: strategyId).netQuantity
  }

  /// Whether the positions in an instrument, of all owners, add up to a long one.
  public func isNetLong(_ id: InstrumentId) -> Bool { netPosition(id).isPositive }
  /// Whether the positions in an instrument, of all owners, add up to a short one.
  public func isNetShort(_ id: InstrumentId) -> Bool { netPosition(id).isNegative }
  /// Whether the positions in an instrument add up to nothing; a long and a short one of equal size do.
  public func isFlat(_ id: InstrumentId) -> Bool { netPosition(id).isZero }

  /// Whether no position is open anywhere.
  public var isCompletelyFlat: Bool { positions.open().isEmpty }

  // MARK: Profit and loss of an instrument

  /// What all positions in an instrument, open and closed, have realized, in its settlement currency.
  public func realizedPnl(_ id: InstrumentId, strategyId: StrategyId? = nil) -> Money? {
    let current = positions.all(instrumentId: id, strategyId: strategyId).map(\.realizedPnl)
    let all = positions.pastRealizedPnls(instrumentId: id, strategyId: strategyId) + current
    guard let currency = all.first?.currency ?? market.instrument(id)?.settlement else { return nil }
    return Self.sum(all, currency)
  }

  /// What closing the open positions in an instrument now would gain.
  public func unrealizedPnl(_ id: InstrumentId, strategyId: StrategyId? = nil) -> Money? {
    let open = positions.open(instrumentId: id, strategyId: strategyId)
    guard let currency = open.first?.terms.settlement ?? market.instrument(id)?.settlement else { return nil }
    var parts: [Money] = []
    for position in open {
      guard let pnl = unrealizedPnl(of: position) else { return nil }
      parts.append(pnl)
    }
    return Self.sum(parts, currency)
  }

  /// What closing a position now would gain.
  public func unrealizedPnl(of position: Position) -> Money? {
    valuationPrice(of: position).flatMap { try? position.unrealizedPnl(at: $0) }
  }

  /// Realized and unrealized profit of an instrument together.
  public func totalPnl(_ id: InstrumentId, strategyId: StrategyId? = nil) -> Money? {
    guard let realized = realizedPnl(id, strategyId: strategyId), let open = unrealizedPnl(id, strategyId: strategyId)
    else { return nil }
    return try? realized.adding(open)
  }

  /// What the open positions in an instrument are worth, long minus short.
  public func netExposure(_ id: InstrumentId) -> Money? {
    var parts: [Money] = []
    for position in positions.open(instrumentId: id) {
      guard let price = valuationPrice(of: position), let worth = try? position.notional(at: price) else { return nil }
      parts.append(position.side == .short ? -worth : worth)
    }
    guard let currency = parts.first?.currency ?? market.instrument(id).map({ $0.isInverse ? $0.base : $0.quote })
    else {
      return nil
    }
    return Self.sum(parts, currency)
  }

  /// The price at which a position would be closed: the mark price of contracts, else bid or ask, else the last trade.
  public func valuationPrice(of position: Position) -> Price? {
    if usesMarkPrices, !position.terms.isSpot, let mark = market.markPrice(position.instrumentId) { return mark.value }
    if let quote = market.quote(position.instrumentId) {
      return position.side == .short ? quote.askPrice : quote.bidPrice
    }
    return market.trade(position.instrumentId)?.price
  }

  // MARK: Sums by currency

  /// What was realized everywhere, by currency code.
  public func realizedPnls(strategyId: StrategyId? = nil) -> [Money] {
    let current = positions.all(strategyId: strategyId).map(\.realizedPnl)
    return Self.byCurrency(positions.pastRealizedPnls(strategyId: strategyId) + current)
  }

  /// What closing everything now would gain, by currency code.
  public func unrealizedPnls(strategyId: StrategyId? = nil) -> [Money] {
    Self.byCurrency(positions.open(strategyId: strategyId).compactMap { unrealizedPnl(of: $0) })
  }

  /// What all open positions are worth, long minus short, by currency code.
  public func netExposures() -> [Money] {
    Self.byCurrency(heldInstruments.compactMap { netExposure($0) })
  }

  /// The instruments with open positions that cannot be valued.
  public var instrumentsWithoutPrice: [InstrumentId] {
    heldInstruments.filter { id in positions.open(instrumentId: id).contains { valuationPrice(of: $0) == nil } }
  }

  private var heldInstruments: [InstrumentId] { Set(positions.open().map(\.instrumentId)).sorted() }

  // MARK: Balances

  /// The account as its venue last told it; `nil` before its first state.
  public func account(_ id: AccountId) -> Account? { accounts.account(id) }

  /// The balances of all accounts, summed by currency code.
  public func totalBalances() -> [Money] {
    Self.byCurrency(accounts.all.flatMap { $0.balances.map(\.total) })
  }

  private static func byCurrency(_ amounts: [Money]) -> [Money] {
    var sums: [Money] = []
    for amount in amounts {
      if let index = sums.firstIndex(where: { $0.currency == amount.currency }) {
        sums[index] = (try? sums[index].adding(amount)) ?? sums[index]
      } else {
        sums.append(amount)
      }
    }
    return sums.sorted { $0.currency.code < $1.currency.code }
  }

  private static func sum(_ amounts: [Money], _ currency: Currency) -> Money {
    amounts.reduce(.zero(currency)) { sum, amount in (try? sum.adding(amount)) ?? sum }
  }
}
