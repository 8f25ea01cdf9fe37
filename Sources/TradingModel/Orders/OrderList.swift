/// Orders that are sent together because they depend on one another.
public struct OrderList: Hashable, Sendable, Codable {
  /// The list's identifier, which each of its orders carries in its terms.
  public let id: OrderListId
  /// How the orders of the list depend on one another.
  public let contingency: ContingencyType
  /// In OTO and OTOCO lists the first one triggers the others.
  public let orders: [Order]

  /// Makes a list of orders that are linked already.
  public init(id: OrderListId, contingency: ContingencyType, orders: [Order]) {
    self.id = id
    self.contingency = contingency
    self.orders = orders
  }
}

extension SubmitOrder {
  /// The command that sends a new order.
  public init(_ order: Order, clientId: ClientId? = nil, tsInit: UnixNanos) {
    self.init(
      order: order.identity, terms: order.terms, positionId: order.positionId, clientId: clientId, tsInit: tsInit)
  }
}

extension SubmitOrderList {
  /// The command that sends a list of new orders.
  public init(_ list: OrderList, clientId: ClientId? = nil, tsInit: UnixNanos) {
    self.init(
      orderListId: list.id, contingency: list.contingency,
      orders: list.orders.map { SubmitOrder($0, clientId: clientId, tsInit: tsInit) }, clientId: clientId,
      tsInit: tsInit)
  }
}
