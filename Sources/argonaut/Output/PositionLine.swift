import TradingModel

extension JSONLine {
  /// The line of a position event: `{"event":"PositionOpened",…}`.
  init(_ event: PositionEvent) {
    self.init("event", event.name)
    string("positionId", event.positionId.text)
    string("instrument", event.instrumentId.text)
    string("strategy", event.strategyId.text)
    addPosition(event.position)
    times(event.tsEvent, event.tsInit)
  }

  /// A position as an object, with its unrealized profit at `price` where there is one.
  init(position: Position, price: Price?) {
    self.init("positionId", position.id.text)
    string("instrument", position.instrumentId.text)
    string("strategy", position.strategyId.text)
    addPosition(position)
    if let price, let pnl = try? position.unrealizedPnl(at: price) { decimal("unrealizedPnl", pnl.amountText) }
  }

  private mutating func addPosition(_ position: Position) {
    string("account", position.accountId?.text)
    string("side", position.side.rawValue)
    decimal("quantity", position.quantityText)
    decimal("averageOpenPrice", position.averageOpenPrice?.plain(minimumDecimals: Int(position.terms.pricePrecision)))
    decimal("realizedPnl", position.realizedPnl.amountText)
  }
}
