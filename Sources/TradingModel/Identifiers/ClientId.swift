/// The name of a data or execution client in a node, such as `BINANCE` or `BINANCE_FUTURES`.
public struct ClientId: TextIdentifier {
  private let interned: InternedText

  public init(_ text: String) { interned = InternedText(text) }

  public var text: String { interned.text }
}
