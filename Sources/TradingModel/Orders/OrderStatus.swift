/// Where an order is in its life.
public enum OrderStatus: String, Hashable, Sendable, Codable, CaseIterable {
  /// Made, nothing sent yet.
  case initialized = "INITIALIZED"
  /// Refused on this side; nothing was sent.
  case denied = "DENIED"
  /// Sent; no answer yet, or the outcome is unknown and being resolved.
  case submitted = "SUBMITTED"
  /// Working at the venue.
  case accepted = "ACCEPTED"
  /// The venue does not have it.
  case rejected = "REJECTED"
  /// A change was requested.
  case pendingUpdate = "PENDING_UPDATE"
  /// A cancellation was requested.
  case pendingCancel = "PENDING_CANCEL"
  /// The condition of a conditional order was met.
  case triggered = "TRIGGERED"
  case partiallyFilled = "PARTIALLY_FILLED"
  case filled = "FILLED"
  case canceled = "CANCELED"
  case expired = "EXPIRED"

  /// Whether the order waits for an answer of the venue.
  public var isInFlight: Bool {
    switch self {
    case .submitted, .pendingUpdate, .pendingCancel: true
    default: false
    }
  }

  /// Whether the order works at the venue, as far as is known.
  public var isOpen: Bool {
    switch self {
    case .accepted, .triggered, .pendingUpdate, .pendingCancel, .partiallyFilled: true
    default: false
    }
  }

  /// Whether the order's life has ended. (Late fills may still be told.)
  public var isClosed: Bool {
    switch self {
    case .denied, .rejected, .canceled, .expired, .filled: true
    default: false
    }
  }
}
