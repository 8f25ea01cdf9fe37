/// The identifier of a position.
public struct PositionId: TextIdentifier {
  public let text: String

  public init(_ text: String) { self.text = text }
}

extension PositionId {
  /// Whether it is one of the two positions that a venue keeps of a contract in hedge mode: `INSTRUMENT-LONG` or
  /// `INSTRUMENT-SHORT`.
  public var isOfHedgeMode: Bool { text.hasSuffix("-LONG") || text.hasSuffix("-SHORT") }
}
