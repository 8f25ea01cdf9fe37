/// The filters of a symbol; a `nil` filter does not exist there.
///
/// Prices, quantities and multipliers are integers: prices and quantities at the symbol's decimals, multipliers in units
/// of 10^-4.
public struct SymbolFilters: Sendable {
  public var minPrice: Int64
  public var maxPrice: Int64
  public var tickSize: Int64
  public var minQuantity: Int64
  public var maxQuantity: Int64
  public var stepSize: Int64
  public var marketMinQuantity: Int64
  public var marketMaxQuantity: Int64
  /// 0 where the step is not checked.
  public var marketStepSize: Int64
  public var minNotional: Amount?
  public var maxNotional: Amount?
  public var appliesMinToMarket = true
  public var appliesMaxToMarket = false
  public var averagePriceMinutes = 5
  /// Multipliers for buyers (spot) or the upper and lower bound (futures), in units of 10^-4.
  public var bidMultiplierUp: Int64
  public var bidMultiplierDown: Int64
  public var askMultiplierUp: Int64
  public var askMultiplierDown: Int64
  public var maxOrders = 200
  public var maxAlgoOrders = 5
  public var maxIcebergOrders: Int? = nil
  public var icebergParts = 100
  public var maxPosition: Amount?
  public var minTrailingDelta = 10
  public var maxTrailingDelta = 2000
  public var maxOrderLists = 20
  public var maxOrderAmends = 10
  /// Where takers stop, on spot.
  public var priceRange: PriceRange?
  /// How far a trigger may be from the mark price, in units of 10^-4 (futures `triggerProtect`).
  public var triggerProtect: Int64 = 500
  /// How far a market order may move from the mark price, in units of 10^-4 (futures `marketTakeBound`).
  public var marketTakeBound: Int64 = 500
}
