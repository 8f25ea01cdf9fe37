public import TradingEngine
public import TradingModel

/// An execution event sink that keeps everything it is told.
public final class RecordingExecutionSink: ExecutionEventSink {
  public private(set) var events: [OrderEvent] = []
  public private(set) var bundles: [OrderReportBundle] = []
  public private(set) var fillReports: [FillReport] = []
  public private(set) var positionReports: [PositionStatusReport] = []
  public private(set) var massStatuses: [ExecutionMassStatus] = []
  public private(set) var accountStates: [AccountState] = []
  public private(set) var connectionStates: [ConnectionState] = []

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
