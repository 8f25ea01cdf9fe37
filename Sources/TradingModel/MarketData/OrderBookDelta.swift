/// One change of one level of an order book.
@frozen
public struct OrderBookDelta: Hashable, Sendable {
  public var action: BookAction
  public var side: BookSide
  public var price: Price
  /// The level's new absolute size; zero for a deletion.
  public var size: Quantity

  @inlinable
  public init(action: BookAction, side: BookSide, price: Price, size: Quantity) {
    self.action = action
    self.side = side
    self.price = price
    self.size = size
  }

  /// The delta that empties a book before a snapshot.
  public static let clear = OrderBookDelta(action: .clear, side: .buy, price: .zero(), size: .zero())
}

/// What a delta does to a level.
@frozen
public enum BookAction: UInt8, Hashable, Sendable {
  case add
  case update
  case delete
  case clear

  /// `ADD`, `UPDATE`, `DELETE`, `CLEAR`.
  public var name: String {
    switch self {
    case .add: "ADD"
    case .update: "UPDATE"
    case .delete: "DELETE"
    case .clear: "CLEAR"
    }
  }
}

/// A side of an order book.
@frozen
public enum BookSide: UInt8, Hashable, Sendable {
  case buy
  case sell

  /// `BUY` or `SELL`.
  public var name: String { self == .buy ? "BUY" : "SELL" }
}
