import TradingModel
import TradingNetwork

/// What the venue's answers say about its counters and about waiting.
enum BinanceUsageHeaders {
  /// The counters that a response reports: `X-MBX-USED-WEIGHT-1M: 321`, `X-MBX-ORDER-COUNT-10S: 4`, ….
  ///
  /// - Parameter names: what the headers of the wanted counters begin with.
  static func reports(
    _ response: HTTPResponse, _ names: [(String, RateLimitKind)] = mainNames
  ) -> [RateReport] {
    response.headers.compactMap { header in
      let name = header.name.lowercased()
      guard let used = Int(header.value.trimming(while: \.isWhitespace)), used >= 0 else { return nil }
      for (prefix, kind) in names where name.hasPrefix(prefix) {
        guard let interval = interval(name.dropFirst(prefix.count)) else { return nil }
        return RateReport(kind: kind, interval: interval, used: used)
      }
      return nil
    }
  }

  /// The counters that a request weighs on; `/sapi` has its own, one for the address and one for the account.
  static func reports(_ response: HTTPResponse, path: String, scope: BinanceWeightScope) -> [RateReport] {
    guard path.hasPrefix("/sapi/") else { return reports(response) }
    return reports(response, scope == .account ? accountNames : addressNames)
  }

  /// The counters of orders alone.
  static func orderCounts(_ response: HTTPResponse) -> [RateReport] { reports(response, orderNames) }

  private static let orderNames: [(String, RateLimitKind)] = [("x-mbx-order-count-", .orders)]
  static let mainNames: [(String, RateLimitKind)] = [("x-mbx-used-weight-", .requestWeight)] + orderNames
  private static let addressNames: [(String, RateLimitKind)] = [("x-sapi-used-ip-weight-", .requestWeight)]
  private static let accountNames: [(String, RateLimitKind)] = [("x-sapi-used-uid-weight-", .requestWeight)]

  /// `10s`, `1m`, `1d` as a duration.
  static func interval(_ text: some StringProtocol) -> Duration? {
    guard let unit = text.last, let count = Int64(text.dropLast()), (1...1_000).contains(count) else { return nil }
    switch unit {
    case "s": return .seconds(count)
    case "m": return .seconds(count * 60)
    case "h": return .seconds(count * 3_600)
    case "d": return .seconds(count * 86_400)
    default: return nil
    }
  }

  /// How long the venue asks to wait.
  static func retryAfter(_ response: HTTPResponse) -> Duration? {
    guard let text = response.header("Retry-After"), let seconds = Int64(text), seconds >= 0 else { return nil }
    return .seconds(min(seconds, 604_800))
  }

  /// The interval that a refusal for too many orders names: `… current limit is 50 orders per 10 SECOND.`
  static func orderInterval(_ message: String) -> Duration? {
    guard let mark = message.firstRange(of: "orders per ") else { return nil }
    let words = message[mark.upperBound...].split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
    guard let first = words.first else { return nil }
    let count = Int64(first) ?? 1
    let unit = Int64(first) == nil ? String(first) : words.dropFirst().first.map(String.init) ?? ""
    return interval("\(count)\(unit.prefix(1).lowercased())")
  }

  /// The end of a ban that the message names: `… IP(…) banned until 1573023231000. …`, in milliseconds.
  static func banEnd(_ message: String) -> UnixNanos? {
    guard let mark = message.firstRange(of: "banned until ") else { return nil }
    let digits = message[mark.upperBound...].prefix { $0.isASCII && $0.isNumber }
    return Int64(digits).map { UnixNanos(milliseconds: $0) }
  }
}

extension String {
  /// The text without the characters at both ends that match.
  fileprivate func trimming(while matches: (Character) -> Bool) -> Substring {
    var result = self[...]
    while let first = result.first, matches(first) { result.removeFirst() }
    while let last = result.last, matches(last) { result.removeLast() }
    return result
  }
}
