public import TradingModel

/// Statistics of an instrument's last 24 hours.
///
/// See [Individual symbol ticker streams](https://developers.binance.com/docs/binance-spot-api-docs/web-socket-streams#individual-symbol-ticker-streams).
/// Fields that a product does not publish are `nil`: futures have no previous close and no best bid and ask.
public struct BinanceTicker: CustomData, Hashable {
  public static let typeName = "BinanceTicker"

  public var instrument: InstrumentId
  /// Last price minus the price 24 hours ago.
  public var priceChange: WideDecimal
  /// The change in percent.
  public var priceChangePercent: WideDecimal
  /// The volume-weighted average price.
  public var weightedAveragePrice: WideDecimal
  /// The last price before the window began.
  public var previousClose: Price?
  public var lastPrice: Price
  public var lastQuantity: Quantity
  public var bidPrice: Price?
  public var bidSize: Quantity?
  public var askPrice: Price?
  public var askSize: Quantity?
  public var open: Price
  public var high: Price
  public var low: Price
  /// The traded quantity; contracts on COIN-M.
  public var volume: WideDecimal
  /// The traded amount in the quote currency; in the base currency on COIN-M (``isBaseVolume``).
  public var quoteVolume: WideDecimal
  public var isBaseVolume: Bool
  public var openTime: UnixNanos
  public var closeTime: UnixNanos
  /// The first trade of the window; -1 where there was none.
  public var firstTradeId: Int64
  /// The last trade of the window; -1 where there was none.
  public var lastTradeId: Int64
  /// How many trades there were.
  public var count: Int64
  public var tsEvent: UnixNanos
  public var tsInit: UnixNanos

  public var instrumentId: InstrumentId? { instrument }

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
