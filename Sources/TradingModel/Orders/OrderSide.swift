/// Whether an order buys or sells.
public enum OrderSide: String, Hashable, Sendable, Codable, CaseIterable {
  case buy = "BUY"
  case sell = "SELL"

  /// The other side.
  public var opposite: OrderSide { self == .buy ? .sell : .buy }

  /// The side of the book on which such an order rests.
  public var bookSide: BookSide { self == .buy ? .buy : .sell }
}
