/// One change of one level of an order book.
@frozen
public struct OrderBookDelta: Hashable, Sendable {
  /// What happens to the level; a ``BookAction/clear`` empties both sides whatever else the delta says.
  public var action: BookAction
  /// The side on which the level is.
  public var side: BookSide
  /// The price of the level.
  public var price: Price
  /// The level's new absolute size; zero for a deletion.
  public var size: Quantity

  /// Makes a change of a level.
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
