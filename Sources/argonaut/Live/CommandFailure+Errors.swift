import BinanceAdapter
import TradingNetwork

extension CommandFailure {
  /// Why a data client could not do its work, with the exit code of the contract.
  init(connecting error: any Error) {
    switch error {
    case let error as BinanceRequestProblem: self.init(.usage, error.description)
    case let error as TransportError: self.init(error.kind == .invalidURL ? .usage : .failed, error.description)
    default: self.init(binance: error)
    }
  }
}
