/// The identifier of an instrument: a symbol and a venue, written `BTCUSDT.BINANCE`.
///
/// It is one integer in memory (the text is interned), so quotes and trades carry it without reference counting.
@frozen
public struct InstrumentId: Hashable, Sendable {
  /// A small number, unique to this text within the process; for tables indexed by instrument.
  public let index: UInt32

  @usableFromInline init(index: UInt32) { self.index = index }

  private static let table = InternTable()

  /// Reads `SYMBOL.VENUE`; the text is split at its last point.
  ///
  /// - Throws: ``IdentifierError`` when a part is missing.
  public init(_ text: some StringProtocol) throws(IdentifierError) {
    guard let point = text.lastIndex(of: "."), point != text.startIndex, text.index(after: point) != text.endIndex
    else {
      throw IdentifierError(kind: "instrument id", text: String(text), expected: "SYMBOL.VENUE, as BTCUSDT.BINANCE")
    }
    self.init(symbol: String(text[..<point]), venue: Venue(String(text[text.index(after: point)...])))
  }

  /// From its two parts.
  public init(symbol: String, venue: Venue) {
    self.init(index: Self.table.number(of: "\(symbol).\(venue.text)"))
  }

  /// The whole text, `BTCUSDT.BINANCE`.
  public var text: String { Self.table.text(of: index) }

  /// The part before the last point.
  public var symbol: String {
    let text = self.text
    guard let point = text.lastIndex(of: ".") else { return text }
    return String(text[..<point])
  }

  /// The part behind the last point.
  public var venue: Venue {
    let text = self.text
    guard let point = text.lastIndex(of: ".") else { return Venue("") }
    return Venue(String(text[text.index(after: point)...]))
  }
}

extension InstrumentId: Comparable, CustomStringConvertible, Codable {
  /// The whole text, `BTCUSDT.BINANCE`.
  public var description: String { text }

  /// By text, so that the order is the same in every process.
  public static func < (left: InstrumentId, right: InstrumentId) -> Bool { left.text < right.text }

  public init(from decoder: any Decoder) throws {
    try self.init(decoder.singleValueContainer().decode(String.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
