public import TradingEngine
public import TradingModel

/// An execution event sink that keeps everything it is told.
public final class RecordingExecutionSink: ExecutionEventSink {
  /// The order events that came, in order; repetitions are kept too.
  public private(set) var events: [OrderEvent] = []
  /// The venue's words on orders, with their trades, in order.
  public private(set) var bundles: [OrderReportBundle] = []
  /// The venue's words on single trades, in order.
  public private(set) var fillReports: [FillReport] = []
  /// The venue's words on positions, in order.
  public private(set) var positionReports: [PositionStatusReport] = []
  /// What the client told of everything at once, by itself, in order; answers to questions are not among it.
  public private(set) var massStatuses: [ExecutionMassStatus] = []
  /// The account states that came, in order, complete or not.
  public private(set) var accountStates: [AccountState] = []
  /// What was told of the client's connections, in order.
  public private(set) var connectionStates: [ConnectionState] = []

  /// A sink that was told nothing yet.
  public init() {}

  /// The names of the events of one order, in order: `OrderSubmitted`, `OrderAccepted`, …
  public func names(of id: ClientOrderId) -> [String] {
    events.filter { $0.clientOrderId == id }.map(\.name)
  }

  /// The fills of one order.
  public func fills(of id: ClientOrderId) -> [OrderFilled] {
    events.compactMap { event in
      guard case .filled(let fill) = event, fill.clientOrderId == id else { return nil }
      return fill
    }
  }

  public func process(_ event: OrderEvent) { events.append(event) }
  public func process(_ report: OrderReportBundle) { bundles.append(report) }
  public func process(_ report: FillReport) { fillReports.append(report) }
  public func process(_ report: PositionStatusReport) { positionReports.append(report) }
  public func process(_ status: ExecutionMassStatus) { massStatuses.append(status) }
  public func process(_ state: AccountState) { accountStates.append(state) }
  public func process(_ state: ConnectionState) { connectionStates.append(state) }
}
