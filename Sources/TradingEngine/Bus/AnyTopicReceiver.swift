/// Receives messages of every type.
final class AnyTopicReceiver: TopicReceiver {
  private let handler: (String, Any) -> Void

  init(_ handler: @escaping (String, Any) -> Void) { self.handler = handler }

  override func receive<Message>(_ message: Message, topic: String) { handler(topic, message) }
}
