/// The identifier of a data actor.
public struct ActorId: TextIdentifier {
  public let text: String

  public init(_ text: String) { self.text = text }
}
