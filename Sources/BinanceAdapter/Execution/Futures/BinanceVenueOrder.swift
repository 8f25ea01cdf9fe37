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
    ("settlement_autoclose-", .settlement), ("delivery_autoclose-", .delivery), ("adl_autoclose", .deleveraging),
    ("autoclose-", .liquidation),
  ]

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
