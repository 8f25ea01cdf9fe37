import TradingModel

/// The best bid and ask; a price of 0 where a side is empty.
struct BookTop: Equatable {
  var bid = BookLevel(price: 0, quantity: 0)
  var ask = BookLevel(price: 0, quantity: 0)
  var updateId: Int64 = 0
  var eventTime = UnixNanos.zero
  var transactionTime = UnixNanos.zero
  var raw: [UInt8]?
}
