/// The identifier of an account, `ISSUER-NUMBER`, as `BINANCE-001`.
public struct AccountId: TextIdentifier {
  private let interned: InternedText

  public init(_ text: String) { interned = InternedText(text) }

  public var text: String { interned.text }
}
