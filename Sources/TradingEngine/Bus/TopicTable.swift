/// Who receives what on named topics.
struct TopicTable {
  struct Entry {
    let subscription: TopicSubscription
    let pattern: TopicPattern
    let priority: Int
    let receiver: TopicReceiver
  }

  private var entries: [Entry] = []
  private var matches: [String: [Entry]] = [:]
  private var nextNumber: UInt64 = 0

  /// How many topics are remembered with their receivers before the memory is emptied.
  private static let remembered = 4_096

  mutating func add(_ pattern: TopicPattern, priority: Int, receiver: TopicReceiver) -> TopicSubscription {
    let subscription = TopicSubscription(number: nextNumber)
    nextNumber &+= 1
    let place = entries.firstIndex { $0.priority < priority } ?? entries.endIndex
    entries.insert(
      Entry(subscription: subscription, pattern: pattern, priority: priority, receiver: receiver), at: place)
    matches.removeAll(keepingCapacity: true)
    return subscription
  }

  mutating func remove(_ subscription: TopicSubscription) {
    entries.removeAll { $0.subscription == subscription }
    matches.removeAll(keepingCapacity: true)
  }

  func contains(_ subscription: TopicSubscription) -> Bool {
    entries.contains { $0.subscription == subscription }
  }

  /// The receivers of a topic, in order of delivery.
  mutating func receivers(of topic: String) -> [Entry] {
    if let known = matches[topic] { return known }
    let found = entries.filter { $0.pattern.matches(topic) }
    if matches.count >= Self.remembered { matches.removeAll(keepingCapacity: true) }
    matches[topic] = found
    return found
  }
}
