/// The identifier of a strategy, `NAME-TAG`, as `EmaCross-001`; `EXTERNAL` owns what no strategy of this node did.
public struct StrategyId: TextIdentifier {
  private let interned: InternedText

  public init(_ text: String) { interned = InternedText(text) }

  public var text: String { interned.text }

  /// The owner of orders and positions that came from elsewhere.
  public static let external = StrategyId("EXTERNAL")

  /// The part behind the last hyphen, or the whole text.
  public var tag: String {
    guard let hyphen = text.lastIndex(of: "-") else { return text }
    return String(text[text.index(after: hyphen)...])
  }
}
