/// Where the account's events come from: the WebSocket API (spot, margin) or a listen key (Binance US, futures).
protocol BinanceAccountEvents: AnyObject {
  var delegate: (any BinanceAccountEventsDelegate)? { get set }
  /// Connects and subscribes, and stays subscribed until ``stop()``.
  func start()
  func stop()
  /// Gives up the connection and makes a new one.
  func reconnect(reason: String)
}

/// What hears of ``BinanceAccountEvents``. Called on the loop.
protocol BinanceAccountEventsDelegate: AnyObject {
  /// Events arrive from now on; what happened before has to be asked for.
  ///
  /// - Parameter isGapless: whether the events before were not interrupted, so that nothing has to be asked for.
  func accountEventsDidBegin(isGapless: Bool)
  /// An event of the account.
  func accountEvents(didReceive event: JSONValue)
  /// Events do not arrive any more. It is tried again.
  func accountEventsDidEnd(reason: String)
  /// Subscribing was refused, as with a key that has no permission. It is tried again.
  func accountEvents(didFailToBegin error: BinanceError)
  /// The place that the events come from cannot be reached. It is tried again.
  func accountEvents(didFailToConnect error: BinanceError)
}
