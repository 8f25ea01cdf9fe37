import BinanceAdapter
import TradingLive
import TradingNetwork

extension CommandFailure {
  /// The exit code and line for whatever the adapter throws.
  init(binance error: any Error) {
    switch error {
    case let failure as CommandFailure: self = failure
    case let error as BinanceError: self.init(Self.code(of: error), error.description)
    case let error as ConfigurationError: self.init(.usage, error.description)
    default: self.init(.failed, String(describing: error))
    }
  }

  private static func code(of error: BinanceError) -> Code {
    switch error.kind {
    case .refused, .throttled, .banned, .blocked: .refused
    case .missingCredentials, .signing: .usage
    case .transport where error.transport == .invalidURL: .usage
    case .server, .unreadable, .transport, .shutDown: .failed
    }
  }
}
