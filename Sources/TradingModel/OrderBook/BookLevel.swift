/// One price of an order book and the total size that rests there.
@frozen
public struct BookLevel: Hashable, Sendable {
  public var price: Price
  public var size: Quantity

  @inlinable
  public init(price: Price, size: Quantity) {
    self.price = price
    self.size = size
  }
}
