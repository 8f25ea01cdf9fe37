/// The path before `/ws` and `/stream` on which a connection was opened.
///
/// USDⓈ-M serves each stream on one route only; elsewhere it is accepted and stays silent. The other products have none.
enum StreamRoute: String {
  case none = ""
  case `public` = "/public"
  case market = "/market"
  case `private` = "/private"

  /// Whether a stream sends anything here.
  func serves(_ kind: StreamKind) -> Bool {
    switch self {
    case .none: true
    case .public, .market: kind.route == self || kind == .trade
    case .private: false
    }
  }
}
