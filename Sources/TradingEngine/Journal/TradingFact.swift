public import TradingModel

/// One fact that a node must know again after a restart.
///
/// What a node knows of its orders and positions is the fold of its facts, in order: the same facts give the same orders,
/// positions and profits. Snapshots (``order(_:)``, ``position(_:)``, ``realized(_:)``) stand for the facts before them.
public enum TradingFact: Hashable, Sendable {
  /// An instrument that orders or positions are in, as it was then.
  indirect case instrument(Instrument)
  /// An order was made; the client that was asked for.
  indirect case initialized(OrderInitialized, client: ClientId?)
  /// An order is about to be handed to a client: from here on the venue may have it.
  case sent(ClientOrderId, client: ClientId)
  /// A change of an order is about to be handed to its client.
  indirect case modify(ModifyOrder)
  /// An event that an order was given, whether or not it said anything new.
  case event(OrderEvent)
  /// An account's balances and margins.
  indirect case account(AccountState)
  /// The kill switch was set, or reset where there is no reason.
  case killSwitch(reason: String?)
  /// What is let through changed.
  case tradingState(TradingState)
  /// An order as it was.
  indirect case order(Order)
  /// A position as it was.
  indirect case position(Position)
  /// What positions that were not kept had realized.
  case realized(RealizedPnl)
}
