import BinanceSandbox

/// What a product calls the things that go wrong, so that a row of the fault matrix is written once for all.
struct ChaosVocabulary: Sendable {
  let exchange: SandboxProduct
  let symbol: String
  /// A part of the names under which new orders, and cancellations, are sent.
  let place: String
  let cancel: String
  /// A part of the routes of queries about orders and account.
  let queries: String
  /// The events about orders, and those about balances.
  let orderEvents: String
  let accountEvents: String
  /// The act that ends the account's stream while its connection lives.
  let endOfStream: String
  /// The status of a symbol that does not trade, and with which codes it refuses orders.
  let halt: String
  let haltCodes: Set<Int>
  /// The codes of orders that meet nobody near the price after it leapt.
  let leapCodes: Set<Int>

  /// The symbol's market in the words of faults.
  var market: String { #""product":"\#(exchange.rawValue)","symbol":"\#(symbol)""# }

  static let spot = ChaosVocabulary(
    exchange: .spot, symbol: TradedProduct.spot.symbol, place: "order.place", cancel: "order.cancel",
    queries: "GET /api/v3/", orderEvents: "executionReport", accountEvents: "outboundAccountPosition",
    endOfStream: "TERMINATE_STREAM", halt: "HALT", haltCodes: [-2010, -1013], leapCodes: [])

  static let margin = ChaosVocabulary(
    exchange: .spot, symbol: TradedProduct.margin.symbol, place: "POST /sapi/v1/margin/order",
    cancel: "DELETE /sapi/v1/margin/order", queries: "GET /sapi/v1/margin/", orderEvents: "executionReport",
    accountEvents: "outboundAccountPosition", endOfStream: "TERMINATE_STREAM", halt: "HALT",
    haltCodes: [-2010, -1013], leapCodes: [])

  /// Of `order.place` and `algoOrder.place`, and of their cancellations, the part that they share.
  static func futures(_ product: TradedProduct) -> ChaosVocabulary {
    ChaosVocabulary(
      exchange: product.exchange, symbol: product.symbol, place: "rder.place", cancel: "rder.cancel",
      queries: product.exchange == .usdm ? "GET /fapi/" : "GET /dapi/", orderEvents: "ORDER_TRADE_UPDATE",
      accountEvents: "ACCOUNT_UPDATE", endOfStream: "EXPIRE_LISTENKEY", halt: "PENDING_TRADING", haltCodes: [-4141],
      leapCodes: [-4131])
  }
}
