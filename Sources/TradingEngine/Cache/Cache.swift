public import TradingModel

/// What the node knows: instruments, the latest market data, order books, and (beside it) orders, positions and accounts.
///
/// The engines write it before they publish, so whatever a callback is told can be looked up here already.
public final class Cache {
  /// How much is remembered.
  public let config: CacheConfig
  /// The node's orders.
  public let orders: OrderCache
  /// The node's positions.
  public let positions: PositionCache
  /// The node's accounts.
  public let accounts = AccountCache()

  private let instrumentTable = InstrumentTable<Instrument>()
  private let lastQuotes = InstrumentTable<QuoteTick>()
  private let quoteHistories = InstrumentTable<BoundedHistory<QuoteTick>>()
  private let tradeHistories = InstrumentTable<BoundedHistory<TradeTick>>()
  private let bookTable = InstrumentTable<OrderBook>()
  private let bookStatuses = InstrumentTable<BookStatus>()
  private let markPrices = InstrumentTable<MarkPriceUpdate>()
  private let indexPrices = InstrumentTable<IndexPriceUpdate>()
  private let fundingRates = InstrumentTable<FundingRateUpdate>()
  private let statuses = InstrumentTable<InstrumentStatus>()
  private var barHistories: [BarType: BoundedHistory<Bar>] = [:]
  private let keepsQuotes: Bool

  /// An empty cache with its own caches of orders, positions and accounts.
  public init(config: CacheConfig = CacheConfig()) {
    self.config = config
    orders = OrderCache(closedCapacity: config.closedOrderCapacity)
    positions = PositionCache(historyCapacity: config.closedPositionCapacity)
    self.keepsQuotes = config.quoteCapacity > 1
  }
}

// MARK: - Instruments

extension Cache {
  /// The instrument of this identifier, when it is loaded.
  public func instrument(_ id: InstrumentId) -> Instrument? { instrumentTable[id] }

  /// All loaded instruments by identifier, of one venue where one is given.
  public func instruments(venue: Venue? = nil) -> [Instrument] {
    let all = instrumentTable.present.sorted { $0.id < $1.id }
    guard let venue else { return all }
    return all.filter { $0.id.venue == venue }
  }

  /// What an instrument's market does, where the venue told.
  public func instrumentStatus(_ id: InstrumentId) -> InstrumentStatus? { statuses[id] }

  /// Adds or replaces an instrument.
  public func add(_ instrument: Instrument) { instrumentTable[instrument.id] = instrument }

  func add(_ status: InstrumentStatus) { statuses[status.instrumentId] = status }
}

// MARK: - Ticks and bars

extension Cache {
  /// The last quote of an instrument.
  public func quote(_ id: InstrumentId) -> QuoteTick? { lastQuotes[id] }

  /// The last quotes of an instrument, newest first; one unless ``CacheConfig/quoteCapacity`` says more.
  public func quotes(_ id: InstrumentId) -> BoundedHistory<QuoteTick> {
    if let history = quoteHistories[id] { return history }
    var history = BoundedHistory<QuoteTick>(capacity: 1)
    if let quote = lastQuotes[id] { history.append(quote) }
    return history
  }

  /// The last trade of an instrument.
  public func trade(_ id: InstrumentId) -> TradeTick? { tradeHistories[id]?.newest }

  /// The last trades of an instrument, newest first.
  public func trades(_ id: InstrumentId) -> BoundedHistory<TradeTick> {
    tradeHistories[id] ?? BoundedHistory(capacity: config.tradeCapacity)
  }

  /// The last bar of a type.
  public func bar(_ type: BarType) -> Bar? { barHistories[type]?.newest }

  /// The last bars of a type, newest first.
  public func bars(_ type: BarType) -> BoundedHistory<Bar> {
    barHistories[type] ?? BoundedHistory(capacity: config.barCapacity)
  }

  /// Remembers a quote.
  public func add(_ quote: QuoteTick) {
    lastQuotes[quote.instrumentId] = quote
    if keepsQuotes {
      quoteHistories.update(
        quote.instrumentId, default: BoundedHistory(capacity: config.quoteCapacity), { $0?.append(quote) })
    }
  }

  /// Remembers a trade.
  public func add(_ trade: TradeTick) {
    tradeHistories.update(
      trade.instrumentId, default: BoundedHistory(capacity: config.tradeCapacity), { $0?.append(trade) })
  }

  /// Remembers a bar.
  public func add(_ bar: Bar) {
    barHistories[bar.barType, default: BoundedHistory(capacity: config.barCapacity)].append(bar)
  }
}

// MARK: - Books

extension Cache {
  /// The order book that the data engine keeps for an instrument; it changes in place.
  public func book(_ id: InstrumentId) -> OrderBook? { bookTable[id] }

  /// What was last told about an instrument's book.
  public func bookStatus(_ id: InstrumentId) -> BookStatus? { bookStatuses[id] }

  func add(_ book: OrderBook) { bookTable[book.instrumentId] = book }

  /// Forgets a book and what was told about it, so that the next one does not pass for synced before it is.
  func removeBook(_ id: InstrumentId) {
    bookTable[id] = nil
    bookStatuses[id] = nil
  }

  func add(_ status: BookStatus) {
    bookStatuses[status.instrumentId] = status
    bookTable[status.instrumentId]?.state = status.state
  }
}

// MARK: - Futures prices

extension Cache {
  /// The last mark price of a contract.
  public func markPrice(_ id: InstrumentId) -> MarkPriceUpdate? { markPrices[id] }

  /// The last index price of a contract.
  public func indexPrice(_ id: InstrumentId) -> IndexPriceUpdate? { indexPrices[id] }

  /// The last funding rate of a contract.
  public func fundingRate(_ id: InstrumentId) -> FundingRateUpdate? { fundingRates[id] }

  /// Remembers a mark price.
  public func add(_ update: MarkPriceUpdate) { markPrices[update.instrumentId] = update }

  /// Remembers an index price.
  public func add(_ update: IndexPriceUpdate) { indexPrices[update.instrumentId] = update }

  /// Remembers a funding rate.
  public func add(_ update: FundingRateUpdate) { fundingRates[update.instrumentId] = update }
}

// MARK: - Prices

extension Cache {
  /// The best known price of one kind, for valuations and checks.
  public func price(_ id: InstrumentId, _ type: BarSpecification.PriceType) -> WideDecimal? {
    switch type {
    case .bid: return quote(id)?.bidPrice.wide ?? book(id)?.bestBidPrice?.wide
    case .ask: return quote(id)?.askPrice.wide ?? book(id)?.bestAskPrice?.wide
    case .last: return trade(id)?.price.wide
    case .mark: return markPrice(id)?.value.wide
    case .mid:
      guard let quote = quote(id) else { return book(id)?.midpoint }
      return try? quote.bidPrice.wide.adding(quote.askPrice.wide).multiplied(by: WideDecimal(mantissa: 5, scale: 1))
    }
  }
}
