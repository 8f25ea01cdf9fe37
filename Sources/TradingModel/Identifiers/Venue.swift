/// A place where instruments trade, such as `BINANCE`.
public struct Venue: TextIdentifier {
  private let interned: InternedText

  public init(_ text: String) { interned = InternedText(text) }

  public var text: String { interned.text }
}
