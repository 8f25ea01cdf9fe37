public import TradingModel

/// A closed candlestick with the figures that only Binance gives.
///
/// See [Kline streams](https://developers.binance.com/docs/binance-spot-api-docs/web-socket-streams#klinecandlestick-streams-for-utc).
public struct BinanceBar: CustomData, Hashable {
  public static let typeName = "BinanceBar"

  /// Open, high, low, close and volume.
  public var bar: Bar
  /// The traded amount in the quote currency; on COIN-M in the base currency (``isBaseVolume``).
  public var quoteVolume: WideDecimal
  /// Whether ``quoteVolume`` and ``takerBuyQuoteVolume`` are amounts of the base currency, as on COIN-M where volumes
  /// are contracts.
  public var isBaseVolume: Bool
  /// How many trades there were.
  public var count: Int
  /// The part of the volume that takers bought.
  public var takerBuyBaseVolume: WideDecimal
  /// The part of ``quoteVolume`` that takers bought.
  public var takerBuyQuoteVolume: WideDecimal

  /// Makes a candlestick of its prices and volume and of the figures that only Binance gives.
  public init(
    bar: Bar, quoteVolume: WideDecimal, isBaseVolume: Bool = false, count: Int, takerBuyBaseVolume: WideDecimal,
    takerBuyQuoteVolume: WideDecimal
  ) {
    self.bar = bar
    self.quoteVolume = quoteVolume
    self.isBaseVolume = isBaseVolume
    self.count = count
    self.takerBuyBaseVolume = takerBuyBaseVolume
    self.takerBuyQuoteVolume = takerBuyQuoteVolume
  }

  /// The instrument and interval of the candlestick.
  public var barType: BarType { bar.barType }
  public var instrumentId: InstrumentId? { bar.barType.instrumentId }
  /// The end of the candlestick, by the venue's clock (`T` of an event's `k`).
  public var tsEvent: UnixNanos { bar.tsEvent }
  /// When this process received the event, or read the answer to a request.
  public var tsInit: UnixNanos { bar.tsInit }

  /// The part of the volume that takers sold.
  public var takerSellBaseVolume: WideDecimal { (try? bar.volume.subtracting(takerBuyBaseVolume)) ?? .zero }
  /// The part of ``quoteVolume`` that takers sold.
  public var takerSellQuoteVolume: WideDecimal { (try? quoteVolume.subtracting(takerBuyQuoteVolume)) ?? .zero }

  /// What to subscribe to for candlesticks of one bar type.
  public static func dataType(_ barType: BarType) -> DataType {
    DataType(name: typeName, metadata: ["barType": barType.description])
  }
}
