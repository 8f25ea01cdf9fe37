/// The words of the venue's orders; raw values are the wire's.
enum OrderSide: String, Sendable {
  case buy = "BUY"
  case sell = "SELL"

  var opposite: OrderSide { self == .buy ? .sell : .buy }
}
