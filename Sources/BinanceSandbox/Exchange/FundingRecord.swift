/// A funding that was exchanged.
struct FundingRecord {
  let symbol: String
  let time: Int64
  let rate: Int64
  let markPrice: Int64
}
