import TradingModel
import TradingNetwork

/// One answer of the WebSocket API, read.
///
/// <https://developers.binance.com/docs/binance-spot-api-docs/websocket-api/response-format>
struct BinanceWebSocketAPIAnswer {
  /// The id of the request; nil when the venue speaks of none, as when a key was revoked.
  let id: UInt64?
  let status: Int
  let result: JSONValue?
  let error: (code: Int, message: String)?
  /// When the venue allows requests again.
  let retryAt: UnixNanos?
  let reports: [RateReport]
  /// What the error says besides code and message.
  let data: JSONValue?

  /// Reads an answer; nil when the message is none.
  init?(_ json: JSONValue) {
    guard let status = json["status"]?.int else { return nil }
    self.status = status
    id = json["id"]?.uint64
    result = json["result"]
    error = json["error"].map { ($0["code"]?.int ?? 0, $0["msg"]?.text ?? "no message") }
    data = json["error"]?["data"]
    retryAt = json["error"]?["data"]?["retryAfter"]?.milliseconds
    reports = json["rateLimits"]?.elements?.compactMap(Self.report) ?? []
  }

  private static func report(_ json: JSONValue) -> RateReport? {
    guard let kind = json["rateLimitType"]?.text.flatMap(RateLimitKind.init(rawValue:)),
      let count = json["intervalNum"]?.int64, (1...1_000).contains(count), let used = json["count"]?.int
    else { return nil }
    let unit: Int64
    switch json["interval"]?.text {
    case "SECOND": unit = 1
    case "MINUTE": unit = 60
    case "HOUR": unit = 3_600
    case "DAY": unit = 86_400
    default: return nil
    }
    return RateReport(kind: kind, interval: .seconds(count * unit), used: used, limit: json["limit"]?.int)
  }

  /// What the request came to.
  func outcome(
    endpoint: @autoclosure () -> String, now: @autoclosure () -> UnixNanos
  ) -> Result<JSONValue, BinanceError> {
    if (200..<300).contains(status), error == nil { return .success(result ?? .null) }
    let code = error?.code
    let message = error?.message ?? "status \(status) without an error"
    let verdict =
      code.map { BinanceErrorTable.judge(code: $0, message: message, httpStatus: status) }
      ?? BinanceErrorTable.judge(status: status, text: message)
    return .failure(
      BinanceError(
        kind: verdict.kind, outcome: verdict.outcome, code: code, message: message, httpStatus: status,
        endpoint: endpoint(), retryAfter: retryAt.map { max(.zero, $0 - now()) }, data: data))
  }
}
