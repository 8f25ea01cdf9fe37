/// What a venue counts.
public enum RateLimitKind: String, Sendable, Hashable, Codable, CaseIterable {
  /// The weight of requests, per address.
  case requestWeight = "REQUEST_WEIGHT"
  /// Requests whatever their weight, per address.
  case rawRequests = "RAW_REQUESTS"
  /// New orders, per account.
  case orders = "ORDERS"
}
