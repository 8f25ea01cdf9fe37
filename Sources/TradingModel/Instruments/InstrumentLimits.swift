/// The bounds that a venue sets on orders in an instrument; a limit that does not exist is `nil`.
public struct InstrumentLimits: Hashable, Sendable, Codable {
  /// The smallest quantity of an order, in base units or contracts.
  public var minQuantity: Quantity?
  /// The largest quantity of an order, in base units or contracts.
  public var maxQuantity: Quantity?
  /// The largest quantity of a market order, where it differs.
  public var maxMarketQuantity: Quantity?
  /// The smallest quantity of a market order, where it differs.
  public var minMarketQuantity: Quantity?
  /// The least that an order must be worth, in the quote currency; the risk engine passes over it where
  /// ``Instrument/notional(quantity:price:)`` is in another currency.
  public var minNotional: Money?
  /// The most that an order may be worth, in the quote currency; the risk engine passes over it where
  /// ``Instrument/notional(quantity:price:)`` is in another currency.
  public var maxNotional: Money?
  /// The lowest limit, trigger or activation price of an order.
  public var minPrice: Price?
  /// The highest limit, trigger or activation price of an order.
  public var maxPrice: Price?

  /// Makes a set of limits, of which those that are not given do not exist.
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
