/// The identifier of a position.
public struct PositionId: TextIdentifier {
  public let text: String

  public init(_ text: String) { self.text = text }
}
