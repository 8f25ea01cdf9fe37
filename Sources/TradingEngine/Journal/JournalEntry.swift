public import TradingModel

/// One thing that the kernel processed.
///
/// ``line`` is deterministic: identifiers appear as text, decimals in plain notation, names in sorted order, and nothing
/// depends on the process.
public struct JournalEntry: Sendable {
  /// What was processed.
  public enum Payload: Sendable {
    indirect case instrument(Instrument)
    case instrumentStatus(InstrumentStatus)
    case quote(QuoteTick)
    case trade(TradeTick)
    case deltas(OrderBookDeltas)
    case bar(Bar)
    case bookStatus(BookStatus)
    case markPrice(MarkPriceUpdate)
    case indexPrice(IndexPriceUpdate)
    case fundingRate(FundingRateUpdate)
    case connection(ConnectionState)
    case dataCommand(DataCommand)
    case dataRequest(DataRequest)
    case command(TradingCommand)
    case orderEvent(OrderEvent)
    case positionEvent(PositionEvent)
    case accountState(AccountState)
    case timer(owner: String, TimeEvent)
    case component(id: String, ComponentState)
    /// The kill switch was set, or reset where there is no reason.
    case killSwitch(reason: String?)
  }

  /// Counts from 1 without gaps.
  public var sequence: UInt64
  /// The clock's time when it was processed.
  public var tsInit: UnixNanos
  /// What was processed.
  public var payload: Payload

  /// Makes an entry; the kernel numbers and stamps those of its own journal.
  public init(sequence: UInt64, tsInit: UnixNanos, payload: Payload) {
    self.sequence = sequence
    self.tsInit = tsInit
    self.payload = payload
  }
}
