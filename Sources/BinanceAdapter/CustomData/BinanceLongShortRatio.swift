public import TradingModel

/// How many hold a contract long, and how many short, at the end of a period.
///
/// See [Long/short ratio](https://developers.binance.com/docs/derivatives/usds-margined-futures/market-data/rest-api/Long-Short-Ratio).
public struct BinanceLongShortRatio: CustomData, Hashable {
  public static let typeName = "BinanceLongShortRatio"

  /// Who is counted.
  public enum Crowd: String, Hashable, Sendable, CaseIterable {
    /// All accounts with positions.
    case accounts = "global"
    /// The accounts of the fifth with the largest margins.
    case topAccounts
    /// The positions of that fifth.
    case topPositions
  }

  /// The contract that is held; on COIN-M it is asked for by its pair and kind.
  public var instrument: InstrumentId
  /// Whose positions or accounts are counted.
  public var crowd: Crowd
  /// The part that is long, as a fraction.
  public var long: WideDecimal
  /// The part that is short, as a fraction.
  public var short: WideDecimal
  /// Long by short.
  public var ratio: WideDecimal
  /// The time of the row by the venue's clock, `timestamp`.
  public var tsEvent: UnixNanos
  /// When this process read the answer.
  public var tsInit: UnixNanos

  public var instrumentId: InstrumentId? { instrument }

  /// Makes the ratio of a period, as read from a row of an answer.
  public init(
    instrument: InstrumentId, crowd: Crowd, long: WideDecimal, short: WideDecimal, ratio: WideDecimal,
    tsEvent: UnixNanos, tsInit: UnixNanos
  ) {
    self.instrument = instrument
    self.crowd = crowd
    self.long = long
    self.short = short
    self.ratio = ratio
    self.tsEvent = tsEvent
    self.tsInit = tsInit
  }

  /// What to request.
  ///
  /// - Parameters:
  ///   - id: the contract that is held.
  ///   - crowd: whose positions or accounts are counted.
  ///   - period: 5 minutes to a day.
  public static func dataType(_ id: InstrumentId, crowd: Crowd = .accounts, period: BinanceBarInterval) -> DataType {
    BinanceFuturesStatistics.dataType(typeName, id, period, ["crowd": crowd.rawValue])
  }
}
