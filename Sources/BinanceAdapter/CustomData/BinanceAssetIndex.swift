public import TradingModel

/// What an asset counts as margin in multi-assets mode (USDⓈ-M).
///
/// See [Multi-assets mode asset index](https://developers.binance.com/docs/derivatives/usds-margined-futures/websocket-market-streams/Multi-Assets-Mode-Asset-Index).
public struct BinanceAssetIndex: CustomData, Hashable {
  public static let typeName = "BinanceAssetIndex"

  /// The venue's symbol: `BTCUSD`.
  public var symbol: String
  /// The price in US dollars.
  public var index: WideDecimal
  /// What is taken off when the asset counts as margin, as a fraction.
  public var bidBuffer: WideDecimal
  /// What is put on when a negative balance counts, as a fraction.
  public var askBuffer: WideDecimal
  /// The rate at which the asset counts as margin.
  public var bidRate: WideDecimal
  /// The rate at which a negative balance counts.
  public var askRate: WideDecimal
  /// The rate at which the venue sells the asset when it exchanges by itself.
  public var autoExchangeBidRate: WideDecimal
  /// The rate at which the venue buys the asset when it exchanges by itself.
  public var autoExchangeAskRate: WideDecimal
  /// When the venue sent the event, `E`, or made the answer, `time`.
  public var tsEvent: UnixNanos
  /// When this process received the event, or read the answer to a request.
  public var tsInit: UnixNanos

  /// Always nil: an index is of an asset and not of an instrument. Its name is ``symbol``.
  public var instrumentId: InstrumentId? { nil }

  /// Makes an asset's index, as read from an `assetIndexUpdate` event or from an answer.
  public init(
    symbol: String, index: WideDecimal, bidBuffer: WideDecimal, askBuffer: WideDecimal, bidRate: WideDecimal,
    askRate: WideDecimal, autoExchangeBidRate: WideDecimal, autoExchangeAskRate: WideDecimal, tsEvent: UnixNanos,
    tsInit: UnixNanos
  ) {
    self.symbol = symbol
    self.index = index
    self.bidBuffer = bidBuffer
    self.askBuffer = askBuffer
    self.bidRate = bidRate
    self.askRate = askRate
    self.autoExchangeBidRate = autoExchangeBidRate
    self.autoExchangeAskRate = autoExchangeAskRate
    self.tsEvent = tsEvent
    self.tsInit = tsInit
  }
}
