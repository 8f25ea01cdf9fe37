public import TradingNetwork

/// The decision about a request for a WebSocket connection.
public enum FrontUpgrade {
  case accepted(any FrontConnection)
  case refused(HTTPResponse)
}
