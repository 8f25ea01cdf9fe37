/// A text of at most 15 bytes as two words, the first byte in the lowest bits of ``low``, zeros behind the last one.
///
/// Texts without zero bytes are equal exactly when their words are.
@frozen
public struct JSONShortText: Hashable, Sendable {
  /// The first eight bytes.
  public let low: UInt64
  /// The ninth to the fifteenth byte, likewise from the lowest bits up; zero where the text has no more than eight.
  public let high: UInt64

  @inlinable @inline(__always)
  init(low: UInt64, high: UInt64) {
    self.low = low
    self.high = high
  }

  @inlinable @inline(__always)
  public static func == (left: JSONShortText, right: JSONShortText) -> Bool {
    (left.low ^ right.low) | (left.high ^ right.high) == 0
  }

  /// No text.
  public static var empty: JSONShortText { JSONShortText(low: 0, high: 0) }

  /// The words of a text; `nil` when it is longer than 15 bytes.
  public init?(_ text: some Collection<UInt8>) {
    guard text.count <= 15 else { return nil }
    var words: (UInt64, UInt64) = (0, 0)
    for (index, byte) in text.enumerated() {
      if index < 8 {
        words.0 |= UInt64(byte) << UInt64(index * 8)
      } else {
        words.1 |= UInt64(byte) << UInt64(index * 8 - 64)
      }
    }
    self.init(low: words.0, high: words.1)
  }
}
