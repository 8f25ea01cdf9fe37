public import TradingModel

/// Something that a kernel tells its observers, whoever else hears of it: every event of every order, position and
/// account, and every change of a connection, a book or the trading state, in the order in which they happened.
public enum KernelEvent: Hashable, Sendable {
  case order(OrderEvent)
  case position(PositionEvent)
  case account(AccountState)
  case connection(ConnectionState)
  case bookStatus(BookStatus)
  /// What is let through changed; with the reason while the kill switch is set, and when it happened.
  case trading(TradingState, killReason: String?, tsInit: UnixNanos)
}
