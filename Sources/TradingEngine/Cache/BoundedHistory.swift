/// The newest items of a series, at most `capacity` of them; index 0 is the newest.
///
/// Memory grows with the first items up to the capacity; from then on the oldest item is overwritten and nothing is
/// allocated.
public struct BoundedHistory<Element>: RandomAccessCollection {
  private var items: [Element] = []
  private var next = 0
  /// How many items are kept at most.
  public let capacity: Int

  /// An empty history; a capacity below one counts as one.
  public init(capacity: Int) { self.capacity = Swift.max(1, capacity) }

  /// The newest item.
  public var newest: Element? {
    guard !items.isEmpty else { return nil }
    return items[next == 0 ? items.count &- 1 : next &- 1]
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { items.count }

  public subscript(position: Int) -> Element {
    let place = next &- 1 &- position
    return items[place < 0 ? place &+ items.count : place]
  }

  /// Adds the newest item, dropping the oldest one when full.
  public mutating func append(_ item: Element) {
    if items.count < capacity {
      items.append(item)
      next = items.count == capacity ? 0 : items.count
    } else {
      items[next] = item
      next = next &+ 1 == capacity ? 0 : next &+ 1
    }
  }
}

extension BoundedHistory: Sendable where Element: Sendable {}
