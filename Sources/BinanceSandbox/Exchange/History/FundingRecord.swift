/// A funding that was exchanged.
struct FundingRecord {
  let symbol: String
  let time: Int64
  let rate: Int64
  let markPrice: Int64

  /// How much time lies between two fundings, in milliseconds.
  static let interval: Int64 = 8 * 3_600_000

  /// The highest rate, and below zero the lowest, in units of 10^-8.
  static let cap: Int64 = 750_000

  /// The rate that follows from a premium over the index: interest of 0.01 % plus the premium beyond ±0.05 %, capped at
  /// ±0.75 %, all in units of 10^-8.
  static func rate(premium: Int64) -> Int64 {
    let interest: Int64 = 10_000
    let rate = premium + min(max(interest - premium, -50_000), 50_000)
    return min(max(rate, -cap), cap)
  }
}
