public import TradingModel

/// A question to a data client about the past, or about a snapshot.
public struct DataRequest: Hashable, Sendable {
  /// What is asked for.
  public enum Kind: Hashable, Sendable {
    case instrument(InstrumentId)
    case instruments
    case trades(InstrumentId)
    case aggregatedTrades(InstrumentId)
    case bars(BarType)
    /// A snapshot with up to `depth` levels a side.
    case bookSnapshot(InstrumentId, depth: Int)
    case fundingRates(InstrumentId)
    case custom(DataType)
  }

  /// Chosen by the asker; repeated in the response.
  public var id: UInt64
  /// What is asked for, and of which instrument.
  public var kind: Kind
  /// The first moment of interest, inclusive.
  public var start: UnixNanos?
  /// The last moment of interest, inclusive.
  public var end: UnixNanos?
  /// How many items at most.
  public var limit: Int?

  /// Makes a question; bounds that are `nil` are left to the client.
  public init(id: UInt64, kind: Kind, start: UnixNanos? = nil, end: UnixNanos? = nil, limit: Int? = nil) {
    self.id = id
    self.kind = kind
    self.start = start
    self.end = end
    self.limit = limit
  }
}
