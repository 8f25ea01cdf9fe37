public import TradingModel

/// A contract that was listed, changed, or is about to be settled, or whose leverage brackets changed.
///
/// See [Contract info stream](https://developers.binance.com/docs/derivatives/usds-margined-futures/websocket-market-streams/Contract-Info-Stream).
public struct BinanceContractInfo: CustomData, Hashable {
  public static let typeName = "BinanceContractInfo"

  /// A bracket of notionals with the leverages that it takes.
  public struct Bracket: Hashable, Sendable {
    /// The bracket's place, from 1 for the smallest notionals: `bs` of an element of `bks`; 0 where it is missing.
    public var number: Int
    /// The notional from which the bracket applies, `bnf`; in the quote currency on USDⓈ-M.
    public var notionalFloor: WideDecimal
    /// The notional up to which the bracket applies, `bnc`; in the quote currency on USDⓈ-M.
    public var notionalCap: WideDecimal
    /// As a fraction of the notional.
    public var maintenanceMarginRatio: WideDecimal
    /// The smallest leverage to which the bracket belongs, `mi`; 1 where it is missing.
    public var minLeverage: Int
    /// The largest leverage that positions in the bracket may have, `ma`; 1 where it is missing.
    public var maxLeverage: Int
  }

  /// The contract that is told of, `s` of the event; it need not be one that is loaded.
  public var instrument: InstrumentId
  /// `PERPETUAL`, `CURRENT_QUARTER`, `NEXT_QUARTER`, …, kept raw.
  public var contractType: String
  /// `TRADING`, `PENDING_TRADING`, `SETTLING`, …, kept raw.
  public var status: String
  /// When the contract was or will be listed, `ot`; nil where the event does not tell it.
  public var onboard: UnixNanos?
  /// When the contract is delivered, `dt`: for perpetual ones a day far in the future; nil where the event has none.
  public var delivery: UnixNanos?
  /// Told when they changed.
  public var brackets: [Bracket]
  /// When the venue sent the event, `E`.
  public var tsEvent: UnixNanos
  /// When this process received the event.
  public var tsInit: UnixNanos

  public var instrumentId: InstrumentId? { instrument }

  /// Makes the news of a contract, as read from a `contractInfo` event.
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
