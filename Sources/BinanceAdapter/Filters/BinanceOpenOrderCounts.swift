import TradingModel

/// How many orders the account certainly has open.
struct BinanceOpenOrderCounts: Hashable, Sendable {
  /// In the symbol.
  var orders = 0
  var algoOrders = 0
  var icebergOrders = 0
  var lists = 0
  /// What is left of the open orders that buy, in base units.
  var buying = WideDecimal.zero
  /// On the whole exchange.
  var allOrders = 0
  var allAlgoOrders = 0
  var allIcebergOrders = 0
  var allLists = 0
}
