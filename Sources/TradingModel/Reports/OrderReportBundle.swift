/// The venue's word on an order together with those of its trades that are at hand.
public struct OrderReportBundle: Hashable, Sendable, Codable {
  /// The venue's word on the order.
  public var order: OrderStatusReport
  /// Trades of the order, in any order; they may be fewer than its filled quantity asks for.
  public var fills: [FillReport]

  /// Makes a bundle of a report and the trades that are known with it.
  public init(order: OrderStatusReport, fills: [FillReport] = []) {
    self.order = order
    self.fills = fills
  }
}
