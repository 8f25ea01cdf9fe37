import TradingNetwork

/// The decision about a request for a WebSocket connection.
enum FrontUpgrade {
  case accepted(any FrontConnection)
  case refused(HTTPResponse)
}
