/// Why an order book cannot be kept: the book is no longer the venue's and has to be rebuilt from a snapshot.
public enum OrderBookError: Error, Hashable, Sendable {
  /// A price or size, at the precision that all levels need together, does not fit into 64 bits.
  case unrepresentable(InstrumentId, DecimalError)
  /// The best bid is at or above the best ask.
  case crossed(bid: Price, ask: Price)
  /// Deltas of one instrument were applied to another's book.
  case wrongInstrument(expected: InstrumentId, found: InstrumentId)
}

extension OrderBookError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unrepresentable(let id, let error):
      "the book of \(id) cannot hold a level exactly: \(error); rebuild it from a snapshot"
    case .crossed(let bid, let ask): "the book is crossed: best bid \(bid) is not below best ask \(ask)"
    case .wrongInstrument(let expected, let found): "changes of \(found) were given to the book of \(expected)"
    }
  }
}
