public import TradingModel

/// All positions of a node, open and closed, and what the venue last said about its own.
public final class PositionCache {
  private var positions: [PositionId: Position] = [:]
  /// Positions whose identifier was used again after they were closed, oldest first; the newest
  /// ``historyCapacity`` of them.
  public private(set) var history: [Position] = []
  /// How many closed positions the history keeps; what older ones realized stays in ``pastRealizedPnls``.
  public let historyCapacity: Int
  /// What all positions that went to the history have realized, by instrument and strategy.
  private var past: [PastKey: Money] = [:]
  private var order: [PositionId] = []
  private var byInstrument: [InstrumentId: [PositionId]] = [:]
  private var reports: [PositionId: PositionStatusReport] = [:]

  private struct PastKey: Hashable {
    let instrumentId: InstrumentId
    let strategyId: StrategyId
  }

  public init(historyCapacity: Int = 1_000) { self.historyCapacity = max(0, historyCapacity) }

  /// The current position of this identifier, open or closed.
  public func position(_ id: PositionId) -> Position? { positions[id] }

  /// The current positions that fit, in the order of their first opening.
  public func all(instrumentId: InstrumentId? = nil, strategyId: StrategyId? = nil) -> [Position] {
    let ids = instrumentId.map { byInstrument[$0] ?? [] } ?? order
    return ids.compactMap { positions[$0] }.filter { strategyId == nil || $0.strategyId == strategyId }
  }

  /// The open positions that fit.
  public func open(instrumentId: InstrumentId? = nil, strategyId: StrategyId? = nil) -> [Position] {
    all(instrumentId: instrumentId, strategyId: strategyId).filter(\.isOpen)
  }

  /// The closed positions that fit, those in the history first.
  public func closed(instrumentId: InstrumentId? = nil, strategyId: StrategyId? = nil) -> [Position] {
    let past = history.filter {
      (instrumentId == nil || $0.instrumentId == instrumentId) && (strategyId == nil || $0.strategyId == strategyId)
    }
    return past + all(instrumentId: instrumentId, strategyId: strategyId).filter(\.isClosed)
  }

  /// What the positions in the history, and those that it no longer keeps, have realized.
  public func pastRealizedPnls(instrumentId: InstrumentId? = nil, strategyId: StrategyId? = nil) -> [Money] {
    past.filter {
      (instrumentId == nil || $0.key.instrumentId == instrumentId)
        && (strategyId == nil || $0.key.strategyId == strategyId)
    }
    .sorted { ($0.key.instrumentId.text, $0.key.strategyId.text) < ($1.key.instrumentId.text, $1.key.strategyId.text) }
    .map(\.value)
  }

  private func archive(_ position: Position) {
    let key = PastKey(instrumentId: position.instrumentId, strategyId: position.strategyId)
    let before = past[key] ?? .zero(position.terms.settlement)
    past[key] = (try? before.adding(position.realizedPnl)) ?? before
    history.append(position)
    // Trimmed in bulk, so that it costs little for each position.
    if history.count > historyCapacity * 2 { history.removeFirst(history.count - historyCapacity) }
  }

  /// What the venue last said about its position of this identifier: leverage, liquidation price, margin type.
  public func report(_ id: PositionId) -> PositionStatusReport? { reports[id] }

  /// What the venue last said about its positions in an instrument.
  public func reports(instrumentId: InstrumentId) -> [PositionStatusReport] {
    reports.values.filter { $0.instrumentId == instrumentId }
      .sorted { ($0.positionId?.text ?? "") < ($1.positionId?.text ?? "") }
  }

  /// Adds or replaces a position; a closed one whose identifier opens again goes to the history.
  public func store(_ position: Position) {
    if let known = positions[position.id] {
      if known.isClosed, position.isOpen {
        archive(known)
      }
    } else {
      order.append(position.id)
      byInstrument[position.instrumentId, default: []].append(position.id)
    }
    positions[position.id] = position
  }

  func store(_ report: PositionStatusReport) {
    let id = report.positionId ?? PositionId("\(report.instrumentId)")
    if let known = reports[id], known.tsLast > report.tsLast { return }
    reports[id] = report
  }
}
