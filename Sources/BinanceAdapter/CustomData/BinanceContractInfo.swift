public import TradingModel

/// A contract that was listed, changed, or is about to be settled, or whose leverage brackets changed.
///
/// See [Contract info stream](https://developers.binance.com/docs/derivatives/usds-margined-futures/websocket-market-streams/Contract-Info-Stream).
public struct BinanceContractInfo: CustomData, Hashable {
  public static let typeName = "BinanceContractInfo"

  /// A bracket of notionals with the leverages that it takes.
  public struct Bracket: Hashable, Sendable {
    public var number: Int
    public var notionalFloor: WideDecimal
    public var notionalCap: WideDecimal
    /// As a fraction of the notional.
    public var maintenanceMarginRatio: WideDecimal
    public var minLeverage: Int
    public var maxLeverage: Int
  }

  public var instrument: InstrumentId
  /// `PERPETUAL`, `CURRENT_QUARTER`, `NEXT_QUARTER`, …, kept raw.
  public var contractType: String
  /// `TRADING`, `PENDING_TRADING`, `SETTLING`, …, kept raw.
  public var status: String
  public var onboard: UnixNanos?
  public var delivery: UnixNanos?
  /// Told when they changed.
  public var brackets: [Bracket]
  public var tsEvent: UnixNanos
  public var tsInit: UnixNanos

  public var instrumentId: InstrumentId? { instrument }

  public init(
    instrument: InstrumentId, contractType: String, status: String, onboard: UnixNanos?, delivery: UnixNanos?,
    brackets: [Bracket], tsEvent: UnixNanos, tsInit: UnixNanos
  ) {
    self.instrument = instrument
    self.contractType = contractType
    self.status = status
    self.onboard = onboard
    self.delivery = delivery
    self.brackets = brackets
    self.tsEvent = tsEvent
    self.tsInit = tsInit
  }
}
