/// A dated contract that was delivered.
struct DeliveryRecord {
  let pair: String
  let time: Int64
  let price: Int64
  let decimals: Int
}
