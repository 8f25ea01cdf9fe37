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
