/// The filters of a symbol; a `nil` filter does not exist there.
///
/// Prices, quantities and multipliers are integers: prices and quantities at the symbol's decimals, multipliers in units
/// of 10^-4.
public struct SymbolFilters: Sendable {
  /// The lowest price and trigger price of an order, `PRICE_FILTER`; no bound on spot where it is 0.
  public var minPrice: Int64
  /// The highest price and trigger price; no bound where it is 0.
  public var maxPrice: Int64
  /// The step of prices, counted from 0 on spot and from ``minPrice`` on futures; not checked where it is 0.
  public var tickSize: Int64
  /// The smallest quantity, `LOT_SIZE`; on spot also of market orders and of what an iceberg shows.
  public var minQuantity: Int64
  /// The largest quantity, on spot also of market orders; on futures these have only ``marketMaxQuantity``.
  public var maxQuantity: Int64
  /// The step of quantities, counted from 0 on spot and from the smallest one on futures; not checked where it is 0.
  public var stepSize: Int64
  /// The smallest quantity of a market order, `MARKET_LOT_SIZE`; where it is 0, ``minQuantity`` decides.
  public var marketMinQuantity: Int64
  /// The largest quantity of a market order, on futures also of one that waits for its trigger.
  public var marketMaxQuantity: Int64
  /// 0 where the step is not checked.
  public var marketStepSize: Int64
  /// The least value of an order in the quote asset, `NOTIONAL` on spot and `MIN_NOTIONAL` on futures, which exempt
  /// orders that reduce.
  public var minNotional: Amount?
  /// The greatest value of a spot order in the quote asset, `NOTIONAL`; futures do not look at it. Where only
  /// ``minNotional`` exists spot's filter is called `MIN_NOTIONAL`, and where neither does there is none.
  public var maxNotional: Amount?
  /// The name of the filter by which spot tells and refuses values.
  var notionalName: String { maxNotional == nil ? "MIN_NOTIONAL" : "NOTIONAL" }
  /// Whether ``minNotional`` holds for market orders of spot; on futures it always does.
  public var appliesMinToMarket = true
  /// Whether ``maxNotional`` holds for market orders.
  public var appliesMaxToMarket = false
  /// The minutes of the average price that spot's percent and notional filters go by where there is no reference price;
  /// 0 is the last price.
  public var averagePriceMinutes = 5
  /// The upper bound for buyers, in units of 10^-4; futures tell it as `multiplierUp`.
  public var bidMultiplierUp: Int64
  /// The lower bound for buyers (spot); without use on futures.
  public var bidMultiplierDown: Int64
  /// The upper bound for sellers (spot); without use on futures.
  public var askMultiplierUp: Int64
  /// The lower bound for sellers, on spot and futures, which tell it as `multiplierDown`.
  public var askMultiplierDown: Int64
  /// The most open orders of an account in the symbol, `MAX_NUM_ORDERS`; without futures' waiting conditional ones.
  public var maxOrders = 200
  /// The most stops and take-profits among them on spot, and on futures the most conditional orders of an account in the
  /// symbol: `MAX_NUM_ALGO_ORDERS`. USDⓈ-M has no such filter, only 200 conditional orders over all symbols.
  public var maxAlgoOrders: Int? = 5
  /// The most icebergs among them, on spot: `MAX_NUM_ICEBERG_ORDERS`.
  public var maxIcebergOrders: Int? = nil
  /// Into how many parts an iceberg may fall, `ICEBERG_PARTS`; the venue's day may allow fewer.
  public var icebergParts = 100
  /// The most base asset that a spot account may have with its open buys and a new one, `MAX_POSITION`.
  public var maxPosition: Amount?
  /// The smallest `trailingDelta` of a spot order, above and below alike, in units of 10^-4: `TRAILING_DELTA`.
  public var minTrailingDelta = 10
  /// The largest `trailingDelta`, likewise.
  public var maxTrailingDelta = 2000
  /// The most open order lists of an account in a spot symbol, `MAX_NUM_ORDER_LISTS`.
  public var maxOrderLists = 20
  /// How often one spot order may be amended, `MAX_NUM_ORDER_AMENDS`.
  public var maxOrderAmends = 10
  /// Where takers stop, on spot.
  public var priceRange: PriceRange?
  /// How far a trigger may be from the mark price, in units of 10^-4 (futures `triggerProtect`).
  public var triggerProtect: Int64 = 500
  /// How far a market order may move from the mark price, in units of 10^-4 (futures `marketTakeBound`).
  public var marketTakeBound: Int64 = 500
}
