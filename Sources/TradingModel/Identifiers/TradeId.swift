/// The venue's identifier of a trade.
///
/// Venues number their trades, so the identifier is one integer in memory; the few texts that are no such number are
/// interned.
@frozen
public struct TradeId: Hashable, Sendable {
  /// The number, or the number of the interned text with the top bit set.
  @usableFromInline let raw: UInt64

  private static let table = InternTable()
  @usableFromInline static let textFlag: UInt64 = 1 << 63

  /// A numbered trade; numbers from 2^63 on do not occur.
  @inlinable
  public init(number: UInt64) { raw = number & ~Self.textFlag }

  /// From its text.
  public init(_ text: String) {
    if let number = UInt64(text), number < Self.textFlag, String(number) == text {
      raw = number
    } else {
      raw = Self.textFlag | UInt64(Self.table.number(of: text))
    }
  }

  /// The number, when the identifier is one.
  @inlinable
  public var number: UInt64? { raw & Self.textFlag == 0 ? raw : nil }

  /// The text of the identifier.
  public var text: String {
    if let number { return String(number) }
    return Self.table.text(of: UInt32(truncatingIfNeeded: raw))
  }
}

extension TradeId: Comparable, CustomStringConvertible, Codable {
  public var description: String { text }

  /// Numbers by value, before texts by text.
  public static func < (left: TradeId, right: TradeId) -> Bool {
    switch (left.number, right.number) {
    case (let first?, let second?): first < second
    case (_?, nil): true
    case (nil, _?): false
    case (nil, nil): left.text < right.text
    }
  }

  public init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(String.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
