/// Receives messages of one type; others are passed over.
final class TypedTopicReceiver<Wanted>: TopicReceiver {
  private let handler: (Wanted) -> Void

  init(_ handler: @escaping (Wanted) -> Void) { self.handler = handler }

  override func receive<Message>(_ message: Message, topic: String) {
    if let message = message as? Wanted { handler(message) }
  }
}
