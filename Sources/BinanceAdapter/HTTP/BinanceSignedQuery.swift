import TradingModel

/// The signed form of a request's parameters, for REST and for the WebSocket API.
enum BinanceSignedQuery {
  /// The query of a signed REST request.
  ///
  /// Values are percent-encoded first, and the signature, which stands last, is made of the encoded text: the rule of
  /// all REST interfaces since 2026-01-15.
  static func make(
    _ parameters: BinanceParameters, timestamp: UnixNanos, recvWindow: Duration, credentials: BinanceCredentials
  ) throws(BinanceCredentialsError) -> String {
    var parameters = parameters
    if parameters["recvWindow"] == nil { parameters.append("recvWindow", milliseconds(recvWindow)) }
    parameters.append("timestamp", timestamp)
    let payload = parameters.query
    let signature = try credentials.signature(of: payload)
    return payload + "&signature=" + BinancePercentEncoding.encode(signature)
  }

  /// The parameters of a signed WebSocket API request, signature included.
  ///
  /// The payload is sorted by name and is not percent-encoded, unlike that of REST.
  static func webSocketAPI(
    _ parameters: BinanceParameters, timestamp: UnixNanos, recvWindow: Duration, credentials: BinanceCredentials
  ) throws(BinanceCredentialsError) -> BinanceParameters {
    var parameters = parameters
    parameters.append("apiKey", credentials.apiKey.reveal { $0 })
    if parameters["recvWindow"] == nil { parameters.append("recvWindow", milliseconds(recvWindow)) }
    parameters.append("timestamp", timestamp)
    parameters.append("signature", try credentials.signature(of: parameters.sortedBytes))
    return parameters
  }

  private static func milliseconds(_ duration: Duration) -> Int64 {
    min(max(duration.wholeNanoseconds / 1_000_000, 1), 60_000)
  }
}
