/// A subscription to topics, for cancelling it.
public struct TopicSubscription: Hashable, Sendable {
  let number: UInt64
}
