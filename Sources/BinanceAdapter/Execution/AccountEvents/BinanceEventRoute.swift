/// How the events of an account come.
enum BinanceEventRoute {
  /// Over the WebSocket API, by a subscription that the key signs.
  case subscription
  /// Over the WebSocket API, by tokens that are made over REST and renewed.
  case listenToken
  /// Over a stream of its own, named by a key that is made over REST and prolonged.
  case listenKey
}

extension BinanceProduct {
  /// How the events of the account come where there is a WebSocket API. Binance US has none and always takes listen keys.
  var eventRoute: BinanceEventRoute {
    switch accountType {
    case .spot: .subscription
    case .margin, .isolatedMargin: .listenToken
    // Their WebSocket API takes orders and tells no events.
    case .usdtFutures, .coinFutures: .listenKey
    }
  }

  /// Whether orders go over the WebSocket API; margin's have no place there.
  var takesOrdersOverWebSocket: Bool { !accountType.isMargin }
  /// Whether orders need a WebSocket connection of their own, since no events come over it.
  var hasConnectionForOrders: Bool { takesOrdersOverWebSocket && eventRoute == .listenKey }
}
