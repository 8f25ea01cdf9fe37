import Logging
import TradingModel

extension ExecutionEngine {
  /// Tells a fill and changes the position that it belongs to.
  func updatePosition(with fill: OrderFilled, of order: Order) {
    guard let instrument = market.instrument(fill.instrumentId) else {
      log.error(
        "fill \(fill.tradeId) of order \(order.clientOrderId): instrument \(fill.instrumentId) is not loaded; no position follows"
      )
      return tell(.order(.filled(fill)))
    }
    let id = positionId(for: fill, of: order)
    var told = fill
    told.positionId = id
    if order.positionId == nil { orders.update(order.clientOrderId) { $0.positionId = id } }
    tell(.order(.filled(told)))
    do throws(DecimalError) {
      try apply(PositionFill(told), to: id, of: order, instrument: instrument)
    } catch {
      log.error("fill \(fill.tradeId) of order \(order.clientOrderId): position \(id) cannot be computed: \(error)")
    }
  }

  private func apply(
    _ fill: PositionFill, to id: PositionId, of order: Order, instrument: Instrument
  ) throws(DecimalError) {
    guard var position = positions.position(id), position.isOpen else {
      return try open(fill, id: id, of: order, instrument: instrument)
    }
    let rest = try position.apply(fill)
    positions.store(position)
    if position.isClosed {
      tell(.position(.closed(PositionClosed(position, tsInit: fill.tsInit))))
    } else {
      tell(.position(.changed(PositionChanged(position, tsInit: fill.tsInit))))
    }
    if let rest {
      // A position in hedging never turns around: what goes beyond closing it is another one.
      let next = isHedging(order) && order.positionId == nil ? PositionId("\(id)F") : id
      try open(rest, id: next, of: order, instrument: instrument)
    }
  }

  private func open(
    _ fill: PositionFill, id: PositionId, of order: Order, instrument: Instrument
  ) throws(DecimalError) {
    let position = try Position(
      id: id, instrument: instrument, strategyId: order.strategyId, accountId: order.accountId, opening: fill)
    positions.store(position)
    tell(.position(.opened(PositionOpened(position, tsInit: fill.tsInit))))
  }

  private func isHedging(_ order: Order) -> Bool {
    let own = omsTypes[order.strategyId]
    return (own ?? client(for: order.instrumentId, named: order.clientId)?.omsType) == .hedging
  }

  /// The position of a fill: the one that the order was meant for, else the venue's, else the strategy's own.
  private func positionId(for fill: OrderFilled, of order: Order) -> PositionId {
    if let id = fill.positionId ?? order.positionId { return id }
    guard isHedging(order) else { return PositionId("\(order.instrumentId)-\(order.strategyId)") }
    return PositionId("P-\(order.clientOrderId)")
  }
}
