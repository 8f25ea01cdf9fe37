import TradingModel

/// A public trade.
struct MarketTrade {
  let id: Int64
  let price: Int64
  let quantity: Int64
  /// Whether the buyer was resting.
  let buyerIsMaker: Bool
  /// When it happened (`T`) and when it is told (`E`).
  let time: UnixNanos
  var eventTime: UnixNanos
  /// The payload as the real venue sent it, in recorded markets.
  var raw: [UInt8]?
  /// Whether the resting side was an order for retail takers (`RPI`).
  var isRetail = false
}
