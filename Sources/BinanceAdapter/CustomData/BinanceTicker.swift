public import TradingModel

/// Statistics of an instrument's last 24 hours.
///
/// See [Individual symbol ticker streams](https://developers.binance.com/docs/binance-spot-api-docs/web-socket-streams#individual-symbol-ticker-streams).
/// Fields that a product does not publish are `nil`: futures have no previous close and no best bid and ask.
public struct BinanceTicker: CustomData, Hashable {
  public static let typeName = "BinanceTicker"

  /// The instrument whose last 24 hours these are; `s` of the event.
  public var instrument: InstrumentId
  /// Last price minus the price 24 hours ago.
  public var priceChange: WideDecimal
  /// The change in percent.
  public var priceChangePercent: WideDecimal
  /// The volume-weighted average price.
  public var weightedAveragePrice: WideDecimal
  /// The last price before the window began.
  public var previousClose: Price?
  /// The price of the last trade, `c`.
  public var lastPrice: Price
  /// How much the last trade was for, `Q`: of the base currency, on COIN-M in contracts.
  public var lastQuantity: Quantity
  /// The best bid, `b`; nil on futures.
  public var bidPrice: Price?
  /// How much is wanted at the best bid, `B`, of the base currency; nil on futures.
  public var bidSize: Quantity?
  /// The best ask, `a`; nil on futures.
  public var askPrice: Price?
  /// How much is offered at the best ask, `A`, of the base currency; nil on futures.
  public var askSize: Quantity?
  /// The price of the window's first trade, `o`.
  public var open: Price
  /// The highest price of the window, `h`.
  public var high: Price
  /// The lowest price of the window, `l`.
  public var low: Price
  /// The traded quantity; contracts on COIN-M.
  public var volume: WideDecimal
  /// The traded amount in the quote currency; in the base currency on COIN-M (``isBaseVolume``).
  public var quoteVolume: WideDecimal
  /// Whether ``quoteVolume`` is an amount of the base currency, as on COIN-M.
  public var isBaseVolume: Bool
  /// When the window of 24 hours begins, `O`.
  public var openTime: UnixNanos
  /// When the window ends, `C`.
  public var closeTime: UnixNanos
  /// The first trade of the window; -1 where there was none.
  public var firstTradeId: Int64
  /// The last trade of the window; -1 where there was none.
  public var lastTradeId: Int64
  /// How many trades there were.
  public var count: Int64
  /// When the venue sent the event, `E`.
  public var tsEvent: UnixNanos
  /// When this process received the event.
  public var tsInit: UnixNanos

  public var instrumentId: InstrumentId? { instrument }

  /// Makes a ticker, as read from a `24hrTicker` event; what the product does not publish is nil.
  public init(
    instrument: InstrumentId, priceChange: WideDecimal, priceChangePercent: WideDecimal,
    weightedAveragePrice: WideDecimal, previousClose: Price? = nil, lastPrice: Price, lastQuantity: Quantity,
    bidPrice: Price? = nil, bidSize: Quantity? = nil, askPrice: Price? = nil, askSize: Quantity? = nil, open: Price,
    high: Price, low: Price, volume: WideDecimal, quoteVolume: WideDecimal, isBaseVolume: Bool = false,
    openTime: UnixNanos, closeTime: UnixNanos, firstTradeId: Int64, lastTradeId: Int64, count: Int64,
    tsEvent: UnixNanos, tsInit: UnixNanos
  ) {
    self.instrument = instrument
    self.priceChange = priceChange
    self.priceChangePercent = priceChangePercent
    self.weightedAveragePrice = weightedAveragePrice
    self.previousClose = previousClose
    self.lastPrice = lastPrice
    self.lastQuantity = lastQuantity
    self.bidPrice = bidPrice
    self.bidSize = bidSize
    self.askPrice = askPrice
    self.askSize = askSize
    self.open = open
    self.high = high
    self.low = low
    self.volume = volume
    self.quoteVolume = quoteVolume
    self.isBaseVolume = isBaseVolume
    self.openTime = openTime
    self.closeTime = closeTime
    self.firstTradeId = firstTradeId
    self.lastTradeId = lastTradeId
    self.count = count
    self.tsEvent = tsEvent
    self.tsInit = tsInit
  }
}
