/// Why the venue closes a position; the client ids of its orders tell.
enum ForcedClose: String {
  case liquidation = "LIQUIDATION"
  case deleveraging = "ADL"
  case delivery = "DELIVERY"
  case settlement = "SETTLEMENT"

  /// What the client ids of such orders begin with.
  func clientIdPrefix(_ product: SandboxProduct) -> String {
    switch self {
    case .liquidation: "autoclose-"
    case .deleveraging: "adl_autoclose"
    case .delivery: product == .coinm ? "delivery_autoclose-" : "settlement_autoclose-"
    case .settlement: "settlement_autoclose-"
    }
  }
}
