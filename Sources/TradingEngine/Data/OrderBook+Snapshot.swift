public import TradingModel

extension OrderBook {
  /// The whole book as one message: a `BookAction/clear` and an addition for every level, best first.
  public func snapshot() -> OrderBookDeltas {
    let bids = bids().map { OrderBookDelta(action: .add, side: .buy, price: $0.price, size: $0.size) }
    let asks = asks().map { OrderBookDelta(action: .add, side: .sell, price: $0.price, size: $0.size) }
    return OrderBookDeltas(
      instrumentId: instrumentId, deltas: [.clear] + bids + asks, sequence: sequence, isSnapshot: true, tsEvent: tsLast,
      tsInit: tsInit)
  }
}
