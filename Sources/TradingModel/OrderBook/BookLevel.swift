/// One price of an order book and the total size that rests there.
@frozen
public struct BookLevel: Hashable, Sendable {
  /// The price of the level, in the quote currency.
  public var price: Price
  /// How much rests at the price, in base units or contracts.
  public var size: Quantity

  /// Makes a level of its parts.
  @inlinable
  public init(price: Price, size: Quantity) {
    self.price = price
    self.size = size
  }
}
