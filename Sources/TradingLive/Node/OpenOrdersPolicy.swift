/// What a node does with its open orders when it stops.
public enum OpenOrdersPolicy: String, Sendable, CaseIterable {
  /// Orders stay at the venue; the next start finds and adopts them.
  case leave
  /// The node's own orders are canceled.
  case cancel
  /// The node's own orders are canceled and its positions closed at market.
  case flatten
}
