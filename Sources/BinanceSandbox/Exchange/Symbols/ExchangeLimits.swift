/// Filters of the whole spot exchange; `nil` is no limit.
public struct ExchangeLimits: Sendable {
  public var maxOrders: Int?
  public var maxAlgoOrders: Int?
  public var maxIcebergOrders: Int?
  public var maxOrderLists: Int?

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
