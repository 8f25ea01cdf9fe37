import TradingNetwork

/// What the venue's error codes and statuses say about a request's effect, as data.
///
/// See the error code pages of each product, for instance
/// <https://developers.binance.com/docs/binance-spot-api-docs/errors>.
enum BinanceErrorTable {
  /// Codes after which the request may or may not have been executed.
  private static let unknownOutcome: Set<Int> = [
    -1000,  // unknown error while processing
    -1001,  // disconnected, internal error
    -1006,  // unexpected response from the message bus; execution status unknown
    -1007,  // timeout waiting for the backend; send status unknown, execution status unknown
    -3000,  // margin: internal server error
  ]

  /// Codes that mean a limit, with no effect of the request.
  private static let throttled: Set<Int> = [
    -1003,  // too many requests
    -1004,  // server busy
    -1008,  // overloaded, throttled
    -1015,  // too many new orders
    -1034,  // too many connections
  ]

  /// Kind and outcome of an error code.
  static func judge(
    code: Int, message: String, httpStatus: Int?
  ) -> (kind: BinanceError.Kind, outcome: BinanceError.Outcome) {
    // A place that is not served is told with the code 0.
    if httpStatus == 451 { return (.blocked, .definitive) }
    if httpStatus == 418 || (code == -1003 && message.contains("banned")) { return (.banned, .throttled) }
    if httpStatus == 429 || throttled.contains(code) { return (.throttled, .throttled) }
    if unknownOutcome.contains(code) { return (.server, .unknown) }
    if let httpStatus, httpStatus >= 500 {
      return (.server, isCertainFailure(message) ? .definitive : .unknown)
    }
    if httpStatus == 408 { return (.server, .unknown) }
    return (.refused, .definitive)
  }

  /// Kind and outcome of an answer without an error code.
  static func judge(
    status: Int, text: String
  ) -> (kind: BinanceError.Kind, outcome: BinanceError.Outcome) {
    switch status {
    case 418: (.banned, .throttled)
    case 429: (.throttled, .throttled)
    case 403, 451: (.blocked, .definitive)
    case 408: (.server, .unknown)
    case 500...: (.server, isCertainFailure(text) ? .definitive : .unknown)
    case 400..<500, 300..<400: (.unreadable, .definitive)
    default: (.unreadable, .unknown)
    }
  }

  /// The futures' 503 text that means the request failed; all other 5xx texts leave it open.
  private static func isCertainFailure(_ text: String) -> Bool {
    text.trimmingPrefix { $0.isWhitespace }.hasPrefix("Service Unavailable.")
  }
}
