/// The venue's word on an order together with those of its trades that are at hand.
public struct OrderReportBundle: Hashable, Sendable, Codable {
  public var order: OrderStatusReport
  public var fills: [FillReport]

  public init(order: OrderStatusReport, fills: [FillReport] = []) {
    self.order = order
    self.fills = fills
  }
}
