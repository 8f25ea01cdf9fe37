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
  /// The number of the quote before the last one.
  private var previousQuoteId: UInt64 = 0
  /// Quotes whose numbers lie between the last two, and the last one's number when they were counted.
  private var quotesBetween = (count: 0, last: UInt64.zero)
  var lastQuoteTime = UnixNanos.zero
  var isPartialBookSynced = false
  var quotePulse = StreamPulse()
  var tradePulse = StreamPulse()
  var partialBookPulse = StreamPulse()
  var lastStatus: String

  init(instrument: Instrument, bookConfiguration: BinanceBookSynchronizer.Configuration) {
    self.instrument = instrument
    book = BinanceBookSynchronizer(configuration: bookConfiguration)
    lastStatus = instrument.status
  }

  /// What to do with a quote or a trade.
  enum TickVerdict {
    /// Nobody wants it, or it was told already.
    case leaveOut
    case tell
    /// Its stream had been told of as frozen: that it is back is told first.
    case tellThawed
  }

  /// Takes a quote; one access to the slot a message, whatever has to be looked at.
  @inline(__always)
  mutating func takeQuote(_ updateId: UInt64, at now: UnixNanos) -> TickVerdict {
    guard wants.contains(.quotes) else { return .leaveOut }
    if wants.contains(.book) { book.noteSibling(updateId: updateId, at: now) }
    let isThawed = quotePulse.beat()
    guard admitsQuote(updateId, at: now) else { return .leaveOut }
    return isThawed ? .tellThawed : .tell
  }

  /// Takes a trade, if it is wanted and was not told before.
  @inline(__always)
  mutating func takeTrade(_ number: UInt64, at time: UnixNanos) -> TickVerdict {
    guard wants.contains(.trades) else { return .leaveOut }
    let isThawed = tradePulse.beat()
    guard trades.admits(number, at: time) else { return .leaveOut }
    return isThawed ? .tellThawed : .tell
  }

  /// Whether a quote is news: book tickers of two overlapping connections come twice, and late ones would go back.
  @inline(__always)
  mutating func admitsQuote(_ updateId: UInt64, at now: UnixNanos) -> Bool {
    // Ids that stay behind for seconds mean that the venue counts anew.
    guard updateId > lastQuoteId || now.since(lastQuoteTime) > .seconds(5) || isLedAstray(updateId) else {
      return false
    }
    previousQuoteId = lastQuoteId
    lastQuoteId = updateId
    lastQuoteTime = now
    return true
  }

  /// Whether the last quote's number was wrong: nothing comes between two quotes, so that what does was to follow the first.
  @inline(never)
  private mutating func isLedAstray(_ updateId: UInt64) -> Bool {
    guard updateId > previousQuoteId, updateId < lastQuoteId else { return false }
    quotesBetween = (quotesBetween.last == lastQuoteId ? quotesBetween.count + 1 : 1, lastQuoteId)
    guard quotesBetween.count > 2 else { return false }
    lastQuoteId = previousQuoteId
    return true
  }
}
