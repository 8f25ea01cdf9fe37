/// What is called with the messages of a topic.
///
/// Messages come as what they are, not as `Any`: an order's event put into an `Any` is an allocation of its size, for
/// every receiver and every event.
class TopicReceiver {
  func receive<Message>(_ message: Message, topic: String) {}
}
