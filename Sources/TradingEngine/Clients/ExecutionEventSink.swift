public import TradingModel

/// What receives order and account news from an execution client: the ``ExecutionEngine``, or a user's own object.
///
/// Called on the kernel's loop. Facts may come repeatedly and out of order; each counts once.
public protocol ExecutionEventSink: AnyObject {
  /// Something happened to an order that the client knows from a command.
  func process(_ event: OrderEvent)
  /// The venue's word on an order, with those of its trades that are at hand.
  ///
  /// Trades that come along are applied with their own price and commission before the status; only what they leave
  /// unexplained of the filled quantity is inferred.
  func process(_ report: OrderReportBundle)
  /// The venue's word on a trade, whosever order it was.
  func process(_ report: FillReport)
  /// The venue's word on a position.
  func process(_ report: PositionStatusReport)
  /// Everything at once: after connecting again, or on the client's own initiative.
  func process(_ status: ExecutionMassStatus)
  /// Balances or margins changed.
  func process(_ state: AccountState)
  /// A connection of the client changed its state.
  func process(_ state: ConnectionState)
}

extension ExecutionEventSink {
  /// The venue's word on an order, without trades.
  public func process(_ report: OrderStatusReport) { process(OrderReportBundle(order: report)) }
}
