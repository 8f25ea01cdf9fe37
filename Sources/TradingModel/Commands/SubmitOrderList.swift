/// Send orders that depend on one another.
public struct SubmitOrderList: Hashable, Sendable, Codable {
  /// The identifier of the list, which its orders carry in their terms.
  public var orderListId: OrderListId
  /// How the orders depend on one another.
  public var contingency: ContingencyType
  /// In OTO and OTOCO lists the first one triggers the others.
  public var orders: [SubmitOrder]
  /// The execution client; by the instrument when `nil`.
  public var clientId: ClientId?
  /// When the command was given.
  public var tsInit: UnixNanos

  /// Makes the command for a list of new orders.
  public init(
    orderListId: OrderListId, contingency: ContingencyType, orders: [SubmitOrder], clientId: ClientId? = nil,
    tsInit: UnixNanos
  ) {
    self.orderListId = orderListId
    self.contingency = contingency
    self.orders = orders
    self.clientId = clientId
    self.tsInit = tsInit
  }
}
