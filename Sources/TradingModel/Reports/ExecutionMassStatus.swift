/// Everything that a client can find out about its account at one moment, for reconciliation.
public struct ExecutionMassStatus: Hashable, Sendable, Codable {
  /// The client that asked.
  public var clientId: ClientId
  /// The account that all reports are about.
  public var accountId: AccountId
  /// The venue that was asked.
  public var venue: Venue
  /// Open orders, and closed ones as far as they were asked for.
  public var orders: [OrderStatusReport]
  /// Trades of the account as far as they were asked for, oldest first; also of orders that are not in ``orders``.
  public var fills: [FillReport]
  /// Positions that the venue tells, also some that are flat; empty where it has none to tell, as on spot.
  public var positions: [PositionStatusReport]
  /// Whether an open order that is missing in ``orders`` is certainly not open at the venue.
  public var hasAllOpenOrders: Bool
  /// Whether an instrument that is missing in ``positions`` is certainly flat.
  public var hasAllPositions: Bool
  /// When the last answer had arrived.
  public var tsInit: UnixNanos

  /// Makes a mass status that is not taken for complete unless it says so.
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
