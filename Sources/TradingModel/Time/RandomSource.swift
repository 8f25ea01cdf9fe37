/// The seam through which everything in Argonaut draws random numbers: a seeded generator (xoshiro256**).
///
/// The same seed gives the same numbers, so a simulated session replays exactly.
public final class RandomSource: RandomNumberGenerator {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  /// A generator whose numbers are determined by `seed`.
  public init(seed: UInt64) {
    var mixer = seed
    func next() -> UInt64 {
      mixer &+= 0x9E37_79B9_7F4A_7C15
      var z = mixer
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
    state = (next(), next(), next(), next())
  }

  /// A generator with a seed from the operating system, for live use.
  public static func system() -> RandomSource {
    RandomSource(seed: UInt64.random(in: .min ... .max))
  }

  public func next() -> UInt64 {
    let result = rotate(state.1 &* 5, 7) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = rotate(state.3, 45)
    return result
  }

  /// A number in `0..<1`, for jitter, choices and synthetic markets; never for money.
  public func unit() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// Whether an event of the given probability happens.
  public func chance(_ probability: Double) -> Bool { unit() < probability }

  /// A whole number in the range.
  public func integer(in range: ClosedRange<Int>) -> Int {
    var generator = self
    return Int.random(in: range, using: &generator)
  }

  /// A generator of its own for one part of the system, so that parts do not disturb one another's numbers.
  public func split() -> RandomSource { RandomSource(seed: next()) }

  private func rotate(_ value: UInt64, _ count: UInt64) -> UInt64 { (value << count) | (value >> (64 - count)) }
}
