/// The identifier of a node's trader, `NAME-TAG`, as `TRADER-001`.
public struct TraderId: TextIdentifier {
  private let interned: InternedText

  public init(_ text: String) { interned = InternedText(text) }

  public var text: String { interned.text }
}
