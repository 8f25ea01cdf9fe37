public import TradingLive

extension BinanceEndpoints {
  /// The URLs of a configured connection.
  public init(_ connection: BinanceConnectionConfig) throws(ConfigurationError) {
    try self.init(
      accountType: connection.accountType, environment: connection.environment, us: connection.us,
      baseURLHTTP: connection.baseURLHTTP, baseURLWS: connection.baseURLWS, baseURLWSAPI: connection.baseURLWSAPI)
  }
}
