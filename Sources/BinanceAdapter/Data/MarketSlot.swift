import TradingModel

/// What the data client keeps of one instrument.
struct MarketSlot {
  /// What subscribers want of an instrument.
  struct Wants: OptionSet {
    let rawValue: UInt16

    static let quotes = Wants(rawValue: 1 << 0)
    static let trades = Wants(rawValue: 1 << 1)
    static let book = Wants(rawValue: 1 << 2)
    static let partialBook = Wants(rawValue: 1 << 3)
    static let bars = Wants(rawValue: 1 << 4)
    static let markPrices = Wants(rawValue: 1 << 5)
    static let indexPrices = Wants(rawValue: 1 << 6)
    static let fundingRates = Wants(rawValue: 1 << 7)
    static let markPriceData = Wants(rawValue: 1 << 8)
    static let ticker = Wants(rawValue: 1 << 9)
    static let liquidations = Wants(rawValue: 1 << 10)
    static let status = Wants(rawValue: 1 << 11)
    static let instrument = Wants(rawValue: 1 << 12)
    static let barData = Wants(rawValue: 1 << 13)
  }

  var instrument: Instrument
  var wants: Wants = []
  var book: BinanceBookSynchronizer
  var trades = TradeWindow()
  var lastQuoteId: UInt64 = 0
  var lastQuoteTime = UnixNanos.zero
  var isPartialBookSynced = false
  /// The last funding rate and its time, so that subscribers hear of changes.
  var lastStatus: String

  init(instrument: Instrument, bookConfiguration: BinanceBookSynchronizer.Configuration) {
    self.instrument = instrument
    book = BinanceBookSynchronizer(configuration: bookConfiguration)
    lastStatus = instrument.status
  }

  /// Whether a quote is news: book tickers of two overlapping connections come twice, and late ones would go back.
  mutating func admitsQuote(_ updateId: UInt64, at now: UnixNanos) -> Bool {
    // Ids that stay behind for seconds mean that the venue counts anew.
    guard updateId > lastQuoteId || now.since(lastQuoteTime) > .seconds(5) else { return false }
    lastQuoteId = updateId
    lastQuoteTime = now
    return true
  }
}
