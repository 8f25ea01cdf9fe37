public import TradingLive
import TradingNetwork

extension BinanceError: PassingFailure {
  /// Servers that fail, limits, networks that break and answers that are garbled come back; what is configured wrongly does not.
  public var patience: Duration? {
    switch kind {
    case .server, .throttled, .banned: return .seconds(600)
    case .transport:
      guard let transport else { return nil }
      switch transport {
      case .connectionReset, .requestTimeout, .connectTimeout: return .seconds(600)
      // Nobody listens there: the venue is being restarted, or the port is wrong.
      case .connectionRefused: return .seconds(10)
      case .invalidURL, .nameResolution, .tls, .proxy, .shutDown, .other: return nil
      }
    // An answer that was cut short, or a page of a box in between while the venue is being restarted; or another server.
    case .unreadable: return .seconds(10)
    // Late on a slow network, or by a clock that is being measured anew.
    case .refused where code == -1021: return .seconds(60)
    case .refused, .blocked, .missingCredentials, .signing, .shutDown: return nil
    }
  }
}
