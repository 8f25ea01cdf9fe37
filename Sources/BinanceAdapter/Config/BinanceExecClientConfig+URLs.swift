extension BinanceExecClientConfig {
  /// The configuration with the base URLs that it leaves open taken from the data client of the same account.
  ///
  /// A client of which one URL leads to a local exchange must not take the others from Binance. Only a client of the same
  /// account type, environment and country lends its URLs.
  public func takingURLs(from data: BinanceDataClientConfig) -> BinanceExecClientConfig {
    let other = data.connection
    guard other.accountType == connection.accountType, other.environment == connection.environment,
      other.us == connection.us
    else { return self }
    var result = self
    result.connection.baseURLHTTP = connection.baseURLHTTP ?? other.baseURLHTTP
    result.connection.baseURLWS = connection.baseURLWS ?? other.baseURLWS
    result.connection.baseURLWSAPI = connection.baseURLWSAPI ?? other.baseURLWSAPI
    return result
  }
}
