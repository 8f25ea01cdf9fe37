enum OrderStatus: String, Sendable {
  case new = "NEW"
  case pendingNew = "PENDING_NEW"
  case partiallyFilled = "PARTIALLY_FILLED"
  case filled = "FILLED"
  case canceled = "CANCELED"
  case rejected = "REJECTED"
  case expired = "EXPIRED"
  case expiredInMatch = "EXPIRED_IN_MATCH"

  /// Whether nothing can happen to the order any more.
  var isFinal: Bool {
    switch self {
    case .new, .pendingNew, .partiallyFilled: false
    case .filled, .canceled, .rejected, .expired, .expiredInMatch: true
    }
  }
}
