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
