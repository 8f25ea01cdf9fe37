import TradingModel

/// Orders that the venue makes itself, to close positions of an account, recognized by their identifiers.
enum BinanceVenueOrder: String, CaseIterable, Hashable, Sendable {
  case liquidation = "LIQUIDATION"
  /// Auto-deleveraging: the counterpart of a liquidation that the market could not take.
  case deleveraging = "ADL"
  /// The settlement of a contract that is delisted.
  case settlement = "SETTLEMENT"
  /// The delivery of a dated contract.
  case delivery = "DELIVERY"
  /// A position that the insurance fund took over.
  case insurance = "INSURANCE"

  private static let prefixes: [(prefix: String, cause: BinanceVenueOrder)] = [
    ("settlement_autoclose-", .settlement), ("delivery_autoclose-", .delivery), (shared, .deleveraging),
    ("autoclose-", .liquidation),
  ]

  /// The name that all orders of auto-deleveraging bear, so that it says nothing about which of them is meant.
  private static let shared = "adl_autoclose"

  /// Whether several orders may bear a name at once.
  static func isShared(_ clientOrderId: String) -> Bool { clientOrderId == shared }

  /// What an order is called here: its identifier of the client, made its own where the venue gives several orders the
  /// same; nil when it has none.
  static func name(_ clientOrderId: String, orderId: Int64) -> ClientOrderId? {
    if clientOrderId.isEmpty { return nil }
    return ClientOrderId(isShared(clientOrderId) ? "\(clientOrderId)-\(orderId)" : clientOrderId)
  }

  /// Why the venue made the order; nil for orders of users.
  ///
  /// - Parameter execution: the word for what happened, as `CALCULATED` tells of liquidations.
  static func cause(clientOrderId: String, execution: String = "", status: String = "") -> BinanceVenueOrder? {
    if let match = prefixes.first(where: { clientOrderId.hasPrefix($0.prefix) }) { return match.cause }
    switch (execution, status) {
    case (_, "NEW_INSURANCE"): return .insurance
    case (_, "NEW_ADL"): return .deleveraging
    case ("CALCULATED", _): return .liquidation
    default: return nil
    }
  }
}
