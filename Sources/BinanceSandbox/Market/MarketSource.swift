/// What makes a market move: a synthetic one or a recording.
protocol MarketSource: AnyObject {
  /// Begins to move (a recording that waits for its first subscriber begins with it).
  func start()
  /// Stops for good.
  func stop()
  /// A client subscribed to a stream of the symbol: `toDepth` for diff depth streams.
  func subscribed(symbol: String, toDepth: Bool)
  /// A client asked for the symbol's book by REST or WebSocket API; tell before answering.
  func depthRequested(symbol: String)
  /// The operator moves a symbol's price, and settles the market afterwards.
  func moved(symbol: String, to price: Int64, in exchange: VenueExchange)
}

extension MarketSource {
  func subscribed(symbol: String, toDepth: Bool) {}
  func depthRequested(symbol: String) {}
  func moved(symbol: String, to price: Int64, in exchange: VenueExchange) {}
}
