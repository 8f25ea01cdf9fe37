/// A precision together with what is worked out from it, for who reads many decimals at the same one.
@frozen
public struct JSONScale: Hashable, Sendable {
  /// How many decimals the mantissas have.
  public let precision: UInt8
  /// 10^precision; zero where the precision is too large for ``JSONCursor``.
  @usableFromInline let factor: UInt64
  /// The bytes of a word of decimals that lie within the precision.
  @usableFromInline let kept: UInt64
  /// How far those bytes are moved to stand at the word's end.
  @usableFromInline let shift: UInt64

  /// Works out what reading at a number of decimals needs; ``JSONCursor`` takes at most eight.
  public init(_ precision: UInt8) {
    self.precision = precision
    factor = precision <= 8 ? WordBytes.powerOfTen(Int(precision)) : 0
    kept = precision >= 8 ? .max : (1 &<< (UInt64(precision) &* 8)) &- 1
    shift = precision >= 8 ? 0 : (64 &- UInt64(precision) &* 8) & 63
  }
}
