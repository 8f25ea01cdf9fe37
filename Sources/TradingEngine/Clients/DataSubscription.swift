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
