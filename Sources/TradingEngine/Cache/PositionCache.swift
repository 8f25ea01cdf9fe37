import DequeModule
public import TradingModel

/// All positions of a node, open and closed, and what the venue last said about its own.
///
/// Several strategies may hold parts of one position of the venue: a position is known by its identifier and its owner,
/// and the parts of all owners add up to the venue's.
public final class PositionCache {
  /// What tells positions apart.
  struct Key: Hashable {
    let id: PositionId
    let strategyId: StrategyId
  }

  private var positions: [Key: Position] = [:]
  /// When each position was first known, counted.
  private var numbers: [Key: Int] = [:]
  private var nextNumber = 0
  /// Open positions by instrument, in the order of their first opening.
  private var openKeys: [InstrumentId: [Key]] = [:]
  /// Closed positions in the order in which they were closed.
  private var retired = Deque<(key: Key, closing: Int)>()
  /// Which closing of each position is its last one.
  private var closings: [Key: Int] = [:]
  private var nextClosing = 0
  /// Positions whose identifier was used again after they were closed, and closed ones that had to make room, oldest
  /// first; the newest ``historyCapacity`` of them.
  public private(set) var history: [Position] = []
  /// How many closed positions are kept, and how many the history keeps; what older ones realized stays in
  /// ``pastRealizedPnls(instrumentId:strategyId:)``.
  public let historyCapacity: Int
  /// What all positions that went to the history have realized, by instrument and strategy.
  private var past: [PastKey: Money] = [:]
  private var reports: [PositionId: PositionStatusReport] = [:]

  private struct PastKey: Hashable {
    let instrumentId: InstrumentId
    let strategyId: StrategyId
  }

  /// An empty cache; a capacity below zero counts as zero.
  public init(historyCapacity: Int = 1_000) { self.historyCapacity = max(0, historyCapacity) }

  // MARK: Looking up

  /// The current position of this identifier and owner, open or closed.
  public func position(_ id: PositionId, strategyId: StrategyId) -> Position? {
    positions[Key(id: id, strategyId: strategyId)]
  }

  /// The open positions of this identifier, of all owners.
  public func open(_ id: PositionId) -> [Position] {
    openKeys.values.joined().filter { $0.id == id }.sorted { number($0) < number($1) }.compactMap { positions[$0] }
  }

  /// The current positions that fit, in the order of their first opening.
  public func all(instrumentId: InstrumentId? = nil, strategyId: StrategyId? = nil) -> [Position] {
    positions.keys.sorted { number($0) < number($1) }.compactMap { positions[$0] }.filter {
      (instrumentId == nil || $0.instrumentId == instrumentId) && (strategyId == nil || $0.strategyId == strategyId)
    }
  }

  /// The open positions that fit, in the order of their first opening.
  public func open(instrumentId: InstrumentId? = nil, strategyId: StrategyId? = nil) -> [Position] {
    let keys =
      instrumentId.map { openKeys[$0] ?? [] } ?? openKeys.values.joined().sorted { number($0) < number($1) }
    return keys.compactMap { strategyId == nil || $0.strategyId == strategyId ? positions[$0] : nil }
  }

  /// The closed positions that fit, those in the history first.
  public func closed(instrumentId: InstrumentId? = nil, strategyId: StrategyId? = nil) -> [Position] {
    let past = history.filter {
      (instrumentId == nil || $0.instrumentId == instrumentId) && (strategyId == nil || $0.strategyId == strategyId)
    }
    return past + all(instrumentId: instrumentId, strategyId: strategyId).filter(\.isClosed)
  }

  /// How many positions are kept, open, closed and in the history.
  public var count: Int { positions.count + history.count }

  /// What the positions in the history, and those that it no longer keeps, have realized.
  public func pastRealizedPnls(instrumentId: InstrumentId? = nil, strategyId: StrategyId? = nil) -> [Money] {
    pastRealized.filter {
      (instrumentId == nil || $0.instrumentId == instrumentId) && (strategyId == nil || $0.strategyId == strategyId)
    }
    .map(\.pnl)
  }

  private func number(_ key: Key) -> Int { numbers[key] ?? 0 }

  // MARK: What was realized before

  /// What positions that are not kept any more have realized, by instrument and owner.
  var pastRealized: [RealizedPnl] {
    past.map { RealizedPnl(instrumentId: $0.key.instrumentId, strategyId: $0.key.strategyId, pnl: $0.value) }
      .sorted { ($0.instrumentId.text, $0.strategyId.text) < ($1.instrumentId.text, $1.strategyId.text) }
  }

  func store(_ realized: RealizedPnl) {
    past[PastKey(instrumentId: realized.instrumentId, strategyId: realized.strategyId)] = realized.pnl
  }

  private func archive(_ position: Position) {
    let key = PastKey(instrumentId: position.instrumentId, strategyId: position.strategyId)
    let before = past[key] ?? .zero(position.terms.settlement)
    past[key] = (try? before.adding(position.realizedPnl)) ?? before
    history.append(position)
    // Trimmed in bulk, so that it costs little for each position.
    if history.count > historyCapacity * 2 { history.removeFirst(history.count - historyCapacity) }
  }

  // MARK: The venue's word

  /// What the venue last said about its position of this identifier: leverage, liquidation price, margin type.
  public func report(_ id: PositionId) -> PositionStatusReport? { reports[id] }

  /// What the venue last said about its positions in an instrument.
  public func reports(instrumentId: InstrumentId) -> [PositionStatusReport] {
    reports.values.filter { $0.instrumentId == instrumentId }
      .sorted { ($0.positionId?.text ?? "") < ($1.positionId?.text ?? "") }
  }

  func store(_ report: PositionStatusReport) {
    let id = report.positionId ?? PositionId("\(report.instrumentId)-BOTH")
    if let known = reports[id], known.tsLast > report.tsLast { return }
    reports[id] = report
  }

  // MARK: Changing

  /// Adds or replaces a position; a closed one whose identifier opens again goes to the history.
  public func store(_ position: Position) {
    let key = Key(id: position.id, strategyId: position.strategyId)
    let known = positions[key]
    if let known, known.isClosed, position.isOpen { archive(known) }
    if numbers[key] == nil {
      numbers[key] = nextNumber
      nextNumber += 1
    }
    positions[key] = position
    let wasOpen = known?.isOpen ?? false
    if position.isOpen, !wasOpen {
      openKeys[position.instrumentId, default: []].append(key)
      openKeys[position.instrumentId]?.sort { number($0) < number($1) }
      closings[key] = nil
    } else if position.isClosed, wasOpen || known == nil {
      if wasOpen { openKeys[position.instrumentId]?.removeAll { $0 == key } }
      retire(key)
    }
  }

  /// Lets the oldest closed positions go to the history when there are too many.
  private func retire(_ key: Key) {
    nextClosing += 1
    closings[key] = nextClosing
    retired.append((key, nextClosing))
    while closings.count > historyCapacity || retired.count > historyCapacity * 4 + 64,
      let (oldest, closing) = retired.popFirst()
    {
      guard closings[oldest] == closing else { continue }
      closings[oldest] = nil
      guard let position = positions[oldest], position.isClosed else { continue }
      archive(position)
      positions[oldest] = nil
      numbers[oldest] = nil
    }
  }
}
