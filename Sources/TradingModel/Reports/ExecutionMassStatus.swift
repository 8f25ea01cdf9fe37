/// Everything that a client can find out about its account at one moment, for reconciliation.
public struct ExecutionMassStatus: Hashable, Sendable, Codable {
  public var clientId: ClientId
  public var accountId: AccountId
  public var venue: Venue
  /// Open orders, and closed ones as far as they were asked for.
  public var orders: [OrderStatusReport]
  public var fills: [FillReport]
  public var positions: [PositionStatusReport]
  /// Whether an open order that is missing in ``orders`` is certainly not open at the venue.
  public var hasAllOpenOrders: Bool
  /// Whether an instrument that is missing in ``positions`` is certainly flat.
  public var hasAllPositions: Bool
  public var tsInit: UnixNanos

  public init(
    clientId: ClientId, accountId: AccountId, venue: Venue, orders: [OrderStatusReport] = [], fills: [FillReport] = [],
    positions: [PositionStatusReport] = [], hasAllOpenOrders: Bool = false, hasAllPositions: Bool = false,
    tsInit: UnixNanos
  ) {
    self.clientId = clientId
    self.accountId = accountId
    self.venue = venue
    self.orders = orders
    self.fills = fills
    self.positions = positions
    self.hasAllOpenOrders = hasAllOpenOrders
    self.hasAllPositions = hasAllPositions
    self.tsInit = tsInit
  }
}
