/// A side of an order book.
@frozen
public enum BookSide: UInt8, Hashable, Sendable {
  case buy
  case sell

  /// `BUY` or `SELL`.
  public var name: String { self == .buy ? "BUY" : "SELL" }
}
