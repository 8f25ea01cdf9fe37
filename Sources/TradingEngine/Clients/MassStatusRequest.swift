public import TradingModel

/// What a client is asked to find out for reconciliation.
public struct MassStatusRequest: Hashable, Sendable {
  /// Instruments of which closed orders and fills are wanted as well: those with local orders or positions.
  /// Open orders are wanted for all instruments.
  public var instrumentIds: [InstrumentId]
  /// From when on closed orders and fills are wanted; open orders are wanted whatever their age.
  public var since: UnixNanos?
  /// The orders that are open or in flight as far as is known here: those that the open orders do not show are to be
  /// looked up one by one.
  public var openOrders: [QueryOrder]

  /// Makes a question about the open orders of all instruments, and about what else is named.
  public init(instrumentIds: [InstrumentId] = [], since: UnixNanos? = nil, openOrders: [QueryOrder] = []) {
    self.instrumentIds = instrumentIds
    self.since = since
    self.openOrders = openOrders
  }
}
