/// The identifier of a node's trader, `NAME-TAG`, as `TRADER-001`.
public struct TraderId: TextIdentifier {
  public let text: String

  public init(_ text: String) { self.text = text }
}
