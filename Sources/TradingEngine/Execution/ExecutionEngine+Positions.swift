import Logging
import TradingModel

extension ExecutionEngine {
  /// Tells a fill and changes the position that it belongs to.
  func updatePosition(with fill: OrderFilled, of order: Order) {
    var told = fill
    let id = fill.positionId ?? positionId(for: fill, of: order)
    told.positionId = id
    if order.positionId == nil { orders.update(order.clientOrderId) { $0.positionId = id } }
    tell(.order(.filled(told)))
    guard let instrument = market.instrument(fill.instrumentId) else {
      log.error(
        "fill \(fill.tradeId) of order \(order.clientOrderId): instrument \(fill.instrumentId) is not loaded; its position follows once it is"
      )
      parked[fill.instrumentId, default: []].append(told)
      return
    }
    book(told, in: id, of: order, instrument: instrument)
  }

  /// Lets the positions follow from fills that came before their instrument was loaded.
  func unpark(_ instrument: Instrument) {
    guard let fills = parked.removeValue(forKey: instrument.id) else { return }
    perform {
      for fill in fills {
        guard let id = fill.positionId, let order = orders.order(fill.clientOrderId) else { continue }
        book(fill, in: id, of: order, instrument: instrument)
      }
    }
  }

  private func book(_ fill: OrderFilled, in id: PositionId, of order: Order, instrument: Instrument) {
    do throws(DecimalError) {
      try apply(PositionFill(fill), to: id, of: order, instrument: instrument)
    } catch {
      log.error("fill \(fill.tradeId) of order \(order.clientOrderId): position \(id) cannot be computed: \(error)")
    }
  }

  private func apply(
    _ fill: PositionFill, to id: PositionId, of order: Order, instrument: Instrument
  ) throws(DecimalError) {
    guard let position = positions.position(id, strategyId: order.strategyId), position.isOpen else {
      let rest = try reduceHolders(of: id, by: fill, of: order, instrument: instrument)
      if let rest { try open(rest, id: id, of: order, instrument: instrument) }
      return
    }
    if let rest = try apply(fill, to: position) { try open(rest, id: id, of: order, instrument: instrument) }
  }

  /// Changes a position by a fill and tells of it. Returns what the fill leaves after it has closed the position.
  private func apply(_ fill: PositionFill, to before: Position) throws(DecimalError) -> PositionFill? {
    var position = before
    let rest = try position.apply(fill)
    positions.store(position)
    if position.isClosed {
      tell(.position(.closed(PositionClosed(position, tsInit: fill.tsInit))))
    } else {
      tell(.position(.changed(PositionChanged(position, tsInit: fill.tsInit))))
    }
    return rest
  }

  /// Takes a fill of an order that nobody here made out of the positions of those who hold what it closes: a venue that
  /// nets (or liquidates) closes theirs. On spot, unless with borrowed money, everybody has only what their own fills add
  /// up to. Returns the rest.
  private func reduceHolders(
    of id: PositionId, by fill: PositionFill, of order: Order, instrument: Instrument
  ) throws(DecimalError) -> PositionFill? {
    guard order.strategyId == .external else { return fill }
    let holders: [Position]
    if instrument.kind != .currencyPair {
      holders = positions.open(id)
    } else if let account = order.accountId, accounts.account(account)?.type == .margin {
      holders = positions.open(instrumentId: instrument.id).filter { $0.accountId == account }
    } else {
      return fill
    }
    var rest: PositionFill? = fill
    for holder in holders where holder.strategyId != .external && holder.closingSide == fill.side {
      guard let part = rest else { break }
      rest = try apply(part, to: holder)
    }
    return rest
  }

  private func open(
    _ fill: PositionFill, id: PositionId, of order: Order, instrument: Instrument
  ) throws(DecimalError) {
    let position = try Position(
      id: id, instrument: instrument, strategyId: order.strategyId, accountId: order.accountId, opening: fill)
    positions.store(position)
    tell(.position(.opened(PositionOpened(position, tsInit: fill.tsInit))))
  }

  /// Books what a trade really cost in the position that the trade went to.
  ///
  /// Where that was closed and its identifier is used again, the difference is the new one's: their sum is right.
  func correctPosition(by correction: OrderCommissionCorrected, of order: Order) {
    guard let id = order.positionId, var position = positions.position(id, strategyId: order.strategyId) else { return }
    do throws(DecimalError) {
      try position.correctCommission(from: correction.estimate, to: correction.commission)
    } catch {
      return log.error(
        "order \(order.clientOrderId): the commission of trade \(correction.tradeId) cannot be booked: \(error)")
    }
    positions.store(position)
    if position.isOpen { tell(.position(.changed(PositionChanged(position, tsInit: correction.tsInit)))) }
  }

  private func isHedging(_ order: Order) -> Bool {
    let own = omsTypes[order.strategyId]
    return (own ?? client(for: order.instrumentId, named: order.clientId)?.omsType) == .hedging
  }

  /// The position of a fill: the venue's, else the one that the order was meant for, else the one in which the instrument
  /// is netted.
  ///
  /// A strategy that keeps positions apart where the venue nets them has one for each order instead.
  func positionId(for fill: OrderFilled, of order: Order) -> PositionId {
    if omsTypes[order.strategyId] == .hedging, fill.positionId?.isOfHedgeMode != true {
      return order.positionId ?? PositionId("P-\(order.clientOrderId)")
    }
    if let id = fill.positionId ?? order.positionId { return id }
    return isHedging(order) ? PositionId("P-\(order.clientOrderId)") : nettedId(of: order)
  }

  /// The position in which a strategy's fills in an instrument are netted. Fills on another account of this node (spot
  /// beside margin) close nothing of it: they have a position of their own.
  private func nettedId(of order: Order) -> PositionId {
    let common = PositionId("\(order.instrumentId)-BOTH")
    guard let account = order.accountId else { return common }
    let own = PositionId("\(order.instrumentId)-\(account)-BOTH")
    if positions.position(own, strategyId: order.strategyId)?.isOpen == true { return own }
    guard let held = positions.position(common, strategyId: order.strategyId), held.isOpen,
      let holder = held.accountId, holder != account, clients.contains(where: { $0.accountId == holder })
    else { return common }
    return own
  }
}
