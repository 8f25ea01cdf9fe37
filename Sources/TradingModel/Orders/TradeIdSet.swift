/// Trade identifiers in ascending order: equal sets are equal in memory and in what is written down.
///
/// Trades mostly come in ascending order, so that insertion is mostly an append.
public struct TradeIdSet: Hashable, Sendable, Codable {
  private var sorted: [TradeId] = []

  /// Makes an empty set.
  public init() {}

  /// Makes a set of identifiers that come in any order, each of which counts once.
  public init(_ ids: some Sequence<TradeId>) {
    for id in ids { insert(id) }
  }

  /// How many trades there are.
  public var count: Int { sorted.count }
  /// Whether there is no trade.
  public var isEmpty: Bool { sorted.isEmpty }

  /// Whether a trade is among them; found by halving, since they are in order.
  public func contains(_ id: TradeId) -> Bool {
    let place = position(of: id)
    return place < sorted.count && sorted[place] == id
  }

  /// Adds an identifier.
  ///
  /// - Returns: whether it is new.
  @discardableResult
  public mutating func insert(_ id: TradeId) -> Bool {
    if let last = sorted.last, last < id {
      sorted.append(id)
      return true
    }
    let place = position(of: id)
    if place < sorted.count, sorted[place] == id { return false }
    sorted.insert(id, at: place)
    return true
  }

  /// The index of the first identifier that is not before `id`.
  private func position(of id: TradeId) -> Int {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < id { low = middle + 1 } else { high = middle }
    }
    return low
  }

  public init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode([TradeId].self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(sorted)
  }
}

extension TradeIdSet: Sequence {
  public func makeIterator() -> IndexingIterator<[TradeId]> { sorted.makeIterator() }
}
