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

  /// The ``DataRequest/id`` of the question that is answered.
  public var requestId: UInt64
  /// What was found, or why nothing could be.
  public var payload: Payload
  /// When the answer was made on this side.
  public var tsInit: UnixNanos
  /// The error behind a failure, where there is one.
  public var cause: (any Error)?

  /// Makes the answer to a question; `cause` goes with a failure.
  public init(requestId: UInt64, payload: Payload, tsInit: UnixNanos, cause: (any Error)? = nil) {
    self.cause = cause
    self.requestId = requestId
    self.payload = payload
    self.tsInit = tsInit
  }
}
