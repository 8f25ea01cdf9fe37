public import TradingModel

/// What market data a subscription is about.
public enum DataSubscription: Hashable, Sendable {
  case quotes(InstrumentId)
  case trades(InstrumentId)
  /// Order book changes. `depth` nil asks for the full book by differences; 5, 10 or 20 for partial depth messages.
  case bookDeltas(InstrumentId, depth: Int? = nil)
  case bars(BarType)
  case markPrices(InstrumentId)
  case indexPrices(InstrumentId)
  case fundingRates(InstrumentId)
  case instrumentStatus(InstrumentId)
  case instrument(InstrumentId)
  case custom(DataType)

  /// The instrument concerned, where there is one.
  public var instrumentId: InstrumentId? {
    switch self {
    case .quotes(let id), .trades(let id), .bookDeltas(let id, _), .markPrices(let id), .indexPrices(let id),
      .fundingRates(let id), .instrumentStatus(let id), .instrument(let id):
      id
    case .bars(let type): type.instrumentId
    case .custom(let type): type.instrumentId
    }
  }
}

/// A command to a data client.
public enum DataCommand: Hashable, Sendable {
  case subscribe(DataSubscription, params: [String: String] = [:])
  case unsubscribe(DataSubscription)
}

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
  public var kind: Kind
  /// The first moment of interest, inclusive.
  public var start: UnixNanos?
  /// The last moment of interest, inclusive.
  public var end: UnixNanos?
  /// How many items at most.
  public var limit: Int?

  public init(id: UInt64, kind: Kind, start: UnixNanos? = nil, end: UnixNanos? = nil, limit: Int? = nil) {
    self.id = id
    self.kind = kind
    self.start = start
    self.end = end
    self.limit = limit
  }
}

/// The answer to a ``DataRequest``.
public struct DataResponse: Sendable {
  /// What was found.
  public enum Payload: Sendable {
    case instruments([Instrument])
    case trades([TradeTick])
    case bars([Bar])
    case book(OrderBookDeltas)
    case fundingRates([FundingRateUpdate])
    case custom([any CustomData])
    /// Why there is no answer, in one clear line.
    case failure(String)
  }

  public var requestId: UInt64
  public var payload: Payload
  public var tsInit: UnixNanos
  /// The error behind a failure, where there is one.
  public var cause: (any Error)?

  public init(requestId: UInt64, payload: Payload, tsInit: UnixNanos, cause: (any Error)? = nil) {
    self.cause = cause
    self.requestId = requestId
    self.payload = payload
    self.tsInit = tsInit
  }
}
