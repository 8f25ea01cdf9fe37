/// The identifier of a data actor.
public struct ActorId: TextIdentifier {
  private let interned: InternedText

  public init(_ text: String) { interned = InternedText(text) }

  public var text: String { interned.text }
}
