public import TradingModel

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
