/// The bounds that a venue sets on orders in an instrument; a limit that does not exist is `nil`.
public struct InstrumentLimits: Hashable, Sendable, Codable {
  public var minQuantity: Quantity?
  public var maxQuantity: Quantity?
  /// The largest quantity of a market order, where it differs.
  public var maxMarketQuantity: Quantity?
  /// The smallest quantity of a market order, where it differs.
  public var minMarketQuantity: Quantity?
  public var minNotional: Money?
  public var maxNotional: Money?
  public var minPrice: Price?
  public var maxPrice: Price?

  public init(
    minQuantity: Quantity? = nil, maxQuantity: Quantity? = nil, minMarketQuantity: Quantity? = nil,
    maxMarketQuantity: Quantity? = nil, minNotional: Money? = nil, maxNotional: Money? = nil, minPrice: Price? = nil,
    maxPrice: Price? = nil
  ) {
    self.minQuantity = minQuantity
    self.maxQuantity = maxQuantity
    self.minMarketQuantity = minMarketQuantity
    self.maxMarketQuantity = maxMarketQuantity
    self.minNotional = minNotional
    self.maxNotional = maxNotional
    self.minPrice = minPrice
    self.maxPrice = maxPrice
  }
}
