/// The receivers of one stream of market data, those of higher priority first, equals in the order of subscription.
struct SubscriberList {
  struct Entry {
    let subscriber: any MarketDataSubscriber
    let priority: Int
  }

  private(set) var entries: [Entry] = []

  var isEmpty: Bool { entries.isEmpty }

  /// Adds a subscriber; one that is there already stays where it is.
  mutating func add(_ subscriber: any MarketDataSubscriber, priority: Int) {
    guard !contains(subscriber) else { return }
    let place = entries.firstIndex { $0.priority < priority } ?? entries.endIndex
    entries.insert(Entry(subscriber: subscriber, priority: priority), at: place)
  }

  mutating func remove(_ subscriber: any MarketDataSubscriber) {
    entries.removeAll { $0.subscriber === subscriber }
  }

  func contains(_ subscriber: any MarketDataSubscriber) -> Bool {
    entries.contains { $0.subscriber === subscriber }
  }
}

/// Subscriber lists by the instrument's index, so that finding one is an array access.
struct InstrumentSubscribers {
  private var lists: [SubscriberList] = []

  @inline(__always)
  subscript(index: UInt32) -> SubscriberList {
    let place = Int(index)
    return place < lists.count ? lists[place] : SubscriberList()
  }

  mutating func add(_ subscriber: any MarketDataSubscriber, index: UInt32, priority: Int) {
    let place = Int(index)
    while lists.count <= place { lists.append(SubscriberList()) }
    lists[place].add(subscriber, priority: priority)
  }

  mutating func remove(_ subscriber: any MarketDataSubscriber, index: UInt32) {
    let place = Int(index)
    guard place < lists.count else { return }
    lists[place].remove(subscriber)
  }
}
