public import TradingModel

/// What takers bought and sold of a contract in a period.
///
/// See [Taker buy/sell volume](https://developers.binance.com/docs/derivatives/usds-margined-futures/market-data/rest-api/Taker-BuySell-Volume).
public struct BinanceTakerVolume: CustomData, Hashable {
  public static let typeName = "BinanceTakerVolume"

  /// The contract that was traded; on COIN-M it is asked for by its pair and kind.
  public var instrument: InstrumentId
  /// In the base currency, on COIN-M in contracts.
  public var bought: WideDecimal
  /// In the base currency, on COIN-M in contracts.
  public var sold: WideDecimal
  /// In the base currency; COIN-M only.
  public var boughtValue: WideDecimal?
  /// In the base currency; COIN-M only.
  public var soldValue: WideDecimal?
  /// The beginning of the period.
  public var tsEvent: UnixNanos
  /// When this process read the answer.
  public var tsInit: UnixNanos

  public var instrumentId: InstrumentId? { instrument }

  /// Makes the takers' volumes of a period, as read from a row of an answer.
  public init(
    instrument: InstrumentId, bought: WideDecimal, sold: WideDecimal, boughtValue: WideDecimal? = nil,
    soldValue: WideDecimal? = nil, tsEvent: UnixNanos, tsInit: UnixNanos
  ) {
    self.instrument = instrument
    self.bought = bought
    self.sold = sold
    self.boughtValue = boughtValue
    self.soldValue = soldValue
    self.tsEvent = tsEvent
    self.tsInit = tsInit
  }

  /// What to request.
  ///
  /// - Parameters:
  ///   - id: the contract that takers bought and sold.
  ///   - period: 5 minutes to a day.
  public static func dataType(_ id: InstrumentId, period: BinanceBarInterval) -> DataType {
    BinanceFuturesStatistics.dataType(typeName, id, period)
  }
}
