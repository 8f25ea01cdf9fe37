/// A receiver's place in a list.
///
/// An object of its own that nobody else refers to: calling through it costs no reference counting of the receiver,
/// whose count may be slow to change because it is referred to weakly.
final class SubscriberPort {
  let subscriber: any MarketDataSubscriber
  let priority: Int

  init(_ subscriber: any MarketDataSubscriber, priority: Int) {
    self.subscriber = subscriber
    self.priority = priority
  }
}

/// The receivers of one stream of market data, those of higher priority first, equals in the order of subscription.
struct SubscriberList {
  private(set) var ports: [SubscriberPort] = []

  var isEmpty: Bool { ports.isEmpty }

  /// Adds a subscriber; one that is there already stays where it is.
  mutating func add(_ subscriber: any MarketDataSubscriber, priority: Int) {
    guard !ports.contains(where: { $0.subscriber === subscriber }) else { return }
    let place = ports.firstIndex { $0.priority < priority } ?? ports.endIndex
    ports.insert(SubscriberPort(subscriber, priority: priority), at: place)
  }

  mutating func remove(_ subscriber: any MarketDataSubscriber) {
    ports.removeAll { $0.subscriber === subscriber }
  }

  func contains(_ port: SubscriberPort) -> Bool {
    ports.contains { $0 === port }
  }

  /// Calls the receivers in order.
  ///
  /// - Parameter isStillThere: asked before each call but the first.
  @inline(__always)
  func forEach(where isStillThere: (SubscriberPort) -> Bool, _ call: (any MarketDataSubscriber) -> Void) {
    ports.withUnsafeBufferPointer { ports in
      for index in 0..<ports.count {
        Unmanaged.passUnretained(ports[index])._withUnsafeGuaranteedRef { port in
          if index == 0 || isStillThere(port) { call(port.subscriber) }
        }
      }
    }
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
