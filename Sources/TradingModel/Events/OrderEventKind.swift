/// The kinds of order events, by their names in the domain's vocabulary.
public enum OrderEventKind: String, Hashable, Sendable, Codable, CaseIterable {
  case initialized = "OrderInitialized"
  case denied = "OrderDenied"
  case submitted = "OrderSubmitted"
  case accepted = "OrderAccepted"
  case rejected = "OrderRejected"
  case pendingUpdate = "OrderPendingUpdate"
  case pendingCancel = "OrderPendingCancel"
  case modifyRejected = "OrderModifyRejected"
  case cancelRejected = "OrderCancelRejected"
  case updated = "OrderUpdated"
  case triggered = "OrderTriggered"
  case canceled = "OrderCanceled"
  case expired = "OrderExpired"
  case filled = "OrderFilled"
  case commissionCorrected = "OrderCommissionCorrected"
  case unknown = "OrderUnknown"

  /// Whether the event is something that happened at the venue and carries its time.
  public var isToldByVenue: Bool {
    switch self {
    case .accepted, .rejected, .updated, .triggered, .canceled, .expired, .filled, .commissionCorrected: true
    case .initialized, .denied, .submitted, .pendingUpdate, .pendingCancel, .modifyRejected, .cancelRejected, .unknown:
      false
    }
  }
}
