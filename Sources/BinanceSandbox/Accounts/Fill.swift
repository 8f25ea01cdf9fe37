/// One execution, the same for both sides.
struct Fill {
  let market: SymbolMarket
  let tradeId: Int64
  let price: Int64
  let quantity: Int64
  let value: Amount
  /// The allocation by which it came, where smart order routing took it from another book.
  var allocationId: Int64?
}
