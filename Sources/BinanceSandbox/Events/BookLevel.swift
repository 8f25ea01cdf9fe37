import TradingModel

/// One side's level: a price and the quantity there.
struct BookLevel: Hashable {
  var price: Int64
  var quantity: Int64
}
