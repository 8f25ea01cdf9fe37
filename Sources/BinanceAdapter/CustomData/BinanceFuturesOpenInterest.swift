public import TradingModel

/// How much of a contract is held, now or at the end of a period of the past.
///
/// See [Open interest](https://developers.binance.com/docs/derivatives/usds-margined-futures/market-data/rest-api/Open-Interest)
/// and [its history](https://developers.binance.com/docs/derivatives/usds-margined-futures/market-data/rest-api/Open-Interest-Statistics),
/// which reaches back a month.
public struct BinanceFuturesOpenInterest: CustomData, Hashable {
  public static let typeName = "BinanceFuturesOpenInterest"

  /// The contract of which this is held.
  public var instrument: InstrumentId
  /// In the base currency, on COIN-M in contracts.
  public var quantity: WideDecimal
  /// In the quote currency, on COIN-M in the base currency; the venue tells it of the past only.
  public var value: WideDecimal?
  /// The time of the figure by the venue's clock: `time` of the open interest of now, `timestamp` of a past one.
  public var tsEvent: UnixNanos
  /// When this process read the answer.
  public var tsInit: UnixNanos

  public var instrumentId: InstrumentId? { instrument }

  /// Makes the open interest of a contract, as read from an answer.
  public init(
    instrument: InstrumentId, quantity: WideDecimal, value: WideDecimal? = nil, tsEvent: UnixNanos, tsInit: UnixNanos
  ) {
    self.instrument = instrument
    self.quantity = quantity
    self.value = value
    self.tsEvent = tsEvent
    self.tsInit = tsInit
  }

  /// What to request: the open interest of now, or with a period of 5 minutes to a day its history.
  public static func dataType(_ id: InstrumentId, period: BinanceBarInterval? = nil) -> DataType {
    BinanceFuturesStatistics.dataType(typeName, id, period)
  }
}
