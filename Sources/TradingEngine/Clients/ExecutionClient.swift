public import TradingModel

/// A venue's order entry and account as the execution engine sees them.
///
/// A client belongs to the kernel's loop: it is called on it, and calls its ``ExecutionEventSink`` on it.
///
/// Who tells what:
/// - `OrderInitialized`, `OrderDenied` by the risk or execution engine, `OrderPendingUpdate` and
///   `OrderPendingCancel` come from the engine, before the client sees the command.
/// - The client tells `OrderSubmitted` once for each order, when the request is handed to the network; or
///   `OrderDenied`, and nothing else, when it refuses the order itself and nothing was sent.
/// - After that it tells what the venue says, as events of the order (identity from the command) or as reports (for
///   orders that it does not know: after a restart, or made elsewhere). The same fact may be told any number of times,
///   in any order, by request answers and by streams: the engine applies each once.
/// - `OrderRejected`, `OrderModifyRejected` and `OrderCancelRejected` only when the outcome is definitive: the
///   venue's structured refusal. Everything else (timeouts, broken connections, 5xx, unreadable answers, the venue's
///   own "unknown" codes) is `OrderUnknown`: the order stays in flight, and the client finds out by its streams
///   and by queries, then tells what it found as events or reports. It never sends the order again.
public protocol ExecutionClient: AnyObject {
  /// The name of the client in the node's configuration.
  var id: ClientId { get }
  /// The venue that it serves.
  var venue: Venue { get }
  /// The account that it trades.
  var accountId: AccountId { get }
  /// Whether the account sells only what it owns, or holds positions against collateral.
  var accountType: AccountType { get }
  /// How the venue's positions work; may change while connecting.
  var omsType: OmsType { get }

  /// How far the venue's clock is ahead of this side's; negative when it is behind.
  var venueClockOffset: Duration { get }

  /// Whether this client serves an instrument (spot and futures clients share the venue).
  func serves(_ instrumentId: InstrumentId) -> Bool

  /// Whether the venue itself ends GTD orders in an instrument. Where it does not, the engine sends them as GTC and
  /// cancels them in time.
  func keepsExpireTime(_ instrumentId: InstrumentId) -> Bool

  /// Connects, subscribes to the user's data, and tells the account's state. `completion` is called once, on the loop,
  /// when orders can be sent and their events will arrive.
  func connect(completion: @escaping (Result<Void, any Error>) -> Void)

  /// Closes connections. `completion` is called once, on the loop.
  func disconnect(completion: @escaping () -> Void)

  /// Carries out a command; what becomes of it is told to the sink. Never called before the client is connected.
  ///
  /// For `TradingCommand/queryOrder(_:)` the client tells a report, or nothing when the venue does not know the order.
  func execute(_ command: TradingCommand)

  /// Asks the venue about one order, by every way there is. `completion` is called once, on the loop, with `nil` when
  /// the venue certainly does not know the order, with a failure when that could not be found out.
  func generateOrderStatusReport(
    _ query: QueryOrder, completion: @escaping (Result<OrderReportBundle?, any Error>) -> Void)

  /// Asks the venue for the account's orders, fills and positions. `completion` is called once, on the loop.
  func generateMassStatus(
    _ request: MassStatusRequest, completion: @escaping (Result<ExecutionMassStatus, any Error>) -> Void)
}

extension ExecutionClient {
  /// Zero, for a client that does not measure the venue's clock.
  public var venueClockOffset: Duration { .zero }
  /// `false`, for venues without GTD orders: the engine ends them.
  public func keepsExpireTime(_ instrumentId: InstrumentId) -> Bool { false }
}
