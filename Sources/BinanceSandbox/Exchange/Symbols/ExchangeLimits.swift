/// Filters of the whole spot exchange; `nil` is no limit.
public struct ExchangeLimits: Sendable {
  /// The most open orders of an account over all symbols, `EXCHANGE_MAX_NUM_ORDERS`.
  public var maxOrders: Int?
  /// The most of them that are stops or take-profits, triggered or not: `EXCHANGE_MAX_NUM_ALGO_ORDERS`.
  public var maxAlgoOrders: Int?
  /// The most of them that are icebergs, `EXCHANGE_MAX_NUM_ICEBERG_ORDERS`.
  public var maxIcebergOrders: Int?
  /// The most open order lists of an account over all symbols, `EXCHANGE_MAX_NUM_ORDER_LISTS`.
  public var maxOrderLists: Int?

  /// Makes limits that refuse nothing.
  public init() {}

  /// Refuses an order that would be one too many on the exchange.
  func check(_ draft: OrderDraft, open: [VenueOrder]) throws(VenueError) {
    if let maxOrders, open.count >= maxOrders { throw .filter("EXCHANGE_MAX_NUM_ORDERS") }
    if draft.isConditional, let maxAlgoOrders, open.count(where: { $0.type.isConditionalSpot }) >= maxAlgoOrders {
      throw .filter("EXCHANGE_MAX_NUM_ALGO_ORDERS")
    }
    if draft.icebergQuantity > 0, let maxIcebergOrders,
      open.count(where: { $0.icebergQuantity > 0 }) >= maxIcebergOrders
    {
      throw .filter("EXCHANGE_MAX_NUM_ICEBERG_ORDERS")
    }
  }

  var isEmpty: Bool { maxOrders == nil && maxAlgoOrders == nil && maxIcebergOrders == nil && maxOrderLists == nil }
}
