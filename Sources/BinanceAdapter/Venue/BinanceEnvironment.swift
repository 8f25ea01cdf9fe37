public import TradingLive

/// Which of Binance's worlds a client talks to.
public enum BinanceEnvironment: String, Hashable, Sendable, Codable, CaseIterable {
  /// Real money.
  case live
  /// The test networks, with keys of their own.
  case testnet
  /// Demo trading, with keys of its own.
  case demo

  /// Reads `live`, `testnet` or `demo` in any case; `mainnet` is taken as live.
  public init(spelling text: String) throws(ConfigurationError) {
    let plain = text.lowercased()
    guard let match = plain == "mainnet" ? .live : Self(rawValue: plain) else {
      throw ConfigurationError(
        place: "Binance", path: "environment",
        problem: "'\(text)' is not an environment; valid are live, testnet, demo")
    }
    self = match
  }
}
