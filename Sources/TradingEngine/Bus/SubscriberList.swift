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

  @discardableResult
  mutating func remove(_ subscriber: any MarketDataSubscriber) -> SubscriberPort? {
    guard let place = ports.firstIndex(where: { $0.subscriber === subscriber }) else { return nil }
    return ports.remove(at: place)
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
