public import TradingModel

/// Something that the execution engine tells, after everything that it means is in the caches.
public enum ExecutionNews: Hashable, Sendable {
  case order(OrderEvent)
  case position(PositionEvent)
  case account(AccountState)
  case connection(ConnectionState)
}
